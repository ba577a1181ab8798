"""Figures of a place in a year: target, fact, light, and the windows behind them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Max, Min

from monitoring.counting.lights import Light, Measure, fact, light
from monitoring.counting.sums import Sum
from monitoring.enums import Direction, Level, ValueKind
from monitoring.models import (
    IndicatorTarget,
    IndicatorVersion,
    Rollup,
)
from monitoring.queries.figure_absence import (
    EVERYTHING,
    Absence,
    Narrowed,
    absence_of,
    is_due,
    season_of,
)
from monitoring.queries.figure_series import break_between, moment_of, rule_years
from monitoring.queries.indicators import collected, in_force, targets_of
from schools.models import Territory


# Windows of the year before are enough for «was it better».
YEARS_BEHIND = 1


@dataclass(frozen=True)
class Figure:
    """One indicator of a place: what is wanted, what there is, how it was before.

    `before` is the nearest earlier window of the same phase; it is compared only when
    `broken` says nothing: neither the formula nor the rule has changed between them.
    """

    version: IndicatorVersion
    target: Decimal | None
    rollup: Rollup | None
    before: Rollup | None
    broken: str
    light: Light
    # Why there is no row of sums, where there is none.
    absence: Absence | None = None

    @property
    def measure(self) -> Measure:
        """Return what stands in the figure."""
        return measure_of(self.version)

    @property
    def total(self) -> Sum | None:
        """Return the sums, None when no window has them."""
        return sum_of(self.rollup)

    @property
    def value(self) -> Fraction | None:
        """Return the figure in the unit of its target."""
        total = self.total
        return None if total is None else fact(total, self.measure)

    @property
    def value_before(self) -> Fraction | None:
        """Return the earlier figure, None where it cannot be compared."""
        total = None if self.broken else sum_of(self.before)
        return None if total is None else fact(total, self.measure)


def targets_for(*, territory: Territory, year: int) -> dict[int, Decimal | None]:
    """Return the targets of a place; a region has one where its towns all have it.

    Counts are added up over the towns, so the target of one of them is not the region's.
    """
    if not territory.is_region:
        return targets_of(territory=territory, year=year)
    rows = (
        IndicatorTarget.objects.filter(territory__parent=territory, year=year)
        .exclude(indicator__versions__kind=ValueKind.COUNT)
        .values("indicator_id")
        .annotate(least=Min("value"), most=Max("value"))
        .order_by()
    )
    return {
        row["indicator_id"]: row["least"] if row["least"] == row["most"] else None
        for row in rows
    }


def measure_of(version: IndicatorVersion) -> Measure:
    """Return what stands in the figures of a version."""
    if version.kind == ValueKind.TEXT:
        return Measure.WORDS
    if version.kind == ValueKind.COUNT:
        return Measure.NUMBER
    if version.level == Level.MUNICIPALITY and version.kind == ValueKind.YES_NO:
        return Measure.YES
    return Measure.PERCENT


def sum_of(row: Rollup | None) -> Sum | None:
    """Return the sums of a stored row."""
    if row is None:
        return None
    return Sum(
        row.numerator,
        row.denominator,
        row.schools,
        row.counted,
        row.not_applicable,
        row.no_data,
        row.missing,
    )


def light_of(
    version: IndicatorVersion,
    total: Sum | None,
    target: Decimal | None,
    *,
    is_due: bool,
) -> Light:
    """Return the light of sums by the thresholds of their indicator."""
    return light(
        total=total,
        measure=measure_of(version),
        target=target,
        is_less_better=version.direction == Direction.LESS,
        green_percent=version.green_percent,
        yellow_percent=version.yellow_percent,
        is_due=is_due,
    )


def figures(
    *, territory: Territory, year: int, today: dt.date, narrowed: Narrowed = EVERYTHING
) -> list[Figure]:
    """Return the figures of a municipality or a region in a school year, in order.

    Of several windows the latest one with a counted value is shown: one that has just
    been opened does not hide what the last one has found.
    """
    versions = [
        version
        for version in _versions(territory, year)
        if not narrowed.track or version.indicator.track == narrowed.track
    ]
    targets = targets_for(territory=territory, year=year)
    rows = _rows_by_indicator(territory, versions, year, narrowed)
    season = season_of(territory=territory, year=year)
    rules = rule_years(territory)
    found = []
    for version in versions:
        series = rows[version.indicator_id]
        shown = shown_of([row for row in series if row.year == year], narrowed.slot)
        before = _before(series, shown)
        target = targets.get(version.indicator_id)
        due = is_due(version, shown, season=season, today=today)
        # What is shown was counted by the version of its window.
        held = shown.version if shown is not None else version
        found.append(
            Figure(
                version=held,
                target=target,
                rollup=shown,
                before=before,
                broken=break_between(before, shown, rules),
                light=light_of(held, sum_of(shown), target, is_due=due),
                absence=None
                if shown is not None
                else absence_of(
                    version,
                    territory=territory,
                    season=season,
                    today=today,
                    narrowed=narrowed,
                ),
            )
        )
    return found


def shown_of(rows: Sequence[Rollup], slot: str) -> Rollup | None:
    """Return the window that was asked for, or the last one with a counted value."""
    if slot:
        return next((row for row in rows if row.slot == slot), None)
    counted = [row for row in rows if row.counted]
    found = counted or list(rows)
    return found[-1] if found else None


def _versions(territory: Territory, year: int) -> list[IndicatorVersion]:
    """Return what a place looks at: a region, what its municipalities have in common."""
    if not territory.is_region:
        return collected(territory=territory, year=year)
    common = Rollup.objects.filter(territory=territory, year=year, group="")
    found = in_force(year).filter(indicator__in=common.values("indicator"))
    return list(found.order_by("indicator__position", "indicator__code"))


def _rows_by_indicator(
    territory: Territory,
    versions: Sequence[IndicatorVersion],
    year: int,
    narrowed: Narrowed,
) -> dict[int, list[Rollup]]:
    rows = Rollup.objects.filter(
        territory=territory,
        indicator__in=[version.indicator_id for version in versions],
        year__range=(year - YEARS_BEHIND, year),
        group=narrowed.group,
    ).select_related("version__indicator", "window")
    found: dict[int, list[Rollup]] = defaultdict(list)
    for row in sorted(rows, key=moment_of):
        found[row.indicator_id].append(row)
    return found


def _before(rows: Sequence[Rollup], shown: Rollup | None) -> Rollup | None:
    """Return the nearest earlier window of the same phase that counted anything."""
    if shown is None:
        return None
    earlier = [
        row
        for row in rows
        if row.phase == shown.phase
        and row.counted
        and moment_of(row) < moment_of(shown)
    ]
    return earlier[-1] if earlier else None
