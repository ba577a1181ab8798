"""Indicators of a territory as facts for papers: targets, sums, earlier years."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from monitoring.counting.sums import ALL
from monitoring.drafting import DynamicsFact, Earlier, IndicatorFact
from monitoring.dynamics import Trend
from monitoring.enums import Direction, Source, ValueKind
from monitoring.models import DynamicsRule, IndicatorVersion, Rollup, Value
from monitoring.queries.figure_absence import is_due, season_of
from monitoring.queries.figure_series import moment_of
from monitoring.queries.indicators import collected
from monitoring.queries.rollups import measure_of, shown_of, sum_of, targets_for
from schools.models import Territory
from schools.templatetags.portal_format import MONTHS, number, school_year


# Two years before are enough to see a direction.
YEARS_BACK = 2


def indicator_facts(
    *, territory: Territory, year: int, today: dt.date
) -> tuple[IndicatorFact, ...]:
    """Return what the territory collects, each with the sum that the pages show too."""
    rows = list(
        Rollup.objects.filter(
            territory=territory,
            group=ALL,
            year__lte=year,
            year__gte=year - YEARS_BACK,
        )
        .select_related("window", "version__indicator")
        .order_by("year", "indicator__position", "indicator__code")
    )
    latest = _shown(row for row in rows if row.year == year)
    season = season_of(territory=territory, year=year)
    versions = {
        row.indicator_id: row for row in collected(territory=territory, year=year)
    }
    for row in latest.values():
        # Old windows keep their wording; a region has no list of its own.
        versions[row.indicator_id] = row.version
    targets = targets_for(territory=territory, year=year)
    earlier = _earlier(rows, latest, year)
    ordered = sorted(
        versions.values(), key=lambda row: (row.indicator.position, row.indicator.code)
    )
    return tuple(
        _fact(
            version,
            row,
            targets,
            earlier,
            is_due=is_due(version, row, season=season, today=today),
        )
        for version in ordered
        if version.kind != ValueKind.TEXT
        for row in (latest.get(version.indicator_id),)
    )


def dynamics_facts(*, territory: Territory, year: int) -> tuple[DynamicsFact, ...]:
    """Return how many schools went which way by the calculated indicators of a year."""
    rows = (
        Value.objects.filter(
            window__territory=territory,
            window__year=year,
            window_school__isnull=False,
            window_indicator__version__source=Source.RESULTS,
            detail__has_key="trend",
        )
        .order_by("window_indicator__position", "pk")
        .values_list(
            "window_indicator__version__indicator__code",
            "window_indicator__version__title",
            "detail__trend",
        )
    )
    trends: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for code, title, trend in rows:
        trends[code, title][trend] += 1
    return tuple(
        DynamicsFact(
            code,
            title,
            up=found[Trend.UP],
            unchanged=found[Trend.NO_EVIDENCE],
            down=found[Trend.DOWN],
            incomparable=found[Trend.NOT_COMPARABLE],
        )
        for (code, title), found in trends.items()
    )


def definition_words(rule: DynamicsRule) -> str:
    """Say the definition of positive dynamics with its thresholds."""
    words = (
        f"{rule.get_definition_display()}; участников в каждом году не меньше "
        f"{rule.least_participants}"
    )
    if rule.threshold:
        words += f"; порог изменения {number(rule.threshold.normalize())}"
    return words


def _shown(rows: Iterable[Rollup]) -> dict[int, Rollup]:
    """Choose the window of each indicator as the pages do: the last that counted."""
    series: dict[int, list[Rollup]] = defaultdict(list)
    for row in sorted(rows, key=moment_of):
        series[row.indicator_id].append(row)
    found = {key: shown_of(rows, "") for key, rows in series.items()}
    return {key: row for key, row in found.items() if row is not None}


def _month(row: Rollup) -> int:
    return int(row.slot.rpartition(":")[2])


def _earlier(
    rows: Iterable[Rollup], latest: Mapping[int, Rollup], year: int
) -> dict[int, list[Earlier]]:
    """Return earlier years of the very slot and stage of each latest sum."""
    found: dict[int, list[Earlier]] = defaultdict(list)
    for row in rows:
        last = latest.get(row.indicator_id)
        if row.year == year or last is None:
            continue
        if (row.slot, row.phase) == (last.slot, last.phase):
            found[row.indicator_id].append(Earlier(school_year(row.year), sum_of(row)))
    return found


def _fact(
    version: IndicatorVersion,
    row: Rollup | None,
    targets: Mapping[int, object],
    earlier: Mapping[int, list[Earlier]],
    *,
    is_due: bool,
) -> IndicatorFact:
    key = version.indicator_id
    return IndicatorFact(
        code=version.indicator.code,
        title=version.title,
        group=version.indicator.group,
        unit=version.unit,
        measure=measure_of(version),
        is_less_better=version.direction == Direction.LESS,
        window=_window_title(row),
        is_due=is_due,
        total=sum_of(row),
        target=targets.get(key),
        green_percent=version.green_percent,
        yellow_percent=version.yellow_percent,
        earlier=tuple(earlier.get(key, ())),
    )


def _window_title(row: Rollup | None) -> str:
    if row is None:
        return ""
    return row.window.title if row.window else MONTHS[_month(row) - 1]
