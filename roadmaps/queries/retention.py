"""Drafts that no school has sent: how long they are kept, and which are due to go."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from roadmaps.enums import ProgrammeState
from roadmaps.models import (
    Presentation,
    Programme,
    ProgrammeField,
    ProgrammeKind,
    ProgrammeVersion,
    RetentionRule,
)
from roadmaps.models.retention_rule import SHORTEST
from roadmaps.queries.programme_kinds import listed_kinds
from schools.models import User


# A year: a draft of the last summer is still of use for the next one.
DEFAULT_DAYS = 365
# The school hears of it so long before, whatever day the rule gives.
TOLD_BEFORE = dt.timedelta(days=14)

Rules = Mapping[tuple[int | None, int], int | None]


@dataclass(frozen=True)
class Removal:
    """When a draft goes: the day, the rule, and whether the school has heard of it."""

    day: dt.date
    last_touched_on: dt.date
    draft_days: int
    is_near: bool
    is_told: bool


def rules_in_force() -> Rules:
    """Return days by municipality (None for everywhere) and kind."""
    rows = RetentionRule.objects.values_list("territory_id", "kind_id", "draft_days")
    return {(place, kind): days for place, kind, days in rows}


def days_for(*, rules: Rules, municipality_id: int, kind_id: int) -> int | None:
    """Return for how many days a draft is kept; None for ever.

    A municipality's own rule comes before the common one.
    """
    if (municipality_id, kind_id) in rules:
        return rules[municipality_id, kind_id]
    return rules.get((None, kind_id), DEFAULT_DAYS)


def unsent_drafts() -> QuerySet[Programme]:
    """Return drafts that were never sent, with when each was touched last."""
    touched = (
        (ProgrammeVersion, "uploaded_at"),
        (ProgrammeField, "saved_at"),
        (Presentation, "recorded_at"),
    )
    rows = Programme.objects.filter(
        state=ProgrammeState.DRAFT, first_submitted_at__isnull=True
    )
    return rows.select_related("school__municipality__parent", "kind").annotate(
        last_touched_at=Greatest(
            "created_at",
            "state_since",
            *(Coalesce(_latest(model, name), "created_at") for model, name in touched),
        )
    )


def planned_removal(*, draft: Any, rules: Rules, today: dt.date) -> Removal | None:
    """Return when a draft of `unsent_drafts` goes; None for one that is kept for ever.

    A letter that came too early for the present rule and last touch does not count:
    the school is told again.
    """
    days = days_for(
        rules=rules,
        municipality_id=draft.school.municipality_id,
        kind_id=draft.kind_id,
    )
    if days is None:
        return None
    touched_on = timezone.localdate(draft.last_touched_at)
    due_on = touched_on + dt.timedelta(days=days)
    told_on = draft.removal_told_at and timezone.localdate(draft.removal_told_at)
    is_told = told_on is not None and told_on >= due_on - TOLD_BEFORE
    return Removal(
        day=max(due_on, (told_on if is_told else today) + TOLD_BEFORE),
        last_touched_on=touched_on,
        draft_days=days,
        is_near=today >= due_on - TOLD_BEFORE,
        is_told=is_told,
    )


def near_removals(*, today: dt.date) -> Iterator[tuple[int, Removal]]:
    """Return drafts of which the school is to hear, or has heard, that they go."""
    rules = rules_in_force()
    # No rule is shorter, so whatever was touched later waits.
    earliest = dt.timedelta(days=SHORTEST) - TOLD_BEFORE - dt.timedelta(days=1)
    rows = unsent_drafts().filter(last_touched_at__date__lte=today - earliest)
    for draft in rows.order_by("pk").iterator(chunk_size=500):
        removal = planned_removal(draft=draft, rules=rules, today=today)
        if removal is not None and removal.is_near:
            yield draft.pk, removal


def removal_of(*, programme: Programme, today: dt.date) -> Removal | None:
    """Return when a programme's draft goes, if that is near."""
    if programme.state != ProgrammeState.DRAFT or programme.first_submitted_at:
        return None
    draft = unsent_drafts().get(pk=programme.pk)
    removal = planned_removal(draft=draft, rules=rules_in_force(), today=today)
    return removal if removal is not None and removal.is_near else None


def kinds_with_rules(*, user: User) -> list[tuple[ProgrammeKind, list[RetentionRule]]]:
    """Return the person's kinds, each with the rules that the person sees."""
    rules: dict[int, list[RetentionRule]] = defaultdict(list)
    seen = RetentionRule.objects.visible_to(user).select_related("territory")
    for rule in seen.order_by("territory__name", "pk"):
        rules[rule.kind_id].append(rule)
    return [(kind, rules[kind.pk]) for kind in listed_kinds(user=user)]


def _latest(model: Any, name: str) -> Subquery:
    rows = model.objects.filter(programme=OuterRef("pk")).order_by()
    latest = rows.values("programme").annotate(latest=Max(name)).values("latest")
    return Subquery(latest, output_field=DateTimeField())
