"""A decision in the making: opened from a run, gone through school by school."""

import datetime as dt

from django.db import transaction

from identification.enums import DecisionState, RunPurpose, Verdict
from identification.models import Decision, DecisionItem, Run
from identification.queries.decisions import sure_items
from identification.queries.proposals import held_statuses, proposals
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.enums import JobState, StatusKind
from schools.models import School, Territory, User
from schools.roles import Permission


@transaction.atomic
def open_decision(
    *, run: Run, territory: Territory, user: User, now: dt.datetime
) -> Decision:
    """Begin a decision on a run; the draft that is there already is returned."""
    demand_permission(user, Permission.MANAGE_DECISIONS, territory)
    _demand_decidable(run, territory)
    # Two clicks at once: the second waits for the first and finds its draft.
    Territory.objects.select_for_update().get(pk=territory.pk)
    found = Decision.objects.filter(run=run, territory=territory).first()
    if found is not None:
        if found.state == DecisionState.RECORDED:
            message = (
                f"Решение по этому расчёту уже принято: приказ № {found.order_number}."
            )
            raise refuse(message, code="recorded")
        return found
    decision = Decision.objects.create(
        run=run, territory=territory, created_by=user, created_at=now
    )
    items = DecisionItem.objects.bulk_create(
        DecisionItem(
            decision=decision,
            school_id=proposal.school_id,
            kind=proposal.kind,
            is_proposed=proposal.is_proposed,
            is_held=proposal.is_held,
            confidence=proposal.confidence,
            proposal=proposal.text,
        )
        for proposal in proposals(run=run, territory=territory)
    )
    record(
        actor=user,
        action="decision.opened",
        obj=decision,
        now=now,
        after={"run": run.pk, "items": len(items)},
    )
    return decision


@transaction.atomic
def decide_item(
    *, item: DecisionItem, verdict: str, reason: str, user: User, now: dt.datetime
) -> DecisionItem:
    """Accept or decline one status, or put it back to be decided later."""
    _draft(item.decision_id, user)
    reason = reason.strip()
    if verdict != Verdict.PENDING and not reason:
        raise refuse("Напишите, почему принято такое решение.", code="no_reason")
    item = DecisionItem.objects.select_for_update().get(pk=item.pk)
    before = {"verdict": item.verdict, "reason": item.reason}
    item.verdict = Verdict(verdict)
    item.reason = "" if verdict == Verdict.PENDING else reason
    item.save(update_fields=["verdict", "reason"])
    record(
        actor=user,
        action="decision.item_decided",
        obj=item,
        now=now,
        before=before,
        after={"verdict": item.verdict, "kind": item.kind},
        reason=item.reason,
    )
    return item


@transaction.atomic
def decide_all(*, decision: Decision, reason: str, user: User, now: dt.datetime) -> int:
    """Accept every proposal that waits and is sure, with one reason; count them."""
    decision = _draft(decision.pk, user)
    if not reason.strip():
        raise refuse("Напишите общее основание решения.", code="no_reason")
    keys = list(sure_items(decision=decision).values_list("pk", flat=True))
    DecisionItem.objects.filter(pk__in=keys).update(
        verdict=Verdict.ACCEPTED, reason=reason.strip()
    )
    record(
        actor=user,
        action="decision.sure_accepted",
        obj=decision,
        now=now,
        after={"items": keys},
        reason=reason.strip(),
    )
    return len(keys)


@transaction.atomic
def add_item(
    *,
    decision: Decision,
    school: School,
    kind: str,
    reason: str,
    user: User,
    now: dt.datetime,
    verdict: str = Verdict.ACCEPTED,
) -> DecisionItem:
    """Add a status that the run does not propose; its reason is the person's."""
    decision = _draft(decision.pk, user)
    if school.municipality_id != decision.territory_id:
        raise refuse("Эта школа другого муниципалитета.", code="foreign_school")
    if not reason.strip():
        raise refuse("Напишите, почему школа получает статус.", code="no_reason")
    label = StatusKind(kind).label
    if decision.items.filter(school=school, kind=kind).exists():
        message = f"В решении уже есть пункт «{label}» этой школы: {school}."
        raise refuse(message, code="double")
    held = held_statuses(territory=decision.territory, kinds=(StatusKind(kind),))
    item = DecisionItem.objects.create(
        decision=decision,
        school=school,
        kind=kind,
        is_proposed=False,
        is_held=(school.pk, StatusKind(kind)) in held,
        verdict=verdict,
        reason=reason.strip(),
    )
    record(
        actor=user,
        action="decision.item_added",
        obj=item,
        now=now,
        after={"kind": kind, "verdict": verdict},
        reason=item.reason,
    )
    return item


@transaction.atomic
def remove_item(*, item: DecisionItem, user: User, now: dt.datetime) -> None:
    """Take back an item that a person added."""
    _draft(item.decision_id, user)
    item = DecisionItem.objects.select_for_update().get(pk=item.pk)
    if item.is_proposed or item.proposal:
        message = "Пункт предложен расчётом: его не убирают, а отклоняют с причиной."
        raise refuse(message, code="proposed")
    record(
        actor=user,
        action="decision.item_removed",
        obj=item,
        now=now,
        before={"kind": item.kind, "verdict": item.verdict, "reason": item.reason},
    )
    item.delete()


@transaction.atomic
def discard_decision(
    *, decision: Decision, reason: str, user: User, now: dt.datetime
) -> None:
    """Throw a draft away, so that it can be begun anew."""
    decision = _draft(decision.pk, user)
    record(
        actor=user,
        action="decision.discarded",
        obj=decision,
        now=now,
        before={"run": decision.run_id, "items": decision.items.count()},
        reason=reason.strip(),
    )
    decision.delete()


def _draft(pk: int, user: User) -> Decision:
    """Lock the draft for this transaction; refuse one that is recorded."""
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("territory")
        .get(pk=pk)
    )
    demand_permission(user, Permission.MANAGE_DECISIONS, decision.territory)
    if decision.state != DecisionState.DRAFT:
        message = (
            f"Решение уже принято приказом № {decision.order_number} и не меняется."
        )
        raise refuse(message, code="recorded")
    return decision


def _demand_decidable(run: Run, territory: Territory) -> None:
    if territory.is_region:
        message = "Решение принимает муниципалитет: выберите его."
        raise refuse(message, code="region")
    if run.purpose != RunPurpose.OFFICIAL:
        raise refuse("Проба не может стать решением.", code="what_if")
    if run.state != JobState.DONE:
        raise refuse("Расчёт ещё не готов.", code="not_done")
    if run.territory_id not in {territory.pk, territory.parent_id}:
        message = f"Этот расчёт другой территории: {run.territory}."
        raise refuse(message, code="foreign_run")
