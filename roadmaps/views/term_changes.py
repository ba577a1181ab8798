"""What a person records of a term: done, counted, dated, cancelled, its papers."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions import recording as actions
from roadmaps.actions.recording_papers import add_evidence, remove_evidence
from roadmaps.forms.terms import (
    DatesForm,
    EvidenceForm,
    OutcomeForm,
    ReasonForm,
    TimesForm,
)
from roadmaps.models import Evidence, Occurrence
from roadmaps.presenters import terms as words
from roadmaps.queries.closing import activity_of, is_closed_by_paper, wanted_types
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE


RECORDERS = (Permission.RECORD_PLANS,)


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
@limited("upload")
def done(request: PortalRequest, pk: int) -> HttpResponse:
    """Close a term with its paper, or openly without one."""
    row, today = recorded_occurrence(request, pk), timezone.localdate()
    form = OutcomeForm(
        *sent(request),
        today=today,
        has_paper_already=is_closed_by_paper(row),
        wanted=wanted_types(row),
        initial={"done_on": today},
    )

    def act(now: dt.datetime) -> None:
        if form.has_paper:
            add_evidence(occurrence=row, user=request.user, now=now, **form.paper())
        actions.mark_done(
            occurrence=row,
            done_on=form.cleaned_data["done_on"],
            note=form.cleaned_data["note"],
            without_document=form.cleaned_data.get("without_document", False),
            user=request.user,
            now=now,
            today=today,
        )

    if carried_out(request, form, act, "Отмечено выполненным."):
        return redirect("terms:occurrence", pk=row.pk)
    return step(
        request,
        row,
        form,
        title="Отметить выполненным",
        submit_label="Отметить выполненным",
    )


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
def times(request: PortalRequest, pk: int) -> HttpResponse:
    """Count one more of several."""
    row, today = recorded_occurrence(request, pk), timezone.localdate()
    form = TimesForm(sent(request)[0])

    def act(now: dt.datetime) -> None:
        actions.add_times(
            occurrence=row, user=request.user, now=now, today=today, **form.cleaned_data
        )

    if carried_out(request, form, act, "Записано."):
        return redirect("terms:occurrence", pk=row.pk)
    return step(
        request,
        row,
        form,
        title="Сделано ещё одно",
        submit_label="Записать",
        consequence=f"Сейчас записано: {words.count_words(row) or row.times_done}.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
def dates(request: PortalRequest, pk: int) -> HttpResponse:
    """Name the days that the wording leaves to a person."""
    row = recorded_occurrence(request, pk)
    initial = {"starts_on": row.starts_on, "due_on": row.due_on}
    form = DatesForm(sent(request)[0], initial=initial)

    def act(now: dt.datetime) -> None:
        actions.set_dates(
            occurrence=row, user=request.user, now=now, **form.cleaned_data
        )

    if carried_out(request, form, act, "Срок записан."):
        return redirect("terms:occurrence", pk=row.pk)
    activity = activity_of(row)
    return step(
        request,
        row,
        form,
        title="Назвать срок",
        submit_label="Записать срок",
        consequence=(
            f"В плане сказано: «{activity.term_text if activity else row.label}». "
            "Формулировка плана не изменится, срок нужен для напоминаний и отчётов."
        ),
    )


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that a thing will not be done, and why."""
    row = recorded_occurrence(request, pk)
    form = ReasonForm(sent(request)[0])

    def act(now: dt.datetime) -> None:
        actions.cancel(occurrence=row, user=request.user, now=now, **form.cleaned_data)

    if carried_out(request, form, act, "Мероприятие отменено."):
        return redirect("terms:occurrence", pk=row.pk)
    return step(
        request,
        row,
        form,
        title="Отменить мероприятие",
        submit_label="Отменить мероприятие",
        consequence=(
            "Напоминания прекратятся, в отчёте будет «отменено» с этой причиной. "
            "Сам план не изменится: для этого нужна корректировка с приказом."
        ),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
def reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Take up again what was closed or cancelled."""
    row = recorded_occurrence(request, pk)
    form = ReasonForm(sent(request)[0])

    def act(now: dt.datetime) -> None:
        actions.reopen(occurrence=row, user=request.user, now=now, **form.cleaned_data)

    if carried_out(request, form, act, "Отметка снята."):
        return redirect("terms:occurrence", pk=row.pk)
    return step(
        request,
        row,
        form,
        title="Снять отметку",
        submit_label="Снять отметку",
        consequence=(
            "Мероприятие снова станет невыполненным. Документы и ответы школ останутся."
        ),
    )


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
@limited("upload")
def evidence(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a paper of the department."""
    row = recorded_occurrence(request, pk)
    form = EvidenceForm(*sent(request), wanted=wanted_types(row))

    def act(now: dt.datetime) -> None:
        add_evidence(occurrence=row, user=request.user, now=now, **form.paper())

    if carried_out(request, form, act, "Документ добавлен."):
        return redirect("terms:occurrence", pk=row.pk)
    return step(
        request, row, form, title="Добавить документ", submit_label="Добавить документ"
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RECORD_PLANS, Permission.ANSWER_PLAN)
def evidence_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take back a paper, with a reason."""
    papers = Evidence.objects.select_related(
        "occurrence__line__road_map__territory", "school__municipality", "file"
    )
    paper = get_visible_or_404(request, papers, pk=pk)
    form = ReasonForm(sent(request)[0])

    def act(now: dt.datetime) -> None:
        remove_evidence(evidence=paper, user=request.user, now=now, **form.cleaned_data)

    if carried_out(request, form, act, "Документ убран."):
        return redirect("terms:occurrence", pk=paper.occurrence_id)
    return step(
        request,
        paper.occurrence,
        form,
        title="Убрать документ",
        submit_label="Убрать документ",
        consequence=f"Будет убрано: «{paper.title}». В журнале останется запись.",
        danger=True,
    )


def recorded_occurrence(request: PortalRequest, pk: int) -> Occurrence:
    """Return a term of which the person may record what came of it."""
    rows = Occurrence.objects.select_related("line__road_map__territory")
    return get_visible_or_404(request, rows, Permission.RECORD_PLANS, pk=pk)


def sent(request: PortalRequest) -> tuple[Any, Any]:
    """Return what was posted with its files, even if it is nothing."""
    if request.method != "POST":
        return None, None
    return request.POST, request.FILES


def carried_out(
    request: PortalRequest,
    form: BaseForm,
    act: Callable[[dt.datetime], None],
    success: str,
) -> bool:
    """Do it all or nothing; a refusal stands at the form's field or above it."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            act(timezone.now())
    except ValidationError as refusal:
        _add_refusal(form, refusal)
        return False
    messages.success(request, success)
    return True


def step(
    request: PortalRequest,
    row: Occurrence,
    form: BaseForm,
    *,
    title: str,
    submit_label: str,
    consequence: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Show a form about a term: what it is about stands above it."""
    context = {
        "occurrence": row,
        "activity_title": words.title_of(activity_of(row)),
        "days": words.days_words(row),
        "outcome": words.outcome(row),
        "title": title,
        "form": form,
        "submit_label": submit_label,
        "consequence": consequence,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "terms/step.html", context, status=status)


def _add_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """Put a refusal at its field if the form has it, else above the form."""
    by_field = getattr(refusal, "error_dict", None) or {None: refusal.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
