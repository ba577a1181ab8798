"""Decisions and their items, as pages show them."""

from django.db.models import Count, Q, QuerySet

from identification.enums import Confidence, Verdict
from identification.models import Decision, DecisionItem, Run, RunSchool
from schools.models import Territory, User


def visible_decisions(*, user: User) -> QuerySet[Decision]:
    """Return the person's decisions with the numbers of their items."""
    return (
        Decision.objects.visible_to(user)
        .select_related("run", "territory", "recorded_by", "created_by", "order_file")
        .defer("run__model", "run__parameters")
        .annotate(
            items_total=Count("items"),
            items_pending=Count("items", filter=Q(items__verdict=Verdict.PENDING)),
            items_accepted=Count("items", filter=Q(items__verdict=Verdict.ACCEPTED)),
        )
        .order_by("-created_at", "-pk")
    )


def items_of(*, decision: Decision) -> list[DecisionItem]:
    """Return the items with their schools; `run_row` is what the run says."""
    items = list(
        decision.items.select_related("school", "status").order_by(
            "school__name", "kind", "pk"
        )
    )
    rows = RunSchool.objects.filter(
        run_id=decision.run_id, school__in={item.school_id for item in items}
    ).defer("packed_factors", "packed_cells", "packed_rule_cells")
    by_school = {row.school_id: row for row in rows}
    for item in items:
        item.run_row = by_school.get(item.school_id)
    return items


def sure_items(*, decision: Decision) -> QuerySet[DecisionItem]:
    """Return proposals that wait and of which the run is sure."""
    return decision.items.filter(
        verdict=Verdict.PENDING, is_proposed=True, confidence=Confidence.SURE
    )


def decidable_runs(*, territory: Territory) -> QuerySet[Run]:
    """Return the runs on which a municipality may decide, the newest first."""
    return (
        Run.objects.official()
        .finished()
        .filter(territory_id__in=[territory.pk, territory.parent_id or territory.pk])
        .defer("model", "parameters")
        .select_related("territory")
        .order_by("-year", "-finished_at", "-pk")
    )
