"""The list of terms, and the page of one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.enums import OccurrenceState
from roadmaps.filters.terms import TermFilter
from roadmaps.models import Occurrence, SchoolAnswer
from roadmaps.presenters import term_page as page, terms as words
from roadmaps.queries.agenda import (
    attach_activities,
    attach_answers,
    speaks_only_for_schools,
)
from roadmaps.queries.closing import activity_of
from roadmaps.queries.history import evidence_of, history_of
from roadmaps.queries.recipients import who_must_act
from roadmaps.tables.terms import TermTable
from schools.models import scope_of
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)


READERS = (Permission.VIEW_PLANS, Permission.VIEW_OWN_PLAN)


@require_GET
@permission_required(*READERS)
def term_list(request: PortalRequest) -> HttpResponse:
    """Show what is due for the person, soonest first."""
    user, today = request.user, timezone.localdate()
    filters = TermFilter(request.GET, user=user, today=today)
    is_of_school = speaks_only_for_schools(user)
    table = TermTable(
        filters.qs,
        today=today,
        is_of_school=is_of_school,
        can_record=has_permission(user, Permission.RECORD_PLANS),
    )
    show_page(table, request)
    rows = [row.record for row in table.page.object_list]
    attach_answers(attach_activities(rows), user=user)
    context = {
        "filter": filters,
        "table": table,
        "has_terms": bool(table.paginator.count),
        "is_narrowed": any(value for value in request.GET.values()),
        "is_of_school": is_of_school,
    }
    return render(request, "terms/list.html", context)


@require_GET
@permission_required(*READERS)
def occurrence(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one term: what the plan asks, what came of it, and who did what."""
    row = shown_occurrence(request, pk)
    return render(request, "terms/occurrence.html", term_context(request, row))


def shown_occurrence(request: PortalRequest, pk: int) -> Occurrence:
    """Return a term that the person may see."""
    rows = Occurrence.objects.select_related("line__road_map__territory")
    return get_visible_or_404(request, rows, pk=pk)


def term_context(request: PortalRequest, row: Occurrence) -> dict[str, Any]:
    """Return everything that the page of a term shows."""
    user, today = request.user, timezone.localdate()
    activity = activity_of(row)
    is_of_school = speaks_only_for_schools(user)
    answers = list(
        SchoolAnswer.objects.visible_to(user)
        .filter(occurrence=row)
        .select_related("school__municipality", "answered_by")
        .order_by("school__name", "pk")
    )
    papers = evidence_of(row, user=user)
    can_record = has_permission(user, Permission.RECORD_PLANS, row)
    is_open = row.state == OccurrenceState.PLANNED
    mine = scope_of(user).school_ids
    return {
        "occurrence": row,
        "activity": activity,
        "title": words.title_of(activity),
        "mark": words.mark_code(row, today=today),
        "days": words.days_words(row),
        "distance": words.distance_words(row, today=today),
        "outcome": words.outcome(row),
        "facts": words.facts(row, activity),
        "papers": page.papers(papers, school_id=None),
        "answers": page.answers(
            answers, papers, is_open=is_open, can_record=can_record, mine=mine
        ),
        "answer_url": page.own_answer_url(answers, is_open=is_open, mine=mine),
        "answered": words.schools_words(answers),
        "all_answered": words.all_schools_answered(answers),
        "history": page.history(history_of(row, user=user)),
        "is_open": is_open,
        "is_of_school": is_of_school,
        "can_record": can_record,
        "can_remove": can_record and is_open,
        "waits_for_dates": row.needs_human and not row.are_dates_named,
        "reminded": [] if is_of_school else page.reminded(_reminded(row)),
    }


def _reminded(row: Occurrence) -> list[Any]:
    people = who_must_act([row], today=timezone.localdate())
    return people.get(row.pk, [])
