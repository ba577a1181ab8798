"""Indicators of the demo: a catalogue, an own one with two wordings, a plan's lines."""

from __future__ import annotations

from django.utils import timezone

from monitoring.actions.catalogues import load_catalogue
from monitoring.actions.indicators import WORDING, make_own, save_version
from monitoring.models import Indicator
from roadmaps.models import RoadMapVersion
from roadmaps.queries.deadlines import school_year_of
from schools.models import Territory, User


def indicators_shown(town: Territory) -> dict[str, object]:
    """Return a common indicator, the town's own, and a plan to take others from."""
    now, by = timezone.now(), User.objects.get(username="coordinator")
    year = school_year_of(timezone.localdate())
    for name in ("norilsk", "tracks"):
        load_catalogue(name=name, territory=town, years=[year], user=by, now=now)
    rows = Indicator.objects.filter(territory=None)
    own = make_own(
        indicator=rows.get(code="M3"), territory=town, year=year, user=by, now=now
    )
    wording = own.versions.get()
    values = {name: getattr(wording, name) for name in WORDING}
    save_version(
        indicator=own,
        valid_from=year + 1,
        values={**values, "denominator_text": "школы в статусе", "note": "Исправлено"},
        user=by,
        now=now,
    )
    return {
        "common_indicator": rows.get(code="R1"),
        "own_indicator": own,
        "plan_of_indicators": RoadMapVersion.objects.in_force()
        .filter(road_map__territory=town, indicators__isnull=False)
        .first(),
    }
