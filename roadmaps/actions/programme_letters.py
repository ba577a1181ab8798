"""Letters about a step of a programme go into the outbox with the step itself."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from roadmaps.models import Programme, ProgrammeStep
from roadmaps.presenters.programme_letters import letter_of
from roadmaps.queries.recipients import in_office
from roadmaps.workflow import Whose, transition_of
from schools.actions.messages import write_message
from schools.enums import Role
from schools.models import User


def write_letters(*, step: ProgrammeStep, now: dt.datetime, today: dt.date) -> int:
    """Write to those who wait for a step, and return how many letters there are.

    The school's team hears of every step of the department and gets a receipt for
    what it sends; the coordinators hear of what a school does.
    """
    url = settings.SITE_URL + reverse("programmes:detail", args=[step.programme_id])
    transition = transition_of(step.code)
    is_schools = transition is not None and transition.whose == Whose.SCHOOL
    people = (
        team_of(step.programme, today) if step.receipt_number or not is_schools else []
    )
    letters = [(user, letter_of(step, url=url, is_office=False)) for user in people]
    if is_schools:
        office = letter_of(step, url=url, is_office=True)
        letters += [(user, office) for user in coordinators_of(step.programme, today)]
    for user, letter in letters:
        write_message(to=user.email, subject=letter.subject, body=letter.body, now=now)
    return len(letters)


def team_of(programme: Programme, today: dt.date) -> list[User]:
    """Return the team of the programme's school whom a letter reaches."""
    rows = in_office(today=today).filter(
        role=Role.SCHOOL_TEAM, school_id=programme.school_id
    )
    return [membership.user for membership in rows.order_by("pk")]


def coordinators_of(programme: Programme, today: dt.date) -> list[User]:
    """Return the coordinators of the school's municipality whom a letter reaches."""
    rows = in_office(today=today).filter(
        role=Role.COORDINATOR, territory_id=programme.school.municipality_id
    )
    return [membership.user for membership in rows.order_by("pk")]
