"""Which indicators a municipality collects in a year, in which wording."""

from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from monitoring.models import (
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    WindowCalendar,
)
from schools.models import Territory


def in_force(year: int) -> QuerySet[IndicatorVersion]:
    """Return the version of each indicator that holds in a school year."""
    newest = (
        IndicatorVersion.objects.filter(
            indicator=OuterRef("indicator"), valid_from__lte=year
        )
        .order_by("-valid_from")
        .values("pk")[:1]
    )
    return IndicatorVersion.objects.filter(pk=Subquery(newest)).select_related(
        "indicator__territory", "calendar", "site_item", "procedure", "subject"
    )


def version_for(*, indicator: Indicator, year: int) -> IndicatorVersion | None:
    """Return the wording and formula of a school year; None before the first one."""
    return in_force(year).filter(indicator=indicator).first()


def collected(
    *, territory: Territory, year: int, calendar: WindowCalendar | None = None
) -> list[IndicatorVersion]:
    """Return what a municipality collects in a school year, in order.

    With a calendar only what its windows ask for.
    """
    found = in_force(year).filter(
        indicator__is_active=True,
        indicator__in=IndicatorTarget.objects.filter(
            territory=territory, year=year
        ).values("indicator"),
    )
    if calendar is not None:
        found = found.filter(calendar=calendar)
    return list(found.order_by("indicator__position", "indicator__code"))


def targets_of(*, territory: Territory, year: int) -> dict[int, Decimal | None]:
    """Return the target of each indicator that is collected; None without a target."""
    rows = IndicatorTarget.objects.filter(territory=territory, year=year)
    return dict(rows.values_list("indicator_id", "value"))
