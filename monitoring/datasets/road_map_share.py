"""How much of what a municipality's road maps asked for by a day is done."""

import datetime as dt
from dataclasses import dataclass

from roadmaps.enums import VersionState
from roadmaps.models import Activity, Occurrence
from roadmaps.queries.due import counts_of
from schools.models import Territory


@dataclass(frozen=True)
class Share:
    """Occurrences that are done, of those due by the day; cancelled ones are not."""

    done: int
    due: int
    overdue: int


def share_of(*, territory: Territory, year: int, day: dt.date) -> Share:
    """Count the occurrences of plans in force, due in a school year by a day."""
    in_force = Activity.objects.filter(version__state=VersionState.IN_FORCE)
    rows = Occurrence.objects.filter(
        line__road_map__territory=territory,
        line__in=in_force.order_by().values("line"),
        due_on__gte=dt.date(year, 9, 1),
        due_on__lte=day,
    )
    counts = counts_of(rows, today=day + dt.timedelta(days=1))
    return Share(counts.done, counts.total, counts.overdue)
