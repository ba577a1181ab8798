"""Programmes of other schools whose text resembles a version, for the department only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from roadmaps.comparison import common_hashes, similarity
from roadmaps.models import ProgrammeVersion
from schools.models import User


# From here on a text is worth a look; below it are the words that all programmes share.
LEAST = 0.15
SHOWN = 20
# What stands in so many schools' programmes is a common form, copied from nobody.
COMMON_IN = 4


@dataclass(frozen=True)
class Likeness:
    """Another school's version and how much of the shorter text the two share."""

    version: ProgrammeVersion
    share: float


@dataclass(frozen=True)
class Alike:
    """What was compared, and what came of it, the most alike first."""

    compared: int
    likenesses: list[Likeness] = field(default_factory=list)
    # Fingerprints of a form that many schools have filled in.
    common: frozenset[int] = frozenset()


def alike(*, version: ProgrammeVersion, user: User) -> Alike:
    """Compare a version with the newest of each other school's programme of its kind.

    Only programmes that the person may see are looked at.
    """
    others = list(_others(version, user))
    common = common_hashes(
        [version.fingerprint, *(row.fingerprint for row in others)], at_least=COMMON_IN
    )
    found = [
        Likeness(row, share)
        for row in others
        if (share := similarity(version.fingerprint, row.fingerprint, ignore=common))
        >= LEAST
    ]
    found.sort(key=lambda likeness: (-likeness.share, likeness.version.pk))
    return Alike(len(others), found[:SHOWN], common)


def version_beside(
    *, found: Sequence[Likeness], asked: str, user: User
) -> ProgrammeVersion | None:
    """Return the version to read side by side: the one asked for, else the most alike."""
    keys = {str(one.version.pk): one.version.pk for one in found}
    key = keys.get(asked, found[0].version.pk if found else None)
    if key is None:
        return None
    rows = ProgrammeVersion.objects.visible_to(user)
    return rows.select_related("programme__school", "file").get(pk=key)


def _others(version: ProgrammeVersion, user: User) -> QuerySet[ProgrammeVersion]:
    newest = (
        ProgrammeVersion.objects.visible_to(user)
        .filter(programme=OuterRef("programme"), sent_at__isnull=False)
        .order_by("-number")
        .values("pk")[:1]
    )
    return (
        ProgrammeVersion.objects.visible_to(user)
        .filter(
            pk=Subquery(newest),
            programme__kind_id=version.programme.kind_id,
            read_at__isnull=False,
        )
        .exclude(programme__school_id=version.programme.school_id)
        .select_related("programme__school__municipality")
        .defer("paragraphs", "search", "content")
        .order_by("pk")
    )
