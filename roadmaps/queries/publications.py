"""What schools have on their sites: the package by school, and shares of schools."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from roadmaps.enums import LinkState, PackageItem, ProgrammeState
from roadmaps.models import Programme, Publication
from roadmaps.queries.in_status import in_status
from schools.models import AuditEvent, School, Territory, User


# Programmes with which a school works now; the next one begins as a draft.
CURRENT = (
    *(ProgrammeState.APPROVED, ProgrammeState.PUBLISHED),
    *(ProgrammeState.RUNNING, ProgrammeState.EXTENDED),
)
HISTORY_SHOWN = 30


@dataclass(frozen=True)
class Package:
    """What a school has put on its site of its current programmes."""

    school: School
    programmes: tuple[Programme, ...]
    found: dict[str, Publication]

    def is_placed(self, item: str) -> bool:
        """Tell whether an item counts as being on the site."""
        row = self.found.get(item)
        return row is not None and is_placed(row)

    @property
    def placed(self) -> int:
        """How many items are there."""
        return sum(self.is_placed(item) for item in PackageItem.values)


@dataclass(frozen=True)
class Share:
    """Schools with an item on their sites, of all that should have it."""

    item: PackageItem
    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nobody to count."""
        return self.numerator / self.denominator if self.denominator else None


def is_placed(row: Publication) -> bool:
    """Tell whether a record counts: its page opens, or is not known to be dead.

    An address that the portal does not open itself counts once a person has looked.
    """
    if row.link_state == LinkState.REFUSED:
        return row.checked_at is not None
    return row.link_state != LinkState.DEAD


def packages(*, user: User, today: dt.date, territory: int | None) -> list[Package]:
    """Return the packages of schools in status, by municipality and name: 3 queries."""
    schools = in_status(School.objects.visible_to(user), on=today)
    if territory:
        schools = schools.filter(municipality=territory)
    rows = schools.select_related("municipality")
    return packages_of(list(rows.order_by("municipality__name", "name", "pk")))


def packages_of(schools: Sequence[School]) -> list[Package]:
    """Return the packages of these schools: two queries."""
    programmes = _programmes({school.pk for school in schools})
    found = _publications(programmes)
    return [
        Package(school, tuple(programmes.get(school.pk, ())), found[school.pk])
        for school in schools
    ]


def shares(found: Iterable[Package]) -> list[Share]:
    """Return the share of schools for each item: Σ numerators over Σ denominators."""
    rows = list(found)
    return [
        Share(item, sum(row.is_placed(item) for row in rows), len(rows))
        for item in PackageItem
    ]


def shares_by_place(found: Iterable[Package]) -> list[tuple[Territory, list[Share]]]:
    """Return the shares of each municipality, in the order of the packages."""
    groups: dict[Territory, list[Package]] = {}
    for row in found:
        groups.setdefault(row.school.municipality, []).append(row)
    return [(place, shares(rows)) for place, rows in groups.items()]


def dead_links(*, user: User) -> list[Publication]:
    """Return pages that do not open any more, the longest dead first."""
    rows = Publication.objects.visible_to(user).filter(
        link_state=LinkState.DEAD, programme__state__in=CURRENT
    )
    return list(rows.select_related("programme__school").order_by("dead_since", "pk"))


def history_of(programmes: Collection[Programme]) -> list[AuditEvent]:
    """Return what happened to the publications of some programmes, newest first."""
    keys = [row.pk for row in programmes]
    own = Publication.objects.filter(programme__in=keys).values_list("pk", flat=True)
    gone = Q(action="publication.removed", before__programme__in=keys)
    events = AuditEvent.objects.filter(
        Q(object_id__in=[str(key) for key in own]) | gone,
        object_type="roadmaps.publication",
        is_refusal=False,
    )
    return list(events.order_by("-happened_at", "-pk")[:HISTORY_SHOWN])


def _programmes(keys: Collection[int]) -> dict[int, list[Programme]]:
    """Return the current programmes of schools, the newest first."""
    rows = Programme.objects.filter(school__in=keys, state__in=CURRENT)
    found: dict[int, list[Programme]] = defaultdict(list)
    for row in rows.select_related("kind").order_by("-starts_on", "-pk"):
        found[row.school_id].append(row)
    return found


def _publications(
    programmes: dict[int, list[Programme]],
) -> dict[int, dict[str, Publication]]:
    """Return the record that speaks for a school's item: one that counts, if any."""
    school_of = {row.pk: row.school_id for rows in programmes.values() for row in rows}
    rows = Publication.objects.filter(programme__in=list(school_of))
    found: dict[int, dict[str, Publication]] = defaultdict(dict)
    for row in rows.select_related("checked_by").order_by(
        "-programme__starts_on", "pk"
    ):
        own = found[school_of[row.programme_id]]
        before = own.get(row.item)
        if before is None or (is_placed(row) and not is_placed(before)):
            own[row.item] = row
    return found
