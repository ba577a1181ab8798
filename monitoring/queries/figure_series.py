"""Windows of an indicator in time, and where a comparison of them breaks."""

from collections.abc import Sequence

from django.db.models import Q

from monitoring.enums import Source
from monitoring.models import DynamicsRule, Rollup
from schools.models import Territory


FIRST_MONTH = 9


def series_of(
    *, territory: Territory, indicator_id: int, group: str = ""
) -> list[Rollup]:
    """Return all windows of an indicator in a place, the earliest first."""
    rows = Rollup.objects.filter(
        territory=territory, indicator_id=indicator_id, group=group
    ).select_related("version__indicator", "window__calendar")
    return sorted(rows, key=moment_of)


def moment_of(row: Rollup) -> tuple[int, int, str]:
    """Return what orders windows in time: the school year begins in September."""
    month = int(row.slot.rpartition(":")[2])
    return row.year, (month - FIRST_MONTH) % 12, row.slot


def break_between(
    before: Rollup | None, after: Rollup | None, rules: Sequence[int]
) -> str:
    """Return why two windows cannot be compared: «version», «rule», or nothing."""
    if before is None or after is None:
        return ""
    if before.version_id != after.version_id:
        return "version"
    from_results = after.version.source == Source.RESULTS
    changed = any(before.year < year <= after.year for year in rules)
    return "rule" if from_results and changed else ""


def rule_years(territory: Territory) -> list[int]:
    """Return the school years from which another definition of dynamics holds."""
    rules = DynamicsRule.objects.filter(
        Q(territory=territory) | Q(territory__isnull=True)
    )
    # The first one changes nothing: there was none before it.
    return sorted(set(rules.values_list("valid_from", flat=True)))[1:]
