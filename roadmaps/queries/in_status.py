"""Which schools the two lists of a municipality hold on a day."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from schools.enums import StatusKind
from schools.models import School, SchoolStatus


# «Все школы в статусе» are those of the two lists, not the region's risk zone.
STATUSES = (StatusKind.LOW_RESULTS, StatusKind.ADVERSE)


def in_status(schools: QuerySet[School], *, on: dt.date) -> QuerySet[School]:
    """Keep schools that work on a day and hold a status on it."""
    held = SchoolStatus.objects.on(on).filter(school=OuterRef("pk"), kind__in=STATUSES)
    return schools.filter(Exists(held)).open_on(on)


def schools_in_status(municipalities: Collection[int], *, on: dt.date) -> list[School]:
    """Return those of several municipalities, in the order of their names."""
    schools = School.objects.filter(municipality__in=municipalities)
    rows = in_status(schools, on=on).select_related("municipality")
    return list(rows.order_by("municipality__name", "name", "pk"))
