"""Key figures of monitoring on the homes: lights, what is below, the report."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from monitoring.counting.lights import Light
from monitoring.presenters import scorecard as present
from monitoring.queries.figure_places import places_for, standing, years_for
from monitoring.queries.rollups import figures
from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission


# What a first page can hold; the rest is one click away.
BELOW_SHOWN, PLACES_SHOWN = 5, 2


def home_figures(user: User, day: dt.date) -> list[dict[str, Any]]:
    """Return how the person's places stand to their targets; nothing without windows."""
    found = []
    for place in places_for(user=user)[:PLACES_SHOWN]:
        year = years_for(territory=place, today=day)[0]
        shown = figures(territory=place, year=year, today=day)
        if not shown:
            continue
        query = urlencode({"territory": place.pk, "year": year})
        url = f"{reverse('scorecard:list')}?{query}"
        below = [figure for figure in shown if figure.light == Light.BELOW]
        may_report = has_permission(user, Permission.MAKE_MONITORING_REPORTS, place)
        found.append(
            {
                "place": place,
                "year": year,
                "url": url,
                "headline": present.headline(shown),
                "figures": present.light_figures(shown, url=url),
                "below": present.lines(below[:BELOW_SHOWN], territory=place, year=year),
                "more": len(below) - len(below[:BELOW_SHOWN]),
                "stamp": present.stamp(standing(territory=place, year=year))["text"],
                "report_url": reverse("analytics:summary") if may_report else "",
            }
        )
    return found
