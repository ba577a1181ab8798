"""The review desk: what waits for a decision, and taking it up."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from roadmaps.actions.reviews import start_review
from roadmaps.filters.reviews import DeskFilter
from roadmaps.queries.review_desk import desk_counts
from roadmaps.queries.reviews import current_checklist
from roadmaps.tables.reviews import DeskTable
from roadmaps.views.reviews_access import REVIEWERS, to_review, visible_version
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, permission_required


@require_GET
@permission_required(*REVIEWERS)
def desk(request: PortalRequest) -> HttpResponse:
    """Show what waits for a decision, the oldest first."""
    user, today = request.user, timezone.localdate()
    filters = DeskFilter(request.GET, user=user, today=today)
    table = DeskTable(
        filters.qs, today=today, user_id=user.pk, token=get_token(request)
    )
    context = {
        "filter": filters,
        "table": show_page(table, request),
        "counts": desk_counts(user=user, today=today),
        "has_rows": bool(table.paginator.count),
        "is_narrowed": any(value for value in request.GET.values()),
    }
    return render(request, "reviews/desk.html", context)


@require_POST
@permission_required(*REVIEWERS)
def start(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a version up; who has begun already comes back to it."""
    version = visible_version(request, pk, Permission.REVIEW_PROGRAMMES)
    try:
        review = start_review(
            version=version,
            user=request.user,
            checklist=current_checklist(version.programme),
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("reviews:desk")
    return to_review(review.pk)
