"""Many drafts at once: issued or dropped, each with its own trail, one letter a school."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction

from monitoring.actions.recommendation_letters import write_issued
from monitoring.actions.recommendations import drop_row, issue_row
from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from monitoring.queries.draft_advice import lack_of
from schools.actions.refusals import demand_permission, refuse
from schools.models import User
from schools.roles import Permission


@dataclass
class Outcome:
    """What was done, and what stayed a draft for which reason."""

    done: list[Recommendation] = field(default_factory=list)
    kept: list[tuple[Recommendation, str]] = field(default_factory=list)


@transaction.atomic
def issue_recommendations(
    *, keys: Collection[int], user: User, now: dt.datetime, today: dt.date
) -> Outcome:
    """Issue drafts; one that cannot be issued is named and hinders no other."""
    outcome = Outcome()
    for row in _locked(keys, user):
        lack = lack_of(row, today=today)
        if lack is not None:
            outcome.kept.append((row, lack.text))
            continue
        issue_row(row, user=user, now=now)
        outcome.done.append(row)
    by_school: dict[int | None, list[Recommendation]] = defaultdict(list)
    for row in outcome.done:
        by_school[row.school_id].append(row)
    for rows in by_school.values():
        write_issued(recommendations=rows, now=now, today=today)
    return outcome


@transaction.atomic
def drop_recommendations(
    *,
    keys: Collection[int],
    reason: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Outcome:
    """Drop drafts for one reason; what is no draft any more stays as it is."""
    reason = reason.strip()
    if not reason:
        message = "Напишите, почему рекомендации отклонены."
        raise refuse(message, code="no_reason", field="reason")
    outcome = Outcome()
    for row in _locked(keys, user):
        if row.state != RecommendationState.DRAFT:
            outcome.kept.append((row, "Рекомендация уже выдана или снята."))
            continue
        drop_row(row, note=reason, user=user, now=now, today=today)
        outcome.done.append(row)
    return outcome


def _locked(keys: Collection[int], user: User) -> list[Recommendation]:
    """Lock rows in one order, whoever ticked them; each must lie where the right does."""
    held = Recommendation.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    rows = list(held.select_related("territory", "school__municipality").order_by("pk"))
    for row in rows:
        demand_permission(user, Permission.ISSUE_RECOMMENDATIONS, row)
    return rows
