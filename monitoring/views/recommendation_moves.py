"""Moves of a recommendation: changed, issued, answered, closed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from monitoring.actions import recommendations as actions
from monitoring.forms.analytics import AnswerForm, ClosingForm
from monitoring.models import Recommendation
from monitoring.views.recommendations import (
    ISSUE,
    changed_form,
    recommendation_page,
    visible_recommendation,
)
from monitoring.views.reports import READERS
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import sent
from schools.views.forms import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@permission_required(ISSUE)
def recommendation_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Mend a draft."""
    row = visible_recommendation(request, pk, ISSUE)
    form = changed_form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_recommendation(
                recommendation=row,
                fields=form.cleaned_data,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Сохранено.")
            return redirect("analytics:recommendation", pk)
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "recommendation": row}
    return render(request, "analytics/recommendation_form.html", context, status=status)


@require_POST
@permission_required(ISSUE)
def recommendation_issue(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a recommendation to its school."""
    row = visible_recommendation(request, pk, ISSUE)
    now = timezone.now()
    try:
        actions.issue_recommendation(
            recommendation=row,
            user=request.user,
            now=now,
            today=timezone.localdate(now),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        whom = "Школа её видит и получит письмо." if row.school_id else ""
        messages.success(request, f"Рекомендация выдана. {whom}".strip())
    return redirect("analytics:recommendation", pk)


@require_POST
@permission_required(Permission.FILL_FORMS)
@limited("upload")
def recommendation_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the school's answer."""
    row = visible_recommendation(request, pk, Permission.FILL_FORMS)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        now = timezone.now()
        try:
            actions.answer_recommendation(
                recommendation=row,
                text=form.cleaned_data["text"],
                upload=form.cleaned_data["file"],
                user=request.user,
                now=now,
                today=timezone.localdate(now),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Ответ отправлен координатору.")
            return redirect("analytics:recommendation", pk)
    return recommendation_page(request, row, form, UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
@permission_required(ISSUE)
def recommendation_close(request: PortalRequest, pk: int) -> HttpResponse:
    """Close a recommendation as done, or drop it with a reason."""
    row = visible_recommendation(request, pk, ISSUE)
    form = ClosingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            actions.close_recommendation(
                recommendation=row,
                is_done=form.cleaned_data["outcome"] == "done",
                note=form.cleaned_data["reason"],
                user=request.user,
                now=now,
                today=timezone.localdate(now),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Рекомендация закрыта.")
            return redirect("analytics:recommendation", pk)
    return _closing_page(request, row, form)


@require_GET
@permission_required(*READERS)
def recommendation_file(request: PortalRequest, pk: int) -> FileResponse:
    """Send the document of the school's answer."""
    row = visible_recommendation(request, pk)
    if row.answer_file is None:
        raise Http404
    return sent(row.answer_file)


def _closing_page(
    request: PortalRequest, row: Recommendation, form: ClosingForm
) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "recommendation": row}
    return render(request, "analytics/close.html", context, status=status)
