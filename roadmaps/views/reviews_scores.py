"""Scoring: one criterion at a time, with or without scripts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from roadmaps.actions import reviews_scores as actions
from roadmaps.forms.reviews import ScoreForm
from roadmaps.models import Review
from roadmaps.presenters import review_page as page
from roadmaps.queries.reviews import scored_criteria
from roadmaps.views.review_page import review_response, sum_context
from roadmaps.views.reviews_access import (
    REVIEWERS,
    is_own_desk,
    not_own_desk,
    to_review,
    visible_review,
)
from schools.actions.refusals import ChangedMeanwhileError
from schools.roles import Permission
from schools.templatetags.portal_format import counted
from schools.views.access import PortalRequest, permission_required


@require_POST
@permission_required(*REVIEWERS)
def score(request: PortalRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Write one score; what cannot be written comes back with what was typed."""
    review = visible_review(
        request, pk, Permission.REVIEW_PROGRAMMES, with_text=not request.htmx
    )
    criterion = get_object_or_404(review.checklist.criteria, pk=criterion_pk)
    if not is_own_desk(request, review):
        return not_own_desk(request, review)
    form = ScoreForm(request.POST)
    line = _line(review, criterion_pk)
    if not form.is_valid():
        return _refused(request, review, _typed(line, request), form.errors)
    data = form.cleaned_data
    try:
        actions.score(
            review=review,
            criterion=criterion,
            value=data["score"],
            comment=data["comment"],
            seen=data["seen"],
            user=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError as meanwhile:
        typed = _typed(line, request)
        typed.conflict = page.conflict_lines(meanwhile.current, typed)
        return _answered(request, review, typed)
    except ValidationError as refusal:
        return _refused(request, review, _typed(line, request), refusal)
    if not request.htmx:
        return to_review(pk, f"criterion-{criterion_pk}")
    saved = _line(review, criterion_pk)
    saved.is_saved = True
    return _answered(request, review, saved)


@require_POST
@permission_required(*REVIEWERS)
def carry(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the scores of the last round where this one has none."""
    review = visible_review(request, pk, Permission.REVIEW_PROGRAMMES)
    try:
        count = actions.carry_scores(
            review=review, user=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        scores = counted(count, "оценка,оценки,оценок")
        messages.success(request, f"Перенесено: {scores}. Поправьте, что изменилось.")
    return to_review(pk, "checklist")


def _line(review: Review, criterion_pk: int) -> page.CriterionLine:
    rows = scored_criteria(review)
    return next(page.criterion_line(r) for r in rows if r.criterion.pk == criterion_pk)


def _typed(line: page.CriterionLine, request: PortalRequest) -> page.CriterionLine:
    """Return the line as the person has it on the page; `seen` is what stands now."""
    value = request.POST.get("score", "")
    line.score = int(value) if value in {"0", "1", "2"} else None
    line.comment = request.POST.get("comment", "")
    return line


def _refused(
    request: PortalRequest, review: Review, line: page.CriterionLine, why: Any
) -> HttpResponse:
    sentences = why.messages if isinstance(why, ValidationError) else _sentences(why)
    line.error = " ".join(sentences)
    # The page keeps the mark it came with: nothing was written.
    line.seen = request.POST.get("seen", "")
    return _answered(request, review, line)


def _sentences(errors: Any) -> list[str]:
    return [str(sentence) for field in errors.values() for sentence in field]


def _answered(
    request: PortalRequest, review: Review, line: page.CriterionLine
) -> HttpResponse:
    if not request.htmx:
        return review_response(request, review, refused=line)
    context = {"review": review, "line": line, "is_oob": True, **sum_context(review)}
    return render(request, "reviews/_score_answer.html", context)
