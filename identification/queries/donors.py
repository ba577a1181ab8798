"""Calculations whose coefficients another one can apply."""

from django.db.models import QuerySet

from identification.models import Result, Run
from schools.models import School, Territory, User


def donor_runs(*, user: User, territory: Territory) -> QuerySet[Run]:
    """Return finished official runs with a model of their own, the region's first."""
    places = [territory.pk]
    if territory.parent_id:
        places.append(territory.parent_id)
    return (
        Run.objects.visible_to(user)
        .official()
        .finished()
        .filter(territory_id__in=places, frozen_from__isnull=True)
        .defer("model", "parameters")
        .select_related("territory")
        .order_by("territory__parent_id", "-year", "-pk")
    )


def years_with_results(*, territory: Territory) -> list[int]:
    """Return the years of which a territory has results, the latest first."""
    schools = School.objects.in_territory(territory)
    years = Result.objects.filter(school__in=schools).order_by().values_list("year")
    return sorted({year for (year,) in years.distinct()}, reverse=True)
