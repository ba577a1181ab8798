"""A school's answer to what concerns it."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.recording_answers import answer_for_school, take_back_answer
from roadmaps.actions.recording_papers import add_evidence, may_answer_for
from roadmaps.forms.terms import OutcomeForm, ReasonForm
from roadmaps.models import SchoolAnswer
from roadmaps.queries.closing import is_answered_by_paper, wanted_types
from roadmaps.views.term_changes import carried_out, sent, step
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)


ANSWERERS = (Permission.ANSWER_PLAN, Permission.RECORD_PLANS)


@require_http_methods(["GET", "POST"])
@permission_required(*ANSWERERS)
@limited("upload")
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that a school has done its part."""
    row, today = _answerable(request, pk), timezone.localdate()
    form = OutcomeForm(
        *sent(request),
        today=today,
        has_paper_already=is_answered_by_paper(row),
        wanted=wanted_types(row.occurrence),
        initial={"done_on": row.done_on or today, "note": row.note},
    )

    def act(now: dt.datetime) -> None:
        if form.has_paper:
            add_evidence(
                occurrence=row.occurrence,
                school=row.school,
                user=request.user,
                now=now,
                **form.paper(),
            )
        answer_for_school(
            answer=row,
            done_on=form.cleaned_data["done_on"],
            note=form.cleaned_data["note"],
            without_document=form.cleaned_data.get("without_document", False),
            user=request.user,
            now=now,
            today=today,
        )

    if carried_out(request, form, act, "Ответ записан."):
        return redirect("terms:occurrence", pk=row.occurrence_id)
    return step(
        request,
        row.occurrence,
        form,
        title=f"Ответ школы: {row.school}",
        submit_label="Ответить",
    )


@require_http_methods(["GET", "POST"])
@permission_required(*ANSWERERS)
def answer_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a school's answer back, with a reason."""
    row = _answerable(request, pk)
    form = ReasonForm(sent(request)[0])

    def act(now: dt.datetime) -> None:
        take_back_answer(answer=row, user=request.user, now=now, **form.cleaned_data)

    if carried_out(request, form, act, "Ответ снят."):
        return redirect("terms:occurrence", pk=row.occurrence_id)
    return step(
        request,
        row.occurrence,
        form,
        title=f"Снять ответ школы: {row.school}",
        submit_label="Снять ответ",
        consequence="Документы школы останутся, ответить можно будет снова.",
    )


def _answerable(request: PortalRequest, pk: int) -> SchoolAnswer:
    rows = SchoolAnswer.objects.select_related(
        "school__municipality", "occurrence__line__road_map__territory"
    )
    row = get_visible_or_404(request, rows, pk=pk)
    if not may_answer_for(request.user, row.school):
        raise PermissionDenied
    return row
