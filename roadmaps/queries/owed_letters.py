"""Which school teams are told of which deadlines of programmes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from roadmaps.models import ProgrammeDeadline
from roadmaps.queries.owed import Owed, owed_by
from roadmaps.queries.recipients import in_office
from schools.enums import Role
from schools.models import User


def owed_between(
    first: dt.date, last: dt.date, *, today: dt.date
) -> Iterator[tuple[User, Owed]]:
    """Return who is on the team of which school that owes a step due in a stretch.

    A school with more time is told by its own last day, not by that of the others.
    """
    deadlines = list(
        ProgrammeDeadline.objects.filter(
            Q(due_on__range=(first, last)) | Q(extensions__due_on__range=(first, last))
        )
        .select_related("kind", "territory")
        .distinct()
        .order_by("due_on", "pk")
    )
    if not deadlines:
        return
    rows = owed_by(deadlines, today=today)
    # Whoever waits for the department's answer is not to be hurried.
    owed = [row for row in rows if not row.is_made and not row.waits_for_office]
    near = [row for row in owed if first <= row.due_on <= last]
    teams: dict[int | None, list[User]] = defaultdict(list)
    members = in_office(today=today).filter(
        role=Role.SCHOOL_TEAM, school__in={row.school.pk for row in near}
    )
    for membership in members.order_by("pk"):
        teams[membership.school_id].append(membership.user)
    for row in near:
        for user in teams[row.school.pk]:
            yield user, row
