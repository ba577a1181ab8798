"""One page for each move of a form: what it does, what it asks for, the button."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.actions.form_moves import (
    accept_form,
    ask_about,
    reopen_form,
    return_form,
    submit_form,
    take_form_back,
)
from monitoring.enums import FormState
from monitoring.forms.reasons import QuestionForm, ReopenForm, ReturnForm
from monitoring.models import WindowSchool
from monitoring.presenters.cell_words import cell_words
from monitoring.presenters.form_page import meter_words
from monitoring.queries.forms import school_sheet
from monitoring.queries.locks import last_day
from monitoring.views.forms import page, refused_write
from monitoring.views.forms_access import (
    CONFLICT,
    READERS,
    clock,
    lock_on,
    row_or_404,
    shown_form,
)
from monitoring.views.forms_recalculation import recalculate
from monitoring.views.forms_saving import Draft
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
def submit(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what is sent and what is still missing, and send the form."""
    form = shown_form(request, pk, Permission.FILL_FORMS)
    sheet, moment = school_sheet(form), clock()
    lock = lock_on(sheet, moment.today)
    if lock is not None:
        if request.method == "POST":
            refused_write(request, sheet, lock, moment)
        return page(request, Draft(sheet), moment, status=CONFLICT)
    problems: list[str] = []
    if request.method == "POST":
        try:
            submit_form(
                window_school=form,
                user=request.user,
                now=moment.now,
                today=moment.today,
            )
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            messages.success(request, "Форма отправлена координатору.")
            return redirect("forms:form", pk)
    context = {
        "form": form,
        "filled": sheet.completeness,
        "meter": meter_words(sheet),
        "problems": problems,
        "gaps": Draft(sheet).views() if sheet.gaps else [],
        "is_late": moment.today > form.window.due_on,
    }
    status = UNPROCESSABLE if problems else 200
    return render(request, "forms/submit.html", context, status=status)


@require_POST
@permission_required(Permission.FILL_FORMS)
def take_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Let the school go on writing into a form that waits for its review."""
    form = shown_form(request, pk, Permission.FILL_FORMS)
    moment = clock()
    try:
        take_form_back(
            window_school=form, user=request.user, now=moment.now, today=moment.today
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request, "Форма снова у вас: исправьте её и отправьте ещё раз."
        )
    return redirect("forms:form", pk)


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
def accept(request: PortalRequest, pk: int) -> HttpResponse:
    """Accept a form and ask for new figures."""
    form = shown_form(request, pk, Permission.MANAGE_MONITORING)
    try:
        accept_form(window_school=form, user=request.user, now=clock().now)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        recalculate(form.window_id)
        messages.success(
            request, f"Форма принята: {form.school.name}. Показатели пересчитываются."
        )
    return redirect("forms:review", pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def give_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Return a form to the school with a comment."""
    form = shown_form(request, pk, Permission.MANAGE_MONITORING)
    return _step(
        *(request, form, ReturnForm(posted(request))),
        title="Вернуть форму школе",
        consequence="Школа исправит форму и отправит её снова. Записанное останется.",
        submit_label="Вернуть с пояснением",
        expected=FormState.SUBMITTED,
        make=lambda given: return_form(
            window_school=form,
            comment=given["comment"],
            user=request.user,
            now=clock().now,
        ),
        done="Форма возвращена школе.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Open an accepted form again, with the reason."""
    form = shown_form(request, pk, Permission.MANAGE_MONITORING)
    consequence = (
        "Числа школы выйдут из сводных показателей, пока форма не принята снова. "
        "Каждая правка будет отмечена как сделанная после принятия."
    )
    if clock().today > last_day(form):
        consequence += (
            " Окно уже закрыто: чтобы школа смогла писать, дайте ей больше времени."
        )
    return _step(
        *(request, form, ReopenForm(posted(request))),
        title="Открыть принятую форму",
        consequence=consequence,
        submit_label="Открыть форму",
        expected=FormState.ACCEPTED,
        make=lambda given: _reopened(request, form, given["reason"]),
        done="Форма открыта: школа может её исправить.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def question(request: PortalRequest, pk: int, key: int) -> HttpResponse:
    """Ask the school to look at one value again, or take the question back."""
    form = shown_form(request, pk, Permission.MANAGE_MONITORING)
    row = row_or_404(school_sheet(form), key)
    held = row.value.query_text if row.value else ""
    # An empty question is an answer too: it takes the old one back.
    given = QuestionForm(posted(request), initial={"question": held})
    words = cell_words(row.version.kind, row.cell, row.version.unit)
    return _step(
        *(request, form, given),
        title="Уточнить у школы",
        consequence=f"«{row.version.short_title}»: {words}.",
        submit_label="Сохранить вопрос",
        expected=None,
        make=lambda asked: ask_about(
            window_school=form,
            window_indicator=row.asked,
            question=asked["question"],
            user=request.user,
            now=clock().now,
        ),
        done="Вопрос сохранён: школа увидит его у показателя.",
    )


def _reopened(request: PortalRequest, form: WindowSchool, reason: str) -> None:
    reopen_form(window_school=form, reason=reason, user=request.user, now=clock().now)
    recalculate(form.window_id)


def _step(
    request: PortalRequest,
    form: WindowSchool,
    given: forms.Form,
    *,
    title: str,
    consequence: str,
    submit_label: str,
    expected: FormState | None,
    make: Callable[[dict[str, str]], object],
    done: str,
) -> HttpResponse:
    """Show a move with its words, make it, and come back to the review."""
    back = reverse("forms:review", args=[form.pk])
    if request.method == "POST" and given.is_valid():
        try:
            make(given.cleaned_data)
        except ValidationError as refusal:
            add_refusal(given, refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    elif request.method == "GET" and expected and form.state != expected:
        return redirect(back)
    context = {
        "form": form,
        "given": given,
        "title": title,
        "consequence": consequence,
        "submit_label": submit_label,
        "back_url": back,
    }
    status = UNPROCESSABLE if given.errors else 200
    return render(request, "forms/step.html", context, status=status)
