"""Versions of the rules: which one is in force, and which run used which."""

import datetime as dt

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from identification.models import RuleSet, Run
from schools.models import Territory, User


def rule_set_for(*, territory: Territory, year: int) -> RuleSet | None:
    """Return the version in force for the list of a year.

    The list of a year is made after its summer, so a version counts from any day
    of that year on; the latest of them wins. Rules of the territory itself come
    before those of its region, and these before the common ones. So a year
    calculated again later uses the rules of its own time.
    """
    nearest = Case(
        When(territory_id=territory.pk, then=Value(0)),
        When(territory__isnull=False, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    places = [territory.pk, territory.parent_id or territory.pk]
    return (
        RuleSet.objects.filter(Q(territory__isnull=True) | Q(territory__in=places))
        .filter(valid_from__lte=dt.date(year, 12, 31))
        .order_by(nearest, "-valid_from", "-version")
        .first()
    )


def visible_rule_sets(*, user: User) -> QuerySet[RuleSet]:
    """Return versions that the person may read, with the number of their own runs."""
    seen = Run.objects.visible_to(user).values("pk")
    return (
        RuleSet.objects.visible_to(user)
        .select_related("territory", "created_by")
        .annotate(runs_count=Count("runs", filter=Q(runs__in=seen), distinct=True))
        .order_by("-valid_from", "-version", "pk")
    )


def rule_sets_for_run(*, user: User, territory: Territory) -> QuerySet[RuleSet]:
    """Return versions that a run over the territory may use."""
    places = [territory.pk, territory.parent_id or territory.pk]
    return RuleSet.objects.visible_to(user).filter(
        Q(territory__isnull=True) | Q(territory__in=places)
    )


def runs_of(*, rule_set: RuleSet, user: User) -> QuerySet[Run]:
    """Return the person's runs that used a version."""
    return (
        Run.objects.visible_to(user)
        .filter(rule_set=rule_set)
        .defer("model", "parameters")
        .select_related("territory", "requested_by")
    )


def previous_version(*, rule_set: RuleSet) -> RuleSet | None:
    """Return the version before of the same place; a first one follows the common."""
    same = RuleSet.objects.filter(
        territory_id=rule_set.territory_id, version__lt=rule_set.version
    )
    before = same.order_by("-version").first()
    if before is not None or rule_set.territory_id is None:
        return before
    common = RuleSet.objects.filter(
        territory__isnull=True, created_at__lt=rule_set.created_at
    )
    return common.order_by("-version").first()
