"""Which definition of «положительная динамика» holds where and when."""

import datetime as dt
from decimal import Decimal

from django.db.models import Q

from monitoring.enums import DynamicsDefinition, Source
from monitoring.models import DynamicsRule, Value
from schools.models import Territory, User, scope_of
from schools.policies import has_permission
from schools.roles import Permission


# Where nothing was chosen: the one that a year of easier tasks does not deceive.
DEFAULT = DynamicsDefinition.RELATIVE
DEFAULT_LEAST = 10


def rule_for(*, territory: Territory, year: int) -> DynamicsRule:
    """Return the rule of a municipality for a school year.

    Its own newest one, else the newest common one; without either, the portal's
    default, which has no key and no row.
    """
    rows = DynamicsRule.objects.filter(
        Q(territory=territory) | Q(territory__isnull=True), valid_from__lte=year
    )
    found = sorted(rows, key=lambda row: (row.territory_id is not None, row.valid_from))
    return found[-1] if found else default_rule(territory=territory, year=year)


def default_rule(*, territory: Territory | None, year: int) -> DynamicsRule:
    """Return the default as an unsaved row, so that pages print it like any other."""
    return DynamicsRule(
        territory=territory,
        valid_from=year,
        definition=DEFAULT,
        least_participants=DEFAULT_LEAST,
        threshold=Decimal(0),
        created_at=dt.datetime(year, 1, 1, tzinfo=dt.UTC),
    )


def rules_seen(user: User) -> list[DynamicsRule]:
    """Return the rules that a person may read, by place and from the newest year."""
    rows = DynamicsRule.objects.visible_to(user).select_related(
        "territory", "created_by"
    )
    return list(rows.order_by("territory__name", "-valid_from", "-pk"))


def last_computed_year(*, territory: Territory) -> int | None:
    """Return the last school year whose dynamics were calculated by the rule then."""
    rows = Value.objects.filter(
        window__territory=territory,
        window_indicator__version__source=Source.RESULTS,
        detail__has_key="trend",
    )
    newest = rows.order_by("-window__year").values_list("window__year", flat=True)
    return newest.first()


def rule_places(user: User) -> list[Territory]:
    """Return the municipalities for which a person may choose a definition."""
    scope = scope_of(user)
    towns = Territory.objects.filter(parent__isnull=False).select_related("parent")
    if not scope.everything:
        towns = towns.filter(
            Q(pk__in=scope.territory_ids) | Q(parent__in=scope.territory_ids)
        )
    return [
        town
        for town in towns.order_by("name")
        if has_permission(user, Permission.MANAGE_MONITORING, town)
    ]
