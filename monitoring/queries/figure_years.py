"""The same window in several school years, side by side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.models import IndicatorVersion, Rollup
from monitoring.queries.figure_series import break_between, moment_of, rule_years
from schools.models import Territory


@dataclass(frozen=True)
class YearCell:
    """The figure of one year; `broken` says why it is not compared with the last one."""

    rollup: Rollup | None
    broken: str


@dataclass(frozen=True)
class YearLine:
    """One indicator and slot over the years, the earliest first."""

    version: IndicatorVersion
    slot: str
    cells: tuple[YearCell, ...]


def years_side_by_side(
    *, territory: Territory, years: Sequence[int], group: str = "", track: str = ""
) -> list[YearLine]:
    """Return indicators that have figures, each in its latest slot of the last year.

    February is compared with February: of several windows of a year the one is taken
    that the latest year has counted last.
    """
    rows = Rollup.objects.filter(
        territory=territory, year__in=years, group=group
    ).select_related("version__indicator")
    if track:
        rows = rows.filter(indicator__track=track)
    found: dict[int, list[Rollup]] = defaultdict(list)
    for row in sorted(rows, key=moment_of):
        found[row.indicator_id].append(row)
    rules = rule_years(territory)
    lines = [_line(series, years, rules) for series in found.values()]
    return sorted(
        lines,
        key=lambda line: (line.version.indicator.position, line.version.indicator.code),
    )


def _line(
    series: Sequence[Rollup], years: Sequence[int], rules: Sequence[int]
) -> YearLine:
    last = ([row for row in series if row.counted] or list(series))[-1]
    by_year = {row.year: row for row in series if row.slot == last.slot}
    cells: list[YearCell] = []
    before: Rollup | None = None
    for year in sorted(years):
        row = by_year.get(year)
        cells.append(YearCell(row, break_between(before, row, rules)))
        before = row or before
    return YearLine(last.version, last.slot, tuple(cells))
