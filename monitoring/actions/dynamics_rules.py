"""Choosing what «положительная динамика» means; a choice is never changed later."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from monitoring.models import DynamicsRule
from monitoring.queries.dynamics_rules import last_computed_year
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.roles import Permission
from schools.templatetags.portal_format import school_year


@transaction.atomic
def choose_rule(
    *,
    territory: Territory,
    valid_from: int,
    definition: str,
    least_participants: int,
    threshold: Decimal,
    note: str,
    user: User,
    now: dt.datetime,
) -> DynamicsRule:
    """Choose a definition from a school year on; calculated years keep theirs."""
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    # Two people who choose at once are let in one after the other.
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    _demand_free_year(territory, valid_from)
    rule = DynamicsRule(
        territory=territory,
        valid_from=valid_from,
        definition=definition,
        least_participants=least_participants,
        threshold=threshold,
        note=note.strip(),
        created_by=user,
        created_at=now,
    )
    rule.full_clean()
    rule.save()
    record(
        actor=user,
        action="dynamics_rule.chosen",
        obj=rule,
        now=now,
        after={
            "valid_from": valid_from,
            "definition": str(definition),
            "least_participants": least_participants,
            "threshold": str(threshold),
        },
        reason=rule.note,
    )
    return rule


def _demand_free_year(territory: Territory, valid_from: int) -> None:
    calculated = last_computed_year(territory=territory)
    if calculated is not None and valid_from <= calculated:
        raise refuse(
            f"Динамика {school_year(calculated)} учебного года уже рассчитана. "
            f"Новое определение можно выбрать с {school_year(calculated + 1)}.",
            code="calculated",
            field="valid_from",
        )
    if DynamicsRule.objects.filter(territory=territory, valid_from=valid_from).exists():
        raise refuse(
            "На этот учебный год определение уже выбрано.",
            code="chosen",
            field="valid_from",
        )
