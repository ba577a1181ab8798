"""What a paper of a run is made from."""

from django.db.models import Q, QuerySet

from identification.enums import DecisionState
from identification.models import Decision, Run, RunReport, RunSchool
from identification.queries.run_schools import run_schools
from schools.enums import Role
from schools.models import Membership, Territory, User
from schools.policies import has_permission
from schools.roles import Permission


def papers_of(*, run: Run, user: User) -> QuerySet[RunReport]:
    """Return the person's papers of a run, the newest first."""
    return (
        RunReport.objects.visible_to(user)
        .filter(run=run)
        .select_related("file", "school", "territory", "requested_by")
    )


def rows_for_paper(*, run: Run, territory: Territory, user: User) -> list[RunSchool]:
    """Return a territory's schools of a run in the order of their names."""
    rows = run_schools(run=run, user=user)
    if not territory.is_region:
        rows = rows.filter(school__municipality=territory)
    return list(rows.order_by("school__municipality__name", "school__name", "pk"))


def recorded_decision(*, run: Run, territory: Territory) -> Decision | None:
    """Return the decision that an order has recorded for a territory."""
    return Decision.objects.filter(
        run=run, territory=territory, state=DecisionState.RECORDED
    ).first()


def verdicts_of(decision: Decision | None) -> dict[int, list[tuple[str, str]]]:
    """Return (status, verdict) pairs by school."""
    found: dict[int, list[tuple[str, str]]] = {}
    if decision is not None:
        rows = decision.items.order_by("school_id", "kind")
        for school, kind, verdict in rows.values_list("school_id", "kind", "verdict"):
            found.setdefault(school, []).append((kind, verdict))
    return found


def signatures_for(*, territory: Territory) -> list[dict[str, str]]:
    """Return who signs: the head in office, or an empty line."""
    heads = Membership.objects.in_office().filter(role=Role.HEAD, territory=territory)
    found = [
        {"post": head.position or head.get_role_display(), "name": head.user.full_name}
        for head in heads.select_related("user").order_by("pk")[:1]
    ]
    return found or [{"post": "Руководитель", "name": ""}]


def territories_for_papers(*, run: Run, user: User) -> list[Territory]:
    """Return territories of a run over which the person may make papers."""
    places = Territory.objects.visible_to(user).filter(
        Q(pk=run.territory_id) | Q(parent_id=run.territory_id)
    )
    return [
        place
        for place in places.order_by("parent_id", "name")
        if has_permission(user, Permission.MAKE_REPORTS, place)
    ]
