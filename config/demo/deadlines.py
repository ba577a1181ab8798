"""Loads the demo's deadlines of programmes and what schools have on their sites."""

import datetime as dt
from collections.abc import Callable, Iterable

from roadmaps.actions.deadline_extensions import extend_for_school
from roadmaps.actions.deadlines import set_deadline
from roadmaps.actions.publications import record_publication
from roadmaps.enums import DeadlineStep, PackageItem, ProgrammeState
from roadmaps.models import Programme, ProgrammeDeadline
from roadmaps.queries.deadlines import school_year_of
from roadmaps.queries.owed import first_late, owed_by
from schools.models import Territory, User


# Days from today: sending is over, an order is owed soon, the site later.
DAYS: dict[DeadlineStep, int] = {
    DeadlineStep.SUBMIT: -10,
    DeadlineStep.APPROVE: 10,
    DeadlineStep.PUBLISH: 30,
}
MORE_DAYS = 5
REASON = "Сменился директор, команда собралась позже других."
NOTE = "Присылайте программу файлом Word: так удобнее показать замечания."
PLACED = (PackageItem.ORDER, PackageItem.ACTIVITIES)
ON_SITE = (ProgrammeState.PUBLISHED, ProgrammeState.RUNNING)


def load_deadlines(
    place: Territory,
    programmes: Iterable[Programme],
    *,
    clock: Callable[[], dt.datetime],
) -> list[ProgrammeDeadline]:
    """Name the days of the year of the programmes; one late school got more time."""
    now, user = clock(), User.objects.get(username="coordinator")
    made = list(programmes)
    rows = [
        set_deadline(
            territory=place,
            kind=made[0].kind,
            step=step,
            year=school_year_of(made[0].starts_on),
            due_on=now.date() + dt.timedelta(days=days),
            closes=step == DeadlineStep.SUBMIT,
            note=NOTE if step == DeadlineStep.SUBMIT else "",
            user=user,
            now=now,
        )
        for step, days in DAYS.items()
    ]
    _give_more_time(rows[0], user, now)
    for programme in Programme.objects.filter(
        pk__in=[row.pk for row in made], state__in=ON_SITE
    ).select_related("school"):
        _place(programme, user, now)
    return rows


def _give_more_time(deadline: ProgrammeDeadline, user: User, now: dt.datetime) -> None:
    late = first_late(owed_by([deadline], today=now.date()), today=now.date())
    if not late:
        return
    extend_for_school(
        deadline=deadline,
        school=late[0].school,
        due_on=now.date() + dt.timedelta(days=MORE_DAYS),
        reason=REASON,
        user=user,
        now=now,
        today=now.date(),
    )


def _place(programme: Programme, user: User, now: dt.datetime) -> None:
    for item in PLACED:
        record_publication(
            programme=programme,
            item=item,
            address=f"{programme.school.site}{item.value}/",
            published_on=now.date() - dt.timedelta(days=3),
            user=user,
            now=now,
            today=now.date(),
        )
