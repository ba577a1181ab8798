"""Decisions: the list, the desk where each school is decided on, the record."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from identification.actions import decisions as actions
from identification.enums import DecisionState, Verdict
from identification.filters import DecisionFilter
from identification.models import Decision, DecisionItem, Run
from identification.presenters import decision_words
from identification.queries.decisions import items_of, visible_decisions
from identification.tables import DecisionTable
from schools.models import StoredFile, Territory
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import UNPROCESSABLE


REASON_LENGTH = 1000


@require_GET
@permission_required(Permission.VIEW_DECISIONS)
def decision_list(request: PortalRequest) -> HttpResponse:
    """Show decisions with how far they are."""
    rows = visible_decisions(user=request.user)
    chosen = DecisionFilter(request.GET, queryset=rows)
    table = show_page(DecisionTable(chosen.qs), request, per_page=25)
    context = {
        "filter": chosen,
        "table": table,
        "has_any": bool(table.paginator.count) or bool(request.GET),
        "can_manage": has_permission(request.user, Permission.MANAGE_DECISIONS),
    }
    return render(request, "identification/decision_list.html", context)


@require_POST
@permission_required(Permission.MANAGE_DECISIONS)
def decision_open(request: PortalRequest, pk: int) -> HttpResponse:
    """Begin the decision of a municipality on a run, or return to its draft."""
    runs = Run.objects.select_related("territory")
    run = get_visible_or_404(request, runs, pk=pk)
    places = Territory.objects.select_related("parent")
    place = get_visible_or_404(request, places, pk=request.POST.get("territory", ""))
    try:
        decision = actions.open_decision(
            run=run, territory=place, user=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("identification:run", pk=run.pk)
    return redirect("identification:decision", pk=decision.pk)


@require_GET
@permission_required(Permission.VIEW_DECISIONS)
def decision(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the desk of a draft, or what the order decided."""
    shown = visible_decision(request, pk)
    if shown.state == DecisionState.RECORDED:
        return _recorded(request, shown)
    return render(request, "identification/decision.html", desk(request, shown))


@require_POST
@permission_required(Permission.MANAGE_DECISIONS)
def decision_item(request: PortalRequest, pk: int, item_pk: int) -> HttpResponse:
    """Decide one item; what was typed at the others is kept for them."""
    shown = managed_decision(request, pk)
    item = _item(shown, item_pk)
    keep_typed(request, shown)
    reason = request.POST.get(f"reason-{item.pk}", "")[:REASON_LENGTH]
    error = ""
    try:
        verdict = _verdict(request)
        item = actions.decide_item(
            item=item,
            verdict=verdict,
            reason=reason,
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        error = str(refusal.message)
    else:
        forget_typed(request, shown, item, keep=reason)
    if request.htmx:
        return _item_fragment(request, shown, item.pk, error)
    if error:
        context = desk(request, shown, errors={item.pk: error})
        return render(
            request, "identification/decision.html", context, status=UNPROCESSABLE
        )
    address = reverse("identification:decision", args=[shown.pk])
    return redirect(f"{address}#item-{item.pk}")


@require_POST
@permission_required(Permission.MANAGE_DECISIONS)
def decision_typed(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep reasons that are typed and not sent yet."""
    shown = managed_decision(request, pk)
    keep_typed(request, shown)
    if request.htmx:
        return HttpResponse(f"Причины сохранены в {timezone.localtime():%H:%M}.")
    messages.success(request, "Написанные причины сохранены.")
    return redirect("identification:decision", pk=shown.pk)


def visible_decision(request: PortalRequest, pk: int) -> Decision:
    """Fetch a decision that the person may read."""
    rows = Decision.objects.select_related(
        "run", "territory__parent", "recorded_by", "created_by", "order_file"
    ).defer("run__model", "run__parameters")
    return get_visible_or_404(request, rows, pk=pk)


def managed_decision(request: PortalRequest, pk: int) -> Decision:
    """Fetch a decision that the person may change."""
    shown = visible_decision(request, pk)
    if not has_permission(request.user, Permission.MANAGE_DECISIONS, shown):
        raise PermissionDenied
    return shown


def desk(
    request: PortalRequest, shown: Decision, errors: dict[int, str] | None = None
) -> dict[str, Any]:
    """Return the parts of the desk: progress, items with typed reasons, outcome."""
    items = items_of(decision=shown)
    typed = request.session.get(_key(shown), {})
    can_decide = has_permission(request.user, Permission.MANAGE_DECISIONS, shown)
    only_pending = request.GET.get("show") == Verdict.PENDING
    listed = [i for i in items if not only_pending or i.verdict == Verdict.PENDING]
    return {
        "decision": shown,
        "title": decision_words.decision_title(shown),
        "progress": decision_words.progress_of(items),
        "outcome": decision_words.outcome_lines(items),
        "cards": [
            decision_words.item_card(
                item,
                decision=shown,
                typed=typed.get(str(item.pk), ""),
                error=(errors or {}).get(item.pk, ""),
                can_decide=can_decide,
            )
            for item in listed
        ],
        "errors": errors or {},
        "only_pending": only_pending,
        "can_decide": can_decide,
        "quick_reasons": decision_words.QUICK_REASONS,
        "reason_length": REASON_LENGTH,
    }


def keep_typed(request: PortalRequest, shown: Decision) -> None:
    """Keep reasons typed at other items, so that a button of one loses no text."""
    typed = dict(request.session.get(_key(shown), {}))
    for name, text in request.POST.items():
        number = name.removeprefix("reason-")
        if number != name and number.isdecimal():
            typed[number] = text[:REASON_LENGTH]
    request.session[_key(shown)] = {n: text for n, text in typed.items() if text}


def forget_typed(
    request: PortalRequest, shown: Decision, item: DecisionItem, *, keep: str
) -> None:
    """Drop what is written down now; an item put back keeps its text to edit."""
    typed = dict(request.session.get(_key(shown), {}))
    typed.pop(str(item.pk), None)
    if item.verdict == Verdict.PENDING and keep:
        typed[str(item.pk)] = keep
    request.session[_key(shown)] = typed


def _key(shown: Decision) -> str:
    return f"decision-{shown.pk}-reasons"


def _item(shown: Decision, pk: int) -> DecisionItem:
    for item in items_of(decision=shown):
        if item.pk == pk:
            return item
    raise Http404


def _verdict(request: PortalRequest) -> str:
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise ValidationError("Выберите, что решено по этому пункту.", code="verdict")
    return verdict


def _item_fragment(
    request: PortalRequest, shown: Decision, item_pk: int, error: str
) -> HttpResponse:
    context = desk(request, shown, errors={item_pk: error} if error else None)
    card = next(card for card in context["cards"] if card["item"].pk == item_pk)
    return render(
        request,
        "identification/_decision_item.html",
        context | {"card": card, "is_fragment": True},
    )


def _recorded(request: PortalRequest, shown: Decision) -> HttpResponse:
    items = items_of(decision=shown)
    order = None
    if shown.order_file_id:
        files = StoredFile.objects.visible_to(request.user)
        order = files.filter(pk=shown.order_file_id).first()
    context = {
        "decision": shown,
        "title": decision_words.decision_title(shown),
        "outcome": decision_words.outcome_lines(items),
        "cards": [
            decision_words.item_card(item, decision=shown, can_decide=False)
            for item in items
        ],
        "order_file": order,
    }
    return render(request, "identification/decision_recorded.html", context)
