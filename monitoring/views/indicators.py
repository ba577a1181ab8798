"""Reading indicators: what a municipality collects, one of them, what they lack."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.filters.indicators import IndicatorFilterForm
from monitoring.models import Indicator
from monitoring.presenters import indicator_faults, indicators as present
from monitoring.queries.indicator_pages import (
    Collected,
    collected_rows,
    offered,
    targets_by_year,
    versions_of,
    wanting_rows,
)
from monitoring.queries.indicators import targets_of
from monitoring.views.indicator_access import READERS, visible_indicator
from schools.actions.exports import record_export
from schools.models import Territory, scope_of
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.templatetags.portal_format import school_year
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment
from schools.views.registry import history_url


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def indicator_list(request: PortalRequest) -> HttpResponse:
    """Show what a municipality collects in a school year, by track and group."""
    form = _filter(request)
    place = form.place
    rows = collected_rows(territory=place, year=form.chosen_year) if place else []
    shown = _narrowed(rows, form)
    managed = _managed(request, place)
    context = {
        "form": form,
        "place": place,
        "year": form.chosen_year,
        "year_words": school_year(form.chosen_year),
        "query": form.address,
        "blocks": present.blocks(shown),
        "count": len(shown),
        "has_rows": bool(rows),
        "offered": offered(territory=managed, year=form.chosen_year) if managed else [],
        "can_manage": managed is not None,
        "export_query": request.GET.urlencode(),
    }
    return render(request, "indicators/list.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
@limited("export")
def indicator_export(request: PortalRequest) -> HttpResponse:
    """Send what the list shows, with whole wordings."""
    form, now = _filter(request), timezone.now()
    place = form.place
    rows = collected_rows(territory=place, year=form.chosen_year) if place else []
    shown = _narrowed(rows, form)
    about = [
        ("Муниципалитет", place.name if place else ""),
        ("Учебный год", school_year(form.chosen_year)),
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
    ]
    sheets = [
        SheetOfRows("Показатели", present.HEADERS, present.sheet_rows(shown)),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    filters = {key: request.GET[key] for key in form.fields if request.GET.get(key)}
    record_export(
        user=request.user, what="indicators", rows=len(shown), filters=filters, now=now
    )
    name = f"Показатели, {school_year(form.chosen_year).replace('/', '-')}.xlsx"
    content = workbook(sheets, created=now)
    return attachment(content, name=name, content_type=CONTENT_TYPE)


@require_GET
@permission_required(*READERS)
def indicator_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show an indicator: its passport, versions and targets."""
    indicator = visible_indicator(request, pk)
    form = _filter(request)
    versions = versions_of(indicator)
    shown = next((v for v in versions if v.valid_from <= form.chosen_year), None)
    shown = shown or (versions[-1] if versions else None)
    context = {
        "indicator": indicator,
        "wording": shown,
        "title": shown.title if shown else indicator.code,
        "lead": present.lead(indicator),
        "is_later": shown is not None and shown.valid_from > form.chosen_year,
        "facts": present.passport(shown) if shown else [],
        "plan_line": indicator.plan_indicator,
        "versions": present.version_lines(versions),
        "targets": present.target_rows(
            targets_by_year(indicator=indicator, user=request.user), versions
        ),
        "history_url": history_url(request.user, shown) if shown else "",
        **_rights(request, indicator, form),
    }
    return render(request, "indicators/detail.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def integrity(request: PortalRequest) -> HttpResponse:
    """Show which indicators cannot be collected as they are, and why."""
    form = _filter(request, leave_out=("search", "track"))
    place = form.place
    wanting = wanting_rows(territory=place, year=form.chosen_year) if place else []
    rows = collected_rows(territory=place, year=form.chosen_year) if place else []
    context = {
        "form": form,
        "place": place,
        "year_words": school_year(form.chosen_year),
        "query": form.address,
        "groups": indicator_faults.fault_groups(wanting),
        "figures": indicator_faults.figures(rows=rows, wanting=wanting),
        "has_rows": bool(rows),
        "words_common": scope_of(request.user).everything,
        "can_manage": _managed(request, place) is not None,
    }
    return render(request, "indicators/integrity.html", context)


def _filter(
    request: PortalRequest, leave_out: tuple[str, ...] = ()
) -> IndicatorFilterForm:
    return IndicatorFilterForm(
        request.GET,
        user=request.user,
        today=timezone.localdate(),
        leave_out=leave_out,
    )


def _managed(request: PortalRequest, place: Territory | None) -> Territory | None:
    """Return the municipality if the person keeps its indicators."""
    if place is None:
        return None
    may = has_permission(request.user, Permission.MANAGE_MONITORING, place)
    return place if may else None


def _narrowed(rows: list[Collected], form: IndicatorFilterForm) -> list[Collected]:
    """Return the indicators of the track that have all the words."""

    def fits(row: Collected) -> bool:
        indicator = row.version.indicator
        text = f"{indicator.code} {row.version.title} {row.version.short_title}"
        return form.chosen_track in {"", indicator.track} and all(
            word in text.casefold() for word in form.words
        )

    return [row for row in rows if fits(row)]


def _rights(
    request: PortalRequest, indicator: Indicator, form: IndicatorFilterForm
) -> dict[str, Any]:
    """Return what the person may do with it, here and in the year of the address."""
    user, place = request.user, form.place
    managed = _managed(request, place)
    targets = targets_of(territory=managed, year=form.chosen_year) if managed else {}
    is_common = indicator.territory_id is None
    can_edit = has_permission(user, Permission.MANAGE_MONITORING, indicator)
    return {
        "reads_list": has_permission(user, Permission.VIEW_MONITORING),
        "place": place,
        "query": form.address,
        "year": form.chosen_year,
        "year_words": school_year(form.chosen_year),
        "can_edit": can_edit,
        "can_make_own": managed is not None and is_common,
        "can_collect": managed is not None and indicator.pk not in targets,
        "is_collected": indicator.pk in targets,
    }
