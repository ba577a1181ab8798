"""What differs between two versions of one programme, found once and kept."""

from django.core.cache import cache

from roadmaps.comparison import Change, difference
from roadmaps.models import ProgrammeVersion


DAY = 24 * 60 * 60


def changes_between(
    old: ProgrammeVersion, new: ProgrammeVersion
) -> tuple[Change, ...] | None:
    """Return the difference of two texts; None until both are read.

    A version never changes, so the answer holds as long as the readings do.
    """
    if not (old.paragraphs and new.paragraphs):
        return None
    moments = "-".join(
        str(version.read_at and version.read_at.timestamp()) for version in (old, new)
    )
    key = f"programme-changes-{old.pk}-{new.pk}-{moments}"
    return cache.get_or_set(
        key, lambda: difference(old.paragraphs, new.paragraphs), DAY
    )
