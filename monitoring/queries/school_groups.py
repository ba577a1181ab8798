"""Which schools a window freezes, and in which group."""

import datetime as dt
from collections import defaultdict

from monitoring.enums import SchoolGroup
from schools.enums import StatusKind
from schools.models import School, SchoolStatus, Territory


def groups_on(
    *, territory: Territory, day: dt.date, with_risk: bool
) -> dict[int, SchoolGroup]:
    """Return the schools of a municipality that work and hold a status on a day.

    Those of the risk zone alone count only where somebody asks about it.
    """
    kinds = [StatusKind.LOW_RESULTS, StatusKind.ADVERSE]
    if with_risk:
        kinds.append(StatusKind.RISK_ZONE)
    working = School.objects.filter(municipality=territory).open_on(day)
    rows = (
        SchoolStatus.objects.on(day)
        .filter(school__in=working, kind__in=kinds)
        .order_by("school__name", "school_id")
        .values_list("school_id", "kind")
    )
    held: dict[int, set[str]] = defaultdict(set)
    for school_id, kind in rows:
        held[school_id].add(kind)
    return {school_id: _group(kinds) for school_id, kinds in held.items()}


def _group(kinds: set[str]) -> SchoolGroup:
    if {StatusKind.LOW_RESULTS, StatusKind.ADVERSE} <= kinds:
        return SchoolGroup.BOTH
    if StatusKind.LOW_RESULTS in kinds:
        return SchoolGroup.LOW
    return SchoolGroup.ADVERSE if StatusKind.ADVERSE in kinds else SchoolGroup.RISK
