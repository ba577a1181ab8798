"""What a person can do about the decision on a run: open it, or begin it."""

from dataclasses import dataclass

from identification.enums import RunPurpose
from identification.models import Decision, Run
from schools.enums import JobState
from schools.models import Territory, User
from schools.policies import has_permission
from schools.roles import Permission


@dataclass(frozen=True)
class DecisionOffer:
    """Decisions on a run that the person may read, and places that have none yet."""

    decisions: tuple[Decision, ...]
    places: tuple[Territory, ...]


def decision_offer(*, user: User, run: Run) -> DecisionOffer:
    """Return the decisions on a run, and municipalities for which to begin one."""
    is_decidable = run.purpose == RunPurpose.OFFICIAL and run.state == JobState.DONE
    if not is_decidable or not has_permission(user, Permission.VIEW_DECISIONS):
        return DecisionOffer((), ())
    rows = Decision.objects.visible_to(user).filter(run=run).select_related("territory")
    decisions = tuple(rows.order_by("territory__name"))
    if not has_permission(user, Permission.MANAGE_DECISIONS):
        return DecisionOffer(decisions, ())
    decided = {decision.territory_id for decision in decisions}
    places = _municipalities(user, run)
    return DecisionOffer(
        decisions, tuple(place for place in places if place.pk not in decided)
    )


def _municipalities(user: User, run: Run) -> list[Territory]:
    visible = Territory.objects.visible_to(user).municipalities()
    if run.territory.is_region:
        inside = visible.filter(parent=run.territory)
    else:
        inside = visible.filter(pk=run.territory_id)
    return [
        place
        for place in inside.order_by("name")
        if has_permission(user, Permission.MANAGE_DECISIONS, place)
    ]
