"""Recording a decision: the one place where statuses of schools are written."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from identification.enums import DecisionState, Verdict
from identification.models import Decision, DecisionItem
from identification.queries.proposals import date_in_words
from identification.stats.words import counted
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import SchoolStatus, StoredFile, User
from schools.roles import Permission


@transaction.atomic
def record_decision(
    *,
    decision: Decision,
    order_number: str,
    order_date: dt.date,
    effective_on: dt.date,
    user: User,
    now: dt.datetime,
    order_file: StoredFile | None = None,
) -> Decision:
    """Write the order and the statuses that follow from it, all or nothing.

    A status accepted anew begins, one held and accepted goes on, one held and
    declined ends the day before the order takes effect.
    """
    decision = _locked(decision)
    demand_permission(user, Permission.MANAGE_DECISIONS, decision.territory)
    _demand_draft(decision)
    items = list(
        decision.items.select_for_update(of=("self",))
        .select_related("school__municipality")
        .order_by("school__name", "kind", "pk")
    )
    _demand_complete(items)
    _demand_order(decision, order_number, order_date, order_file, now)
    decision.order_number = order_number.strip()
    decision.order_date = order_date
    decision.effective_on = effective_on
    decision.order_file = order_file
    for item in items:
        _carry_out(item, decision, user, now)
    decision.state = DecisionState.RECORDED
    decision.recorded_by, decision.recorded_at = user, now
    decision.save()
    record(
        actor=user,
        action="decision.recorded",
        obj=decision,
        now=now,
        after={
            "order_number": decision.order_number,
            "order_date": order_date.isoformat(),
            "effective_on": effective_on.isoformat(),
            "accepted": sum(item.verdict == Verdict.ACCEPTED for item in items),
            "declined": sum(item.verdict == Verdict.DECLINED for item in items),
        },
    )
    return decision


def _locked(decision: Decision) -> Decision:
    return (
        Decision.objects.select_for_update(of=("self",))
        .select_related("territory", "run")
        .get(pk=decision.pk)
    )


def _demand_draft(decision: Decision) -> None:
    if decision.state != DecisionState.DRAFT:
        message = f"Решение уже принято приказом № {decision.order_number}."
        raise refuse(message, code="recorded")


def _demand_complete(items: Sequence[DecisionItem]) -> None:
    waiting = sum(item.verdict == Verdict.PENDING for item in items)
    if waiting:
        rest = counted(waiting, "пункт", "пункта", "пунктов")
        message = f"Не рассмотрено: {rest}. Решите каждый и запишите приказ."
        raise refuse(message, code="pending")


def _demand_order(
    decision: Decision,
    order_number: str,
    order_date: dt.date,
    order_file: StoredFile | None,
    now: dt.datetime,
) -> None:
    if not order_number.strip():
        raise refuse("Укажите номер приказа.", code="no_number")
    if order_date > timezone.localtime(now).date():
        raise refuse("Дата приказа ещё не наступила.", code="future_order")
    if order_file is not None and order_file.territory_id != decision.territory_id:
        raise refuse("Файл приказа другого муниципалитета.", code="foreign_file")


def _carry_out(
    item: DecisionItem, decision: Decision, user: User, now: dt.datetime
) -> None:
    held = SchoolStatus.objects.filter(
        school=item.school, kind=item.kind, ends_on__isnull=True
    ).first()
    _demand_unchanged(item, held)
    if item.verdict == Verdict.ACCEPTED:
        item.status = held or _given(item, decision, user, now)
        item.save(update_fields=["status"])
    elif held is not None:
        item.status = _ended(item, held, decision, user, now)
        item.save(update_fields=["status"])


def _demand_unchanged(item: DecisionItem, held: SchoolStatus | None) -> None:
    """Stop when another decision was recorded since this one was begun."""
    label = item.get_kind_display()
    if held is not None and not item.is_held:
        message = (
            f"{item.school}: статус «{label}» уже действует с "
            f"{date_in_words(held.starts_on)} по приказу № {held.order_number}. "
            "Начните решение заново."
        )
        raise refuse(message, code="overlap")
    if held is None and item.is_held:
        message = (
            f"{item.school}: статус «{label}» уже снят другим решением. "
            "Начните решение заново."
        )
        raise refuse(message, code="stale")


def _given(
    item: DecisionItem, decision: Decision, user: User, now: dt.datetime
) -> SchoolStatus:
    later = SchoolStatus.objects.filter(
        Q(ends_on__gte=decision.effective_on) | Q(starts_on__gte=decision.effective_on),
        school=item.school,
        kind=item.kind,
    ).first()
    if later is not None:
        message = (
            f"{item.school}: статус «{item.get_kind_display()}» в эти дни уже записан "
            f"(с {date_in_words(later.starts_on)} по приказу № {later.order_number}). "
            "Укажите более поздний день."
        )
        raise refuse(message, code="overlap")
    status = SchoolStatus.objects.create(
        school=item.school,
        kind=item.kind,
        starts_on=decision.effective_on,
        reason="\n".join(filter(None, (item.proposal, item.reason))),
        order_number=decision.order_number,
        order_date=decision.order_date,
        order_file=decision.order_file,
    )
    record(
        actor=user,
        action="status.given",
        obj=status,
        now=now,
        after={"kind": item.kind, "starts_on": status.starts_on.isoformat()},
        reason=item.reason,
    )
    return status


def _ended(
    item: DecisionItem,
    held: SchoolStatus,
    decision: Decision,
    user: User,
    now: dt.datetime,
) -> SchoolStatus:
    last_day = decision.effective_on - dt.timedelta(days=1)
    if last_day < held.starts_on:
        message = (
            f"{item.school}: статус «{item.get_kind_display()}» действует с "
            f"{date_in_words(held.starts_on)}, снять его раньше нельзя. "
            "Укажите более поздний день."
        )
        raise refuse(message, code="before_start")
    held.ends_on = last_day
    held.end_order_number = decision.order_number
    held.end_order_date = decision.order_date
    held.end_reason = item.reason
    held.save()
    record(
        actor=user,
        action="status.ended",
        obj=held,
        now=now,
        before={"ends_on": None},
        after={"kind": item.kind, "ends_on": last_day.isoformat()},
        reason=item.reason,
    )
    return held
