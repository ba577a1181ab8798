"""A region's municipalities with their figures, side by side."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from monitoring.counting.lights import Light, Measure, fact
from monitoring.counting.sums import Sum
from monitoring.models import IndicatorTarget, IndicatorVersion, Rollup
from monitoring.queries.figure_absence import (
    EVERYTHING,
    Absence,
    Narrowed,
    absence_of,
    is_due,
    seasons_of,
)
from monitoring.queries.figure_series import moment_of
from monitoring.queries.rollups import light_of, measure_of, shown_of, sum_of
from schools.models import Territory


@dataclass(frozen=True)
class TownFigure:
    """One indicator of one municipality."""

    version: IndicatorVersion
    target: Decimal | None
    rollup: Rollup | None
    light: Light
    absence: Absence | None

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


@dataclass(frozen=True)
class TownLine:
    """One municipality with its figures by the key of the indicator.

    What it does not collect is not there.
    """

    town: Territory
    figures: Mapping[int, TownFigure]


def towns_in(*, region: Territory) -> QuerySet[Territory]:
    """Return the municipalities of a region by name."""
    return Territory.objects.filter(parent=region).order_by("name", "pk")


def town_lines(
    towns: Sequence[Territory],
    versions: Sequence[IndicatorVersion],
    *,
    year: int,
    today: dt.date,
    narrowed: Narrowed = EVERYTHING,
) -> list[TownLine]:
    """Return the figures of municipalities, in three queries however many they are."""
    keys = [version.indicator_id for version in versions]
    rows = _rows(towns, keys, year, narrowed.group)
    targets = {
        (row.territory_id, row.indicator_id): row.value
        for row in IndicatorTarget.objects.filter(
            territory__in=towns, indicator__in=keys, year=year
        )
    }
    seasons = seasons_of(towns=towns, year=year)
    found = []
    for town in towns:
        line: dict[int, TownFigure] = {}
        for version in versions:
            key = town.pk, version.indicator_id
            if key not in targets and key not in rows:
                continue
            shown = shown_of(rows.get(key, ()), narrowed.slot)
            held = shown.version if shown is not None else version
            target = targets.get(key)
            season = seasons[town.pk]
            due = is_due(held, shown, season=season, today=today)
            absence = None
            if shown is None:
                absence = absence_of(
                    version,
                    territory=town,
                    season=season,
                    today=today,
                    narrowed=narrowed,
                )
            light = light_of(held, sum_of(shown), target, is_due=due)
            line[version.indicator_id] = TownFigure(held, target, shown, light, absence)
        found.append(TownLine(town, line))
    return found


def _rows(
    towns: Sequence[Territory], keys: Sequence[int], year: int, group: str
) -> dict[tuple[int, int], list[Rollup]]:
    rows = Rollup.objects.filter(
        territory__in=towns, indicator__in=keys, year=year, group=group
    ).select_related("version__indicator", "window")
    found: dict[tuple[int, int], list[Rollup]] = defaultdict(list)
    for row in sorted(rows, key=moment_of):
        found[row.territory_id, row.indicator_id].append(row)
    return found
