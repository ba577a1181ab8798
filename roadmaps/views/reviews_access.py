"""Fetching a review, its version or a remark together with the right to it."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from roadmaps.enums import ReviewState
from roadmaps.models import ProgrammeVersion, Remark, Review
from roadmaps.policies import has_conflict
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404
from schools.views.forms import UNPROCESSABLE


READERS = (Permission.VIEW_PROGRAMMES, Permission.VIEW_OWN_PROGRAMME)
REVIEWERS = (Permission.REVIEW_PROGRAMMES,)
# Long texts that only the page of a review reads.
HEAVY = ("paragraphs", "fingerprint", "search", "content")


def visible_review(
    request: PortalRequest,
    pk: int,
    permission: Permission | None = None,
    *,
    with_text: bool = False,
) -> Review:
    """Fetch a review that the person may read."""
    rows = Review.objects.select_related(
        "version__programme__school__municipality",
        "version__programme__kind",
        "version__file",
        "checklist",
        "reviewer",
        "marked_file",
    )
    if not with_text:
        rows = rows.defer(*(f"version__{name}" for name in HEAVY))
    return get_visible_or_404(request, rows, permission, pk=pk)


def visible_version(
    request: PortalRequest, pk: int, permission: Permission
) -> ProgrammeVersion:
    """Fetch a version that was sent."""
    rows = ProgrammeVersion.objects.filter(sent_at__isnull=False).select_related(
        "programme__school__municipality", "programme__kind"
    )
    return get_visible_or_404(request, rows.defer(*HEAVY), permission, pk=pk)


def visible_remark(request: PortalRequest, pk: int, permission: Permission) -> Remark:
    """Fetch a remark that the person has been told."""
    rows = Remark.objects.select_related(
        "programme__school__municipality",
        "programme__kind",
        "review__reviewer",
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def is_own_desk(request: PortalRequest, review: Review) -> bool:
    """Tell whether the person works on this review now."""
    return (
        review.state == ReviewState.OPEN
        and review.reviewer_id == request.user.pk
        and has_permission(request.user, Permission.REVIEW_PROGRAMMES, review)
        and not has_conflict(user=request.user, programme=review.version.programme)
    )


def to_review(review_id: int, anchor: str = "") -> HttpResponseRedirect:
    """Lead to the page of a review."""
    url = reverse("reviews:review", args=[review_id])
    return redirect(f"{url}#{anchor}" if anchor else url)


def not_own_desk(request: PortalRequest, review: Review) -> HttpResponse:
    """Say why nothing was written into a review, and show it as it is."""
    is_open = review.state == ReviewState.OPEN
    who = review.reviewer or "другой человек"
    why = f"её ведёт {who}" if is_open else "она закончена и больше не меняется"
    messages.warning(request, f"В проверку ничего не записано: {why}.")
    page = to_review(review.pk)
    return HttpResponse(headers={"HX-Redirect": page.url}) if request.htmx else page


def step_page(
    request: PortalRequest, review: Review, form: BaseForm, **context: object
) -> HttpResponse:
    """Show a form about a review: what it is about stands above it."""
    status = UNPROCESSABLE if form.errors else 200
    found = {"review": review, "form": form, **context}
    return render(request, "reviews/step.html", found, status=status)
