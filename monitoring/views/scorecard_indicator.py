"""One indicator: windows in order, groups, schools or municipalities behind it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.charts.figures import series_chart, spread_chart
from monitoring.filters.figures import FigureFilterForm
from monitoring.models import Indicator, IndicatorVersion, Rollup
from monitoring.presenters import figure_words as words, indicator_figures as present
from monitoring.presenters.scorecard import mends
from monitoring.queries.figure_absence import (
    Absence,
    Narrowed,
    absence_of,
    is_due,
    season_of,
)
from monitoring.queries.figure_series import rule_years, series_of
from monitoring.queries.indicators import version_for
from monitoring.queries.rollups import (
    light_of,
    measure_of,
    shown_of,
    sum_of,
    targets_for,
)
from monitoring.queries.school_figures import (
    groups_behind,
    schools_behind,
    targets_of_towns,
    towns_behind,
)
from monitoring.views.scorecard import stamp_context
from schools.models import Territory
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)


@dataclass(frozen=True)
class Shown:
    """An indicator of a place and year, with the window whose sums are shown."""

    version: IndicatorVersion
    rollup: Rollup | None
    place: Territory
    year: int
    narrowed: Narrowed
    today: dt.date
    target: Decimal | None
    is_due: bool
    absence: Absence | None


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def indicator(request: PortalRequest, pk: int) -> HttpResponse:
    """Show an indicator of a place: the figure, its windows, who stands behind it."""
    row = get_visible_or_404(request, Indicator.objects.all(), pk=pk)
    today = timezone.localdate()
    form = FigureFilterForm(request.GET, user=request.user, today=today)
    del form.fields["track"]
    place, narrowed = form.place, form.narrowed()
    if place is None:
        raise Http404
    series = series_of(territory=place, indicator_id=row.pk, group=narrowed.group)
    shown = _shown(row, series, place, form.this_year, narrowed, today)
    context = {
        "form": form,
        "indicator": row,
        "wording": shown.version,
        "place": place,
        "year": shown.year,
        "facts": present.passport(shown.version),
        **_figure_context(shown),
        **_charts_context(shown, series),
        "mend": _mend(request, shown),
        **stamp_context(request, place, shown.year),
    }
    return render(request, "scorecard/indicator.html", context)


def _shown(
    row: Indicator,
    series: Sequence[Rollup],
    place: Territory,
    year: int,
    narrowed: Narrowed,
    today: dt.date,
) -> Shown:
    rollup = shown_of([one for one in series if one.year == year], narrowed.slot)
    version = rollup.version if rollup else version_for(indicator=row, year=year)
    if version is None:
        raise Http404
    season = season_of(territory=place, year=year)
    absence = None
    if rollup is None:
        absence = absence_of(
            version, territory=place, season=season, today=today, narrowed=narrowed
        )
    return Shown(
        version=version,
        rollup=rollup,
        place=place,
        year=year,
        narrowed=narrowed,
        today=today,
        target=targets_for(territory=place, year=year).get(row.pk),
        is_due=is_due(version, rollup, season=season, today=today),
        absence=absence,
    )


def _figure_context(shown: Shown) -> dict[str, Any]:
    version, total = shown.version, sum_of(shown.rollup)
    measure, value = measure_of(version), present.value_of(shown.rollup)
    light = light_of(version, total, shown.target, is_due=shown.is_due)
    return {
        "month": words.month_words(shown.rollup) if shown.rollup else "",
        "figures": [
            {
                "label": "Цель",
                "value": words.value_words(shown.target, version, measure),
            },
            {
                "label": "Факт",
                "value": words.value_words(value, version, measure),
                "note": words.parts_words(total, measure)
                or words.absence_words(total, version.source, shown.absence),
            },
        ],
        "mark": words.light_mark(light),
        "coverage": words.coverage_words(total, version.source),
    }


def _charts_context(shown: Shown, series: Sequence[Rollup]) -> dict[str, Any]:
    """Return what is drawn, and the tables of those who stand behind the figure."""
    rollup, group = shown.rollup, shown.narrowed.group
    has_schools = rollup is not None and rollup.window_id is not None
    cells = (
        schools_behind(
            rollup=rollup, target=shown.target, group=group, is_due=shown.is_due
        )
        if rollup is not None and has_schools
        else []
    )
    rules = rule_years(shown.place)
    drawn = [
        series_chart(**given)
        for given in present.series(series, target=shown.target, rules=rules)
    ]
    spread = present.spread(cells, shown.version)
    return {
        "charts": drawn,
        "spread": spread_chart(**spread) if spread else None,
        "has_charts": bool(drawn or spread),
        "groups": present.group_rows(
            groups_behind(rollup=rollup), shown.target, is_due=shown.is_due
        )
        if rollup is not None and not group
        else [],
        "schools": present.school_rows(cells, shown.version),
        "towns": [] if rollup is None or has_schools else _towns(shown, rollup),
    }


def _towns(shown: Shown, rollup: Rollup) -> list[dict[str, Any]]:
    rows = towns_behind(rollup=rollup, group=shown.narrowed.group)
    targets = targets_of_towns(
        indicator_id=rollup.indicator_id,
        towns=[row.territory for row in rows],
        year=shown.year,
    )
    return present.place_rows(rows, targets, year=shown.year, today=shown.today)


def _mend(request: PortalRequest, shown: Shown) -> dict[str, str] | None:
    """Return where the person can mend what stands in the figure's way."""
    place = shown.place
    if shown.absence is None or place.is_region:
        return None
    if not has_permission(request.user, Permission.MANAGE_MONITORING, place):
        return None
    return mends(place, shown.year).get(shown.absence.reason)
