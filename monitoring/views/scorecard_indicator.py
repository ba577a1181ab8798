"""One indicator: windows in order, groups, schools or municipalities behind it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.charts.figures import series_chart, spread_chart
from monitoring.filters.figures import FigureFilterForm
from monitoring.models import Indicator, Rollup
from monitoring.presenters import figure_words as words, indicator_figures as present
from monitoring.queries.figure_series import rule_years, series_of
from monitoring.queries.indicators import version_for
from monitoring.queries.rollups import light_of, measure_of, sum_of, targets_for
from monitoring.queries.school_figures import (
    groups_behind,
    schools_behind,
    targets_of_towns,
    towns_behind,
)
from monitoring.views.scorecard import stamp_context
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def indicator(request: PortalRequest, pk: int) -> HttpResponse:
    """Show an indicator of a place: the figure, its windows, who stands behind it."""
    row = get_visible_or_404(request, Indicator.objects.all(), pk=pk)
    today = timezone.localdate()
    form = FigureFilterForm(request.GET, user=request.user, today=today)
    del form.fields["track"]
    place, year, narrowed = form.place, form.this_year, form.narrowed()
    if place is None:
        raise Http404
    series = series_of(territory=place, indicator_id=row.pk, group=narrowed.group)
    shown = _shown(series, year, narrowed.slot)
    version = shown.version if shown else version_for(indicator=row, year=year)
    if version is None:
        raise Http404
    target = targets_for(territory=place, year=year).get(row.pk)
    total, measure = sum_of(shown), measure_of(version)
    value = present.value_of(shown)
    cells = (
        schools_behind(rollup=shown, target=target, group=narrowed.group)
        if shown and shown.window_id
        else []
    )
    drawn = [
        series_chart(**given)
        for given in present.series(series, target=target, rules=rule_years(place))
    ]
    spread = present.spread(cells, version)
    context = {
        "form": form,
        "indicator": row,
        "wording": version,
        "place": place,
        "year": year,
        "month": words.month_words(shown) if shown else "",
        "figures": [
            {"label": "Цель", "value": words.value_words(target, version, measure)},
            {
                "label": "Факт",
                "value": words.value_words(value, version, measure),
                "note": words.parts_words(total, measure) or words.absence_words(total),
            },
        ],
        "mark": words.light_mark(light_of(version, total, target, is_due=True)),
        "coverage": words.coverage_words(total),
        "facts": present.passport(version),
        "charts": drawn,
        "spread": spread_chart(**spread) if spread else None,
        "has_charts": bool(drawn or spread),
        "groups": present.group_rows(groups_behind(rollup=shown), target)
        if shown and not narrowed.group
        else [],
        "schools": present.school_rows(cells, version),
        "towns": _towns(shown, narrowed.group, year),
        **stamp_context(request, place, year),
    }
    return render(request, "scorecard/indicator.html", context)


def _shown(series: list[Rollup], year: int, slot: str) -> Rollup | None:
    """Return the window of the year that was asked for, or the last with a value."""
    rows = [row for row in series if row.year == year]
    if slot:
        return next((row for row in rows if row.slot == slot), None)
    counted = [row for row in rows if row.counted]
    found = counted or rows
    return found[-1] if found else None


def _towns(shown: Rollup | None, group: str, year: int) -> list[dict[str, object]]:
    if shown is None or shown.window_id:
        return []
    rows = towns_behind(rollup=shown, group=group)
    targets = targets_of_towns(
        indicator_id=shown.indicator_id,
        towns=[row.territory for row in rows],
        year=year,
    )
    return present.place_rows(rows, targets, year=year)
