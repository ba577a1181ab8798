"""Versions of the rules are made here; none is ever changed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from identification.models import RuleSet
from identification.stats.errors import StatisticsRefusal
from identification.stats.rules import IdentificationRules
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User, scope_of
from schools.roles import Permission


DEFAULT_TITLE = "Регрессия по условиям и правило 30 %"
DEFAULT_NOTE = (
    "Начальная версия: три года результатов, остаток не выше −1, условия в нижней "
    "четверти, факторы отбираются по значимости."
)
# Before the first year that anybody has results of.
DEFAULT_VALID_FROM = dt.date(2015, 1, 1)


@transaction.atomic
def create_rule_set(
    *,
    territory: Territory | None,
    title: str,
    valid_from: dt.date,
    parameters: Mapping[str, Any],
    note: str,
    user: User,
    now: dt.datetime,
) -> RuleSet:
    """Add the next version of a territory's rules, or of the common ones."""
    _demand_right(user, territory)
    try:
        rules = IdentificationRules.from_dict(dict(parameters))
    except StatisticsRefusal as refusal:
        raise refuse(refusal.message, code=refusal.code) from refusal
    if not title.strip():
        raise refuse("Назовите версию правил.", code="no_title")
    same = RuleSet.objects.filter(
        territory=territory, digest=rules.digest(), valid_from=valid_from
    ).first()
    if same is not None:
        message = f"Такие правила с этого дня уже действуют: {same}."
        raise refuse(message, code="same_rules")
    return _write(territory, title.strip(), valid_from, rules, note, user, now)


@transaction.atomic
def ensure_default_rules(*, now: dt.datetime) -> RuleSet:
    """Return the first common version; make it in a portal that has none.

    Its list of factors is empty, which means every factor in use that has values.
    """
    found = RuleSet.objects.filter(territory__isnull=True).order_by("version").first()
    if found is not None:
        return found
    rules = IdentificationRules(selection="significant")
    return _write(
        None, DEFAULT_TITLE, DEFAULT_VALID_FROM, rules, DEFAULT_NOTE, None, now
    )


def _demand_right(user: User, territory: Territory | None) -> None:
    demand_permission(user, Permission.MANAGE_RULES, territory)
    if territory is None and not scope_of(user).everything:
        message = "Общие правила меняет администратор. Выберите свою территорию."
        raise refuse(message, code="common_rules")


def _write(
    territory: Territory | None,
    title: str,
    valid_from: dt.date,
    rules: IdentificationRules,
    note: str,
    user: User | None,
    now: dt.datetime,
) -> RuleSet:
    same_place = RuleSet.objects.filter(territory=territory)
    last = same_place.aggregate(last=Max("version"))["last"] or 0
    rule_set = RuleSet.objects.create(
        title=title,
        version=last + 1,
        valid_from=valid_from,
        territory=territory,
        parameters=rules.to_dict(),
        digest=rules.digest(),
        note=note,
        created_by=user,
        created_at=now,
    )
    record(
        actor=user,
        action="rule_set.created",
        obj=rule_set,
        now=now,
        after={
            "version": rule_set.version,
            "valid_from": valid_from.isoformat(),
            "digest": rule_set.digest,
        },
        reason=note,
    )
    return rule_set
