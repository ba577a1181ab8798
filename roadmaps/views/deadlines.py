"""Deadlines of programmes: the page of a year, one deadline, the file."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.enums import DueState
from roadmaps.filters.deadlines import (
    ANY,
    NOT_MADE,
    DeadlineFilterForm,
    OwedCriteria,
)
from roadmaps.models import ProgrammeDeadline
from roadmaps.presenters import deadlines as present, owed as words
from roadmaps.queries.agenda import speaks_only_for_schools
from roadmaps.queries.deadline_list import deadlines_of, own_owed, seen_by_office
from roadmaps.queries.deadlines import lock_of
from roadmaps.queries.owed import Owed, first_late, owed_by
from roadmaps.tables.deadlines import OwedTable
from roadmaps.views.programme_access import READERS
from schools.actions.exports import record_export
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.templatetags.portal_components import active_filters
from schools.templatetags.portal_format import school_year
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment


@require_GET
@permission_required(*READERS)
def deadline_list(request: PortalRequest) -> HttpResponse:
    """Show a school what it owes, the department its deadlines and who is late."""
    if speaks_only_for_schools(request.user):
        return _own(request)
    today = timezone.localdate()
    form = DeadlineFilterForm(request.GET, user=request.user, today=today)
    criteria = form.criteria()
    deadlines, owed = _found(request, criteria, today)
    table = _table(request, narrowed(owed, criteria, today), today)
    table.export_url = f"{reverse('deadlines:export')}?{request.GET.urlencode()}"
    context = {
        "form": form,
        "year": school_year(criteria.year),
        "rows": present.deadline_rows(deadlines, owed, today=today),
        "table": table,
        "has_places": "municipality" in form.fields,
        "has_owed": bool(owed),
        "can_manage": has_permission(request.user, Permission.MANAGE_PROGRAMMES),
    }
    return render(request, "deadlines/list.html", context)


@require_GET
@permission_required(Permission.VIEW_PROGRAMMES)
@limited("export")
def deadline_export(request: PortalRequest) -> HttpResponse:
    """Send the schools that the page shows, all pages of them."""
    now, today = timezone.now(), timezone.localdate()
    form = DeadlineFilterForm(request.GET, user=request.user, today=today)
    criteria = form.criteria()
    _, owed = _found(request, criteria, today)
    rows = narrowed(owed, criteria, today)
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [
        ("Учебный год", school_year(criteria.year)),
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
        *chosen.items(),
    ]
    sheets = [
        SheetOfRows(
            "Сроки программ", present.HEADERS, present.sheet_rows(rows, today=today)
        ),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    record_export(
        user=request.user, what="deadlines", rows=len(rows), filters=chosen, now=now
    )
    name = f"Сроки программ на {today:%d.%m.%Y}.xlsx"
    content = workbook(sheets, created=now)
    return attachment(content, name=name, content_type=CONTENT_TYPE)


@require_GET
@permission_required(Permission.VIEW_PROGRAMMES)
def deadline_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one deadline and how each school stands before it."""
    rows = ProgrammeDeadline.objects.select_related("territory__parent", "kind")
    deadline = get_visible_or_404(request, rows, pk=pk)
    today = timezone.localdate()
    owed = seen_by_office(owed_by([deadline], today=today))
    can_manage = has_permission(request.user, Permission.MANAGE_PROGRAMMES, deadline)
    extensions = deadline.extensions.select_related("school", "granted_by")
    context = {
        "deadline": deadline,
        "standing": present.standings(owed, today=today).get(
            deadline.pk, present.Standing()
        ),
        "window": present.window_words(deadline, today=today),
        "table": _table(
            request, owed, today, can_extend=can_manage, leave_out=("kind", "step")
        ),
        "extensions": list(extensions.order_by("school__name")),
        "can_manage": can_manage,
    }
    return render(request, "deadlines/detail.html", context)


def narrowed(
    rows: Iterable[Owed], criteria: OwedCriteria, today: dt.date
) -> list[Owed]:
    """Return the schools that were asked for; of the late ones the first step each."""
    search = criteria.search.casefold().split()
    if not criteria.state:
        rows = first_late(rows, today=today)
    return [
        row
        for row in rows
        if _fits(row.state_on(today), criteria.state)
        and all(word in row.school.name.casefold() for word in search)
    ]


def _fits(state: DueState, asked: str) -> bool:
    if asked == NOT_MADE:
        return state != DueState.DONE
    return asked in {"", ANY} or state == asked


def _found(
    request: PortalRequest, criteria: OwedCriteria, today: dt.date
) -> tuple[list[ProgrammeDeadline], list[Owed]]:
    deadlines = deadlines_of(
        user=request.user, year=criteria.year, municipality=criteria.municipality
    )
    return deadlines, seen_by_office(owed_by(deadlines, today=today))


def _table(
    request: PortalRequest,
    rows: list[Owed],
    today: dt.date,
    *,
    can_extend: bool | None = None,
    leave_out: Sequence[str] = (),
) -> OwedTable:
    places = {row.school.municipality_id for row in rows}
    if can_extend is None:
        can_extend = has_permission(request.user, Permission.MANAGE_PROGRAMMES)
    hidden = set() if len(places) > 1 else {"municipality"}
    hidden |= set(leave_out)
    table = OwedTable(rows, today=today, can_extend=can_extend, exclude=tuple(hidden))
    return show_page(table, request)


def _own(request: PortalRequest) -> HttpResponse:
    """Show a school's team what it owes, by when, and what is closed to it."""
    today = timezone.localdate()
    rows = [
        {
            **words.owed_line(row, today=today),
            "note": row.deadline.note,
            "is_made": row.is_made,
            "has_programme": row.programme is not None,
            "lock": _lock(row, today),
        }
        for row in own_owed(user=request.user, today=today)
    ]
    context = {
        "rows": rows,
        "has_many_schools": len({row["school"] for row in rows}) > 1,
        "can_write": has_permission(request.user, Permission.WRITE_PROGRAMME),
    }
    return render(request, "deadlines/own.html", context)


def _lock(row: Owed, today: dt.date):
    """Return why the step is closed to the school, if it is."""
    if row.is_made or row.programme is None or row.due_on >= today:
        return None
    return lock_of(row.programme, row.deadline.step, today)
