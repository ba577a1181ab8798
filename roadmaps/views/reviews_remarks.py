"""Remarks: written and settled by the reviewer, answered by the school."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.actions import reviews_remarks as actions
from roadmaps.forms.reviews import AnswerForm, RemarkForm
from roadmaps.models import Remark
from roadmaps.presenters.review_page import ANSWER_SEEN
from roadmaps.views.review_page import review_response
from roadmaps.views.reviews_access import (
    REVIEWERS,
    is_own_desk,
    not_own_desk,
    to_review,
    visible_remark,
    visible_review,
)
from schools.actions.refusals import ChangedMeanwhileError
from schools.forms.errors import add_refusal
from schools.queries.versions import fingerprint
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted, status_of


@require_POST
@permission_required(*REVIEWERS)
def remark_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Write a remark."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES, with_text=True)
    if not is_own_desk(request, review):
        return not_own_desk(request, review)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            remark = actions.add_remark(
                review=review,
                user=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return to_review(pk, f"remark-{remark.pk}")
    return review_response(request, review, remark_form=form)


@require_POST
@permission_required(*REVIEWERS)
def remark_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take back a remark that the school has not read."""
    remark = visible_remark(request, pk, Permission.REVIEW_PROGRAMMES)
    review_id = remark.review_id
    try:
        actions.remove_remark(remark=remark, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, "Замечание убрано.")
    if review_id is None:
        return redirect("programmes:detail", pk=remark.programme_id)
    return to_review(review_id, "remarks")


@require_POST
@permission_required(*REVIEWERS)
def remark_resolve(request: PortalRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Settle a remark by the version under review, or say that it still stands."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES)
    remark = visible_remark(request, remark_pk, Permission.REVIEW_PROGRAMMES)
    try:
        actions.resolve_remark(
            remark=remark,
            review=review,
            is_resolved=request.POST.get("resolved") == "1",
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return to_review(pk, f"remark-{remark_pk}")


@require_http_methods(["GET", "POST"])
@permission_required(Permission.WRITE_PROGRAMME)
def remark_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Answer a remark for the school; what a colleague wrote meanwhile is shown."""
    remark = visible_remark(request, pk, Permission.WRITE_PROGRAMME)
    form = AnswerForm(
        posted(request),
        initial={"answer": remark.answer, "seen": fingerprint(remark, ANSWER_SEEN)},
    )
    changes: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_remark(
                remark=remark,
                text=data["answer"],
                seen=data["seen"],
                user=request.user,
                now=timezone.now(),
            )
        except ChangedMeanwhileError as meanwhile:
            remark = _read_again(form, request, meanwhile)
            changes = [{"field": "ответ", "old": remark.answer, "new": data["answer"]}]
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Ответ записан: он уйдёт с новой версией.")
            return _back(remark)
    context = {"remark": remark, "form": form, "changes": changes}
    status = UNPROCESSABLE if changes else status_of(form)
    return render(request, "reviews/answer.html", context, status=status)


def _read_again(
    form: AnswerForm, request: PortalRequest, meanwhile: ChangedMeanwhileError
) -> Remark:
    """Give the form the mark of what stands now: sent again, it is written."""
    again = request.POST.copy()
    again["seen"] = fingerprint(meanwhile.current, ANSWER_SEEN)
    form.data = again
    return meanwhile.current  # type: ignore[return-value]


def _back(remark: Remark) -> HttpResponse:
    if remark.review_id is None:
        return redirect("programmes:detail", pk=remark.programme_id)
    return to_review(remark.review_id, f"remark-{remark.pk}")
