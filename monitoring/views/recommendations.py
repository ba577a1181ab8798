"""Recommendations: the list and its file, one of them, drafting and writing."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from monitoring.actions.recommendations import (
    add_recommendation,
    draft_recommendations,
)
from monitoring.enums import RecommendationState
from monitoring.filters.analytics import AdviceFilterForm
from monitoring.forms.analytics import (
    AdviceForm,
    AnswerForm,
    NewAdviceForm,
    PlaceAndYear,
)
from monitoring.models import Recommendation
from monitoring.presenters import analytics as present, draft_advice as drafts
from monitoring.queries.analytics import (
    counts_by_school,
    last_year_of,
    listed_recommendations,
    places_of,
    years_of,
)
from monitoring.queries.draft_advice import BY_RULE, lying_together
from monitoring.tables.analytics import AdviceTable
from monitoring.views.reports import READERS
from roadmaps.queries.agenda import speaks_only_for_schools
from schools.actions.exports import record_export
from schools.models import Territory, scope_of
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.tables.paging import PER_PAGE, show_page
from schools.templatetags.portal_components import active_filters
from schools.templatetags.portal_format import counted
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment
from schools.views.forms import UNPROCESSABLE, posted


ISSUE = Permission.ISSUE_RECOMMENDATIONS
ADVICE = "рекомендация,рекомендации,рекомендаций"


@require_GET
@permission_required(*READERS)
def recommendation_list(request: PortalRequest) -> HttpResponse:
    """Show recommendations with the nearest term first, and counts by school."""
    today = timezone.localdate()
    form = AdviceFilterForm(request.GET, user=request.user, today=today)
    criteria = form.criteria()
    rows = listed_recommendations(user=request.user, criteria=criteria, today=today)
    can_issue = has_permission(request.user, ISSUE)
    has_desk = can_issue and criteria.state == RecommendationState.DRAFT
    desk = _desk if has_desk else _table
    context = {
        "form": form,
        "counts": counts_by_school(rows),
        "can_issue": can_issue,
        "drafting": _place_form(request) if can_issue else None,
        "is_school": speaks_only_for_schools(request.user),
        "has_any": Recommendation.objects.visible_to(request.user).exists(),
        **desk(request, form, rows, today),
    }
    return render(request, "analytics/recommendations.html", context)


def _table(
    request: PortalRequest,
    form: AdviceFilterForm,
    rows: QuerySet[Recommendation],
    today: dt.date,
) -> dict[str, Any]:
    hidden = [] if "municipality" in form.fields else ["municipality"]
    # A team of one school knows which one is meant; on a phone every column counts.
    is_of_one = len(scope_of(request.user).school_ids) == 1
    if is_of_one and speaks_only_for_schools(request.user):
        hidden.append("school")
    table = AdviceTable(rows, today=today, exclude=hidden)
    table.export_url = _export_url(request)
    waiting = rows.filter(state=RecommendationState.DRAFT).count()
    words = counted(waiting, drafts.DRAFTS) if waiting else ""
    return {"table": show_page(table, request), "waiting_drafts": words}


def _desk(
    request: PortalRequest,
    form: AdviceFilterForm,
    rows: QuerySet[Recommendation],
    today: dt.date,
) -> dict[str, Any]:
    """Return the drafts gathered by school or by rule, to decide on many at once."""
    by = form.grouping
    page = Paginator(lying_together(rows, by=by), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "has_desk": True,
        "drafts": drafts.draft_groups(
            list(page.object_list), by=by, user=request.user, today=today
        ),
        "drafts_total": f"Всего: {counted(page.paginator.count, drafts.DRAFTS)}",
        "by_rule": by == BY_RULE,
        "page": page,
        "export_url": _export_url(request),
    }


def _export_url(request: PortalRequest) -> str:
    return f"{reverse('analytics:recommendations_export')}?{request.GET.urlencode()}"


@require_GET
@permission_required(*READERS)
@limited("export")
def recommendations_export(request: PortalRequest) -> HttpResponse:
    """Send the recommendations that the page shows, all pages of them."""
    now, today = timezone.now(), timezone.localdate()
    form = AdviceFilterForm(request.GET, user=request.user, today=today)
    found = listed_recommendations(
        user=request.user, criteria=form.criteria(), today=today
    )
    rows = present.sheet_rows(found, today=today)
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [("Выгружено", now), ("Кто выгрузил", str(request.user)), *chosen.items()]
    sheets = [
        SheetOfRows("Рекомендации", present.HEADERS, rows),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    record_export(
        user=request.user,
        what="recommendations",
        rows=len(rows),
        filters=chosen,
        now=now,
    )
    return attachment(
        workbook(sheets, created=now),
        name=f"Рекомендации на {today:%d.%m.%Y}.xlsx",
        content_type=CONTENT_TYPE,
    )


@require_GET
@permission_required(*READERS)
def recommendation_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one recommendation, from its data to its closing."""
    row = visible_recommendation(request, pk)
    return recommendation_page(request, row, AnswerForm(initial={"text": row.answer}))


@require_http_methods(["GET", "POST"])
@permission_required(ISSUE)
def recommendation_new(request: PortalRequest) -> HttpResponse:
    """Write a recommendation by hand."""
    today = timezone.localdate()
    form = NewAdviceForm(
        posted(request),
        places=_towns(request),
        years=years_of(user=request.user, today=today),
        initial={"year": last_year_of(user=request.user, today=today)},
    )
    if request.method == "POST" and form.is_valid():
        row = add_recommendation(
            territory=form.cleaned_data["territory"],
            school=form.cleaned_data["school"],
            year=form.cleaned_data["year"],
            fields=form.cleaned_data,
            user=request.user,
            now=timezone.now(),
        )
        messages.success(request, "Проект рекомендации сохранён.")
        return redirect("analytics:recommendation", row.pk)
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "recommendation": None}
    return render(request, "analytics/recommendation_form.html", context, status=status)


@require_POST
@permission_required(ISSUE)
def recommendations_draft(request: PortalRequest) -> HttpResponse:
    """Let the rules propose what the data says."""
    form = _place_form(request, request.POST)
    if not form.is_valid():
        messages.warning(request, "Выберите муниципалитет и учебный год.")
        return redirect("analytics:recommendations")
    now = timezone.now()
    count = draft_recommendations(
        territory=form.cleaned_data["territory"],
        year=form.cleaned_data["year"],
        user=request.user,
        now=now,
        today=timezone.localdate(now),
    )
    if count:
        words = counted(count, ADVICE)
        messages.success(
            request, f"Составлено: {words}. Это проекты: проверьте и выдайте нужные."
        )
        return redirect(f"{reverse('analytics:recommendations')}?state=draft")
    messages.info(request, "Новых поводов для рекомендаций в данных нет.")
    return redirect("analytics:recommendations")


def visible_recommendation(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Recommendation:
    """Fetch a recommendation that the person may read."""
    rows = Recommendation.objects.select_related(
        "territory", "school__municipality", "issued_by", "answer_file"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def recommendation_page(
    request: PortalRequest, row: Recommendation, form: AnswerForm, status: int = 200
) -> HttpResponse:
    """Draw the page of a recommendation with the school's form of an answer."""
    is_open = row.state in present.OPEN
    can_issue = has_permission(request.user, ISSUE, row)
    may_answer = row.school is not None and has_permission(
        request.user, Permission.FILL_FORMS, row
    )
    context = {
        "recommendation": row,
        "state": present.advice_state(row, today=timezone.localdate()),
        "facts": present.advice_facts(row),
        "form": form if is_open and may_answer else None,
        "is_draft": row.state == RecommendationState.DRAFT,
        "can_issue": can_issue and row.state == RecommendationState.DRAFT,
        "can_close": can_issue
        and row.state not in (RecommendationState.DONE, RecommendationState.DROPPED),
    }
    return render(request, "analytics/recommendation.html", context, status=status)


def changed_form(request: PortalRequest, row: Recommendation) -> AdviceForm:
    """Return the form of a draft, filled with what was sent."""
    return AdviceForm(posted(request), instance=row)


def _towns(request: PortalRequest) -> list[Territory]:
    places = places_of(user=request.user, permission=ISSUE)
    return [place for place in places if not place.is_region]


def _place_form(request: PortalRequest, data: object = None) -> PlaceAndYear:
    today = timezone.localdate()
    return PlaceAndYear(
        data,
        places=_towns(request),
        years=years_of(user=request.user, today=today),
        initial={"year": last_year_of(user=request.user, today=today)},
        prefix="draft",
    )
