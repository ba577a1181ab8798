"""Forms of schools: the list of one's own, the page of one, saving row by row."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from monitoring.actions.forms import note_refused_write
from monitoring.enums import FormState
from monitoring.presenters.form_list import form_lines, question_lines
from monitoring.presenters.form_page import (
    ANSWERS,
    MARKS,
    RowView,
    addresses_of,
    grouped,
    meter_words,
    state_mark,
)
from monitoring.presenters.form_review import review_groups
from monitoring.queries.form_lists import own_forms, own_questions
from monitoring.queries.forms import (
    FormRow,
    Sheet,
    changed_after_acceptance,
)
from monitoring.queries.locks import Lock
from monitoring.views.forms_access import (
    CONFLICT,
    READERS,
    Moment,
    clock,
    lock_on,
    may_fill,
    municipal_sheet,
    own_sheet,
    row_or_404,
)
from monitoring.views.forms_recalculation import recalculate
from monitoring.views.forms_saving import Draft, as_typed_before, save_rows
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE
from schools.views.kept import take_kept


@require_GET
@permission_required(Permission.VIEW_OWN_MONITORING)
def own(request: PortalRequest) -> HttpResponse:
    """Show what the person's schools are asked for, soonest due first."""
    moment = clock()
    forms = own_forms(user=request.user)
    context = {
        "lines": form_lines(forms, today=moment.today),
        "questions": question_lines(own_questions(user=request.user)),
    }
    return render(request, "forms/own.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
def form(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a school's form, or save all that was changed in it.

    Whoever only reads it is led to the page for reading.
    """
    sheet = own_sheet(request, pk)
    if request.method == "GET" and not may_fill(request, sheet):
        return redirect("forms:review", pk)
    return _whole(request, sheet)


@require_POST
@permission_required(*READERS)
def field(request: PortalRequest, pk: int, key: int) -> HttpResponse:
    """Save one row of a school's form by itself."""
    sheet = own_sheet(request, pk)
    return _one(request, sheet, row_or_404(sheet, key))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def office(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the municipality's own values of a window, or save what was changed."""
    return _whole(request, municipal_sheet(request, pk))


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
def office_field(request: PortalRequest, pk: int, key: int) -> HttpResponse:
    """Save one of the municipality's own values by itself."""
    sheet = municipal_sheet(request, pk)
    return _one(request, sheet, row_or_404(sheet, key))


def page(
    request: PortalRequest, draft: Draft, moment: Moment, *, status: int = 200
) -> HttpResponse:
    """Return a form's page with what could not be saved still in it."""
    return render(
        request,
        "forms/form.html",
        _context(request, draft, moment) | {"is_refused": status == UNPROCESSABLE},
        status=status,
    )


def refused_write(
    request: PortalRequest, sheet: Sheet, lock: Lock, moment: Moment
) -> None:
    """Leave a trace of an attempt to write into a closed form."""
    if sheet.form is not None:
        note_refused_write(
            window_school=sheet.form,
            user=request.user,
            now=moment.now,
            reason=lock.text,
        )


def _whole(request: PortalRequest, sheet: Sheet) -> HttpResponse:
    moment = clock()
    if request.method != "POST":
        kept = take_kept(request)
        if kept is None:
            return page(request, Draft(sheet), moment)
        draft = as_typed_before(sheet, kept.data.dict())
        return page(request, draft, moment)
    lock = _demand_open(request, sheet, moment)
    if lock is not None:
        return page(request, Draft(sheet), moment, status=CONFLICT)
    draft = save_rows(
        *(sheet, sheet.rows, request.POST),
        user=request.user,
        now=moment.now,
        today=moment.today,
    )
    if draft.saved:
        _recalculate_office(sheet)
    if draft.is_refused:
        return page(request, _fresh(draft), moment, status=UNPROCESSABLE)
    if "submit" in request.POST and sheet.form is not None:
        return redirect("forms:submit", sheet.form.pk)
    messages.success(request, "Сохранено." if draft.saved else "Изменений не было.")
    return redirect(addresses_of(sheet).of_page())


def _one(request: PortalRequest, sheet: Sheet, row: FormRow) -> HttpResponse:
    moment = clock()
    draft = Draft(sheet)
    is_untouched = sheet.form is not None and sheet.form.state == FormState.NOT_STARTED
    lock = _demand_open(request, sheet, moment)
    if lock is not None:
        draft.errors[row.key] = lock.sentence
    else:
        draft = save_rows(
            *(sheet, [row], request.POST),
            user=request.user,
            now=moment.now,
            today=moment.today,
        )
        if draft.saved:
            _recalculate_office(sheet)
    if not request.htmx:
        if draft.is_refused:
            status = CONFLICT if lock else UNPROCESSABLE
            return page(request, draft, moment, status=status)
        return redirect(f"{addresses_of(sheet).of_page()}#field-{row.key}")
    # What the answer to one row draws, and no more: sixty schools save at once.
    context = {
        "form": sheet.form,
        "view": draft.view(row),
        "is_whole": "act" in request.POST,
        "filled": sheet.completeness,
        "meter": meter_words(sheet),
        "answers": ANSWERS,
        "marks": MARKS,
        "is_begun": is_untouched and bool(draft.saved),
    }
    return render(request, "forms/_saved.html", context)


def _demand_open(request: PortalRequest, sheet: Sheet, moment: Moment) -> Lock | None:
    """Return why nothing may be written; whoever has no right is sent away."""
    if not may_fill(request, sheet):
        raise PermissionDenied
    lock = lock_on(sheet, moment.today)
    if lock is not None:
        refused_write(request, sheet, lock, moment)
    return lock


def _fresh(draft: Draft) -> Draft:
    """Return the draft over a form that was read again: its state may have changed."""
    if draft.sheet.form is not None:
        draft.sheet.form.refresh_from_db(fields=["state"])
    return draft


def _recalculate_office(sheet: Sheet) -> None:
    """The municipality's own values count at once; a school's only when accepted."""
    if sheet.form is None:
        recalculate(sheet.window.pk)


def _context(request: PortalRequest, draft: Draft, moment: Moment) -> dict[str, Any]:
    sheet = draft.sheet
    views: list[RowView] = draft.views()
    lock = lock_on(sheet, moment.today)
    can_fill = may_fill(request, sheet)
    can_write = lock is None and can_fill
    return {
        "sheet": sheet,
        "form": sheet.form,
        "window": sheet.window,
        "groups": grouped(views),
        "views": views,
        "wrong": [view for view in views if view.error or view.conflict],
        "questions": [view for view in views if view.question],
        "filled": sheet.completeness,
        "meter": meter_words(sheet),
        "last_window": sheet.last_window,
        "lock": lock,
        "can_write": can_write,
        "is_own": sheet.form is not None and can_fill,
        "is_given_back": bool(draft.typed) and not draft.is_refused,
        "is_refused": False,
        "state_mark": state_mark(sheet.form) if sheet.form else "",
        "changed": changed_after_acceptance(sheet.form) if sheet.form else 0,
        "page_url": addresses_of(sheet).of_page(),
        "lead": sheet.form.school.name if sheet.form else "Показатели муниципалитета",
        "answers": ANSWERS,
        "marks": MARKS,
        "reading": [] if can_write else review_groups(sheet),
        "can_ask": False,
        "can_take_back": can_fill
        and sheet.form is not None
        and sheet.form.state == FormState.SUBMITTED,
    }
