"""One review: the desk of its author, what was said to everybody else."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roadmaps.enums import ReviewState
from roadmaps.forms.reviews import RemarkForm
from roadmaps.models import Remark, Review
from roadmaps.policies import OPEN_TO_VERSIONS, has_conflict
from roadmaps.presenters import review_page as page, review_words as words
from roadmaps.queries.remarks import remarks_for
from roadmaps.queries.reviews import (
    is_current,
    previous_review,
    scored_criteria,
    tally_of,
)
from roadmaps.queries.version_changes import changes_between
from roadmaps.views.reviews_access import READERS, is_own_desk, visible_review
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE


WHOLE_TEXT = "all"


@require_GET
@permission_required(*READERS)
def review(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a review: the desk to its author, what was said to all others."""
    return review_response(request, visible_review(request, pk, with_text=True))


def review_response(
    request: PortalRequest,
    shown: Review,
    *,
    refused: page.CriterionLine | None = None,
    remark_form: RemarkForm | None = None,
) -> HttpResponse:
    """Draw the page; what was refused comes back with what was typed."""
    programme = shown.version.programme
    remarks = list(remarks_for(programme=programme, user=request.user))
    lines = page.criterion_lines(scored_criteria(shown), refused)
    context: dict[str, Any] = {
        "review": shown,
        "programme": programme,
        "lines": lines,
        "remarks": page.remark_rows(remarks, shown),
        "opinions": _opinions(request, shown),
        **sum_context(shown),
    }
    if not is_own_desk(request, shown):
        context |= _reading(request, shown)
        context["standing"] = page.standing(remarks)
        return render(request, "reviews/result.html", context)
    context |= _working(request, shown, remarks)
    context["can_carry"] = any(x.before and x.score is None for x in lines)
    context["remark_form"] = remark_form or RemarkForm()
    is_refused = refused is not None or remark_form is not None
    status = UNPROCESSABLE if is_refused else 200
    return render(request, "reviews/review.html", context, status=status)


def sum_context(shown: Review) -> dict[str, Any]:
    """Return the live sum and what is in the way."""
    summed = tally_of(shown)
    threshold = shown.checklist.threshold_percent
    return {
        "summed": summed,
        "sum_sentence": words.sum_sentence(summed, threshold),
        "progress": words.progress_words(summed),
        "is_reached": summed.reaches(threshold),
        "blocked": words.blocked_sentence(shown),
    }


def _opinions(request: PortalRequest, shown: Review) -> list[Review]:
    """Return the other looks at the same version in the same round."""
    same = Review.objects.visible_to(request.user).filter(
        version=shown.version_id, round_number=shown.round_number
    )
    return list(same.exclude(pk=shown.pk).select_related("reviewer").order_by("pk"))


def _working(
    request: PortalRequest, shown: Review, remarks: list[Remark]
) -> dict[str, Any]:
    """Return what the reviewer needs besides: the text, or what has changed in it."""
    last = previous_review(shown)
    is_same = last is not None and last.version_id == shown.version_id
    before = last.version if last and not is_same else None
    changes = changes_between(before, shown.version) if before else None
    wants_text = changes is None or request.GET.get("text") == WHOLE_TEXT
    parts = page.text_parts(shown.version.paragraphs)
    return {
        "last": last,
        "is_same_version": is_same,
        "before": before,
        "parts": parts if wants_text else None,
        "changes": None if wants_text else page.change_rows(changes or ()),
        "has_changes": changes is not None,
        "sections": page.section_names(parts, remarks),
        "is_waiting": is_current(shown),
        "is_main": not shown.is_second_opinion,
    }


def _reading(request: PortalRequest, shown: Review) -> dict[str, Any]:
    """Return what one may do with a finished review, or with somebody else's."""
    programme, user = shown.version.programme, request.user
    is_open = shown.state == ReviewState.OPEN
    return {
        "is_open": is_open,
        "is_official": has_permission(user, Permission.VIEW_PROGRAMMES, programme),
        "can_answer": programme.state in OPEN_TO_VERSIONS
        and has_permission(user, Permission.WRITE_PROGRAMME, programme),
        "can_take": is_open
        and not shown.is_second_opinion
        and has_permission(user, Permission.MANAGE_PROGRAMMES, programme)
        and not has_conflict(user=user, programme=programme),
        "header_title": words.page_title(shown),
        "verdict_words": words.verdict_words(shown),
    }
