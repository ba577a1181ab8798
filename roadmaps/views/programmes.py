"""Programmes: the list of a school or of many schools, its file, and one programme."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.filters.programmes import ProgrammeFilterForm
from roadmaps.models import Programme, ProgrammeVersion
from roadmaps.policies import (
    CLOSED_BY,
    may_correct,
    may_present,
    may_write,
    moves_of,
)
from roadmaps.presenters import (
    presentations as presented,
    programme_matrix as cells,
    programme_page as page,
    programme_texts as texts,
    programme_words as words,
)
from roadmaps.presenters.retention import removal_notice
from roadmaps.queries.agenda import speaks_only_for_schools
from roadmaps.queries.deadlines import Lock, lock_of
from roadmaps.queries.presentations import presentations_of
from roadmaps.queries.programme_likeness import alike
from roadmaps.queries.programme_matrix import (
    matrix_kinds,
    matrix_rows,
    matrix_schools,
    state_counts,
)
from roadmaps.queries.programmes import (
    own_programmes,
    steps_of,
    versions_of,
    what_is_looked_at,
    writable_schools,
)
from roadmaps.queries.remarks import remarks_for
from roadmaps.queries.retention import removal_of
from roadmaps.queries.reviews import reviews_of
from roadmaps.views.programme_access import READERS, visible_programme
from roadmaps.workflow import State, Whose, transitions_from
from schools.actions.exports import record_export
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.templatetags.portal_components import active_filters
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment


PER_PAGE = 50


@require_GET
@permission_required(*READERS)
def programme_list(request: PortalRequest) -> HttpResponse:
    """Show a school its own documents, the department all schools by kinds."""
    if speaks_only_for_schools(request.user):
        return _own_list(request)
    today = timezone.localdate()
    form = ProgrammeFilterForm(request.GET, user=request.user)
    criteria = form.criteria()
    kinds = matrix_kinds(user=request.user, kind=criteria.kind)
    schools = matrix_schools(user=request.user, criteria=criteria, today=today)
    shown = Paginator(schools, PER_PAGE).get_page(request.GET.get("page"))
    rows = matrix_rows(list(shown.object_list), kinds, user=request.user, today=today)
    context = {
        "form": form,
        "kinds": kinds,
        "page": shown,
        "rows": cells.shown_rows(rows, today=today),
        "figures": cells.figures(state_counts(user=request.user)),
        "shows_all": criteria.all_schools,
        "has_places": "municipality" in form.fields,
        "is_narrowed": any(request.GET.values()),
        "query": request.GET.urlencode(),
        "may_write": has_permission(request.user, Permission.WRITE_PROGRAMME),
    }
    return render(request, "programmes/matrix.html", context)


@require_GET
@permission_required(Permission.VIEW_PROGRAMMES)
@limited("export")
def programme_export(request: PortalRequest) -> HttpResponse:
    """Send what the matrix shows, all pages of it, in the same order and columns."""
    now, today = timezone.now(), timezone.localdate()
    form = ProgrammeFilterForm(request.GET, user=request.user)
    criteria = form.criteria()
    kinds = matrix_kinds(user=request.user, kind=criteria.kind)
    schools = list(matrix_schools(user=request.user, criteria=criteria, today=today))
    rows = matrix_rows(schools, kinds, user=request.user, today=today)
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [("Выгружено", now), ("Кто выгрузил", str(request.user)), *chosen.items()]
    content = workbook(
        [
            SheetOfRows(
                "Программы школ",
                cells.headers(kinds),
                cells.sheet_rows(rows, today=today),
            ),
            SheetOfRows("О файле", ("Что", "Значение"), about),
        ],
        created=now,
    )
    record_export(
        user=request.user,
        what="programmes",
        rows=len(rows),
        filters=chosen,
        now=now,
    )
    name = f"Программы школ на {today:%d.%m.%Y}.xlsx"
    return attachment(content, name=name, content_type=CONTENT_TYPE)


@require_GET
@permission_required(*READERS)
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one programme: where it stands, what to do, versions, remarks, steps."""
    programme = visible_programme(request, pk)
    user, today = request.user, timezone.localdate()
    rows = versions_of(programme=programme, user=user)
    # To agree and to return is the end of a review, and is done on its page.
    has_unsent = any(row.sent_at is None for row in rows)
    cannot = {"submit": not rows, "resubmit": not has_unsent}
    moves = [
        move
        for move in moves_of(user=user, programme=programme)
        if move.whose != Whose.REVIEWER and not cannot.get(move.code, False)
    ]
    next_step = _next(request, programme, rows, is_watching=not moves)
    remarks = list(remarks_for(programme=programme, user=user))
    context = {
        "programme": programme,
        "mark": words.mark_of(programme),
        "whose": words.WHOSE[programme.state],
        "due": words.due_words(programme, today=today),
        "is_late": words.is_overdue(programme, today=today),
        "next": next_step,
        "lock": _lock(programme, today),
        "way": page.way(programme),
        "facts": page.facts(programme),
        "versions": page.versions(
            rows,
            may_compare_schools=has_permission(
                user, Permission.VIEW_PROGRAMMES, programme
            ),
        ),
        "steps": _history(request, programme, rows),
        "may_present": may_present(user=user, programme=programme),
        "removal": removal_notice(removal_of(programme=programme, today=today)),
        "criteria": what_is_looked_at(programme=programme),
        "remarks": remarks,
        "reviews": list(reviews_of(programme=programme, user=user)),
        "open_count": sum(remark.resolved_at is None for remark in remarks),
        "moves": [
            {"title": move.title, "url": words.move_url(programme, move.code)}
            for move in moves
        ],
        "may_write": may_write(user=user, programme=programme),
        "upload_url": reverse("programmes:upload", args=[programme.pk]),
        "alike": _alike(request, programme, rows),
    }
    return render(request, "programmes/detail.html", context)


def _history(
    request: PortalRequest, programme: Programme, rows: Sequence[ProgrammeVersion]
) -> list[dict[str, Any]]:
    """Return steps and presentations in one line of time."""
    seen = frozenset(row.pk for row in rows)
    shown = presentations_of(programme=programme, user=request.user)
    for row in shown:
        row.programme = programme
    events = presented.events(
        shown,
        seen_versions=seen,
        correctable={
            row.pk for row in shown if may_correct(user=request.user, presentation=row)
        },
    )
    steps = page.steps(steps_of(programme=programme), seen_versions=seen)
    return presented.timeline(steps, events)


def _own_list(request: PortalRequest) -> HttpResponse:
    """Show a school its documents, each with what to do now."""
    today = timezone.localdate()
    rows = [
        {
            "programme": row,
            "mark": words.mark_of(row),
            "due": words.due_words(row, today=today),
            "is_late": words.is_overdue(row, today=today),
            "next": words.next_of_school(
                row,
                has_versions=bool(row.versions_count),
                has_unsent=row.has_unsent,
                today=today,
            ),
        }
        for row in own_programmes(user=request.user)
    ]
    context = {
        "rows": rows,
        "has_many_schools": len(writable_schools(user=request.user)[:2]) > 1,
    }
    return render(request, "programmes/own.html", context)


def _next(
    request: PortalRequest,
    programme: Programme,
    rows: Sequence[ProgrammeVersion],
    *,
    is_watching: bool,
) -> words.NextStep:
    """Return what the reader does now; who only looks on gets no button."""
    user, today = request.user, timezone.localdate()
    if speaks_only_for_schools(user):
        return words.next_of_school(
            programme,
            has_versions=bool(rows),
            has_unsent=any(row.sent_at is None for row in rows),
            today=today,
        )
    step = words.next_of_office(programme, today=today)
    may_review = has_permission(user, Permission.REVIEW_PROGRAMMES, programme)
    if is_watching and not may_review:
        return replace(step, url="", label="", is_mine=False)
    return step


def _alike(
    request: PortalRequest, programme: Programme, rows: Sequence[ProgrammeVersion]
) -> dict[str, str] | None:
    """Warn the department, while it decides, of another school with the same text."""
    is_asked = programme.state == State.SUBMITTED and has_permission(
        request.user, Permission.REVIEW_PROGRAMMES, programme
    )
    if not rows or not is_asked:
        return None
    found = alike(version=rows[0], user=request.user).likenesses
    return texts.likeness_notice(rows[0], found[0]) if found else None


def _lock(programme: Programme, today: dt.date) -> Lock | None:
    """Return why the next step of the school is closed, if it is."""
    steps = [
        CLOSED_BY[move.code]
        for move in transitions_from(State(programme.state))
        if move.code in CLOSED_BY
    ]
    return next(filter(None, (lock_of(programme, s, today) for s in steps)), None)
