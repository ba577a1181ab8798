"""Many drafts decided on at once: asked once more, then done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from monitoring.actions import recommendation_batches as actions
from monitoring.forms.analytics import DropForm
from monitoring.models import Recommendation
from monitoring.presenters import draft_advice as present
from monitoring.queries.draft_advice import picked_advice
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import posted, status_of


ISSUE = Permission.ISSUE_RECOMMENDATIONS
# More is not looked through in one sitting.
MOST = 500
LONGEST_KEY = 18


@require_http_methods(["GET", "POST"])
@permission_required(ISSUE)
def recommendations_batch(request: PortalRequest) -> HttpResponse:
    """Show what would be done to the ticked drafts; do it when it is confirmed."""
    given = request.POST if request.method == "POST" else request.GET
    decision = present.DROP if given.get("decision") == "drop" else present.ISSUE
    rows = _picked(request, given)
    if not rows:
        messages.warning(request, "Отметьте хотя бы один проект.")
        return _to_drafts()
    form = DropForm(posted(request)) if decision == present.DROP else None
    if request.method == "POST" and (form is None or form.is_valid()):
        _decide(request, rows, form)
        return _to_drafts()
    context = {
        "form": form,
        "rows": rows,
        "decision": decision,
        "drafts_url": _drafts_url(),
        **present.batch_plan(rows, decision=decision, today=timezone.localdate()),
    }
    status = status_of(form) if form is not None else 200
    return render(request, "analytics/batch.html", context, status=status)


def _picked(request: PortalRequest, given: QueryDict) -> list[Recommendation]:
    """Return the ticked rows on which the person may decide."""
    ticked = [key for key in given.getlist("pick") if key.isdecimal()]
    keys = {int(key) for key in ticked if len(key) <= LONGEST_KEY}
    rows = picked_advice(user=request.user, keys=keys, most=MOST)
    return [row for row in rows if has_permission(request.user, ISSUE, row)]


def _decide(
    request: PortalRequest, rows: list[Recommendation], form: DropForm | None
) -> None:
    now = timezone.now()
    given: dict[str, Any] = {
        "keys": [row.pk for row in rows],
        "user": request.user,
        "now": now,
        "today": timezone.localdate(now),
    }
    if form is None:
        outcome = actions.issue_recommendations(**given)
        decision = present.ISSUE
    else:
        reason = form.cleaned_data["reason"]
        outcome = actions.drop_recommendations(reason=reason, **given)
        decision = present.DROP
    if outcome.done:
        schools = sum(row.school_id is not None for row in outcome.done)
        words = present.done_words(len(outcome.done), decision, schools)
        messages.success(request, words)
    for sentence in present.kept_words(outcome.kept):
        messages.warning(request, sentence)


def _drafts_url() -> str:
    return f"{reverse('analytics:recommendations')}?state=draft"


def _to_drafts() -> HttpResponse:
    return redirect(_drafts_url())
