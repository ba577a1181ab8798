"""Letters about recommendations go into the outbox with the step itself."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from monitoring.models import Recommendation
from monitoring.presenters.recommendation_letters import answered_letter, issued_letter
from roadmaps.queries.recipients import in_office
from schools.actions.messages import write_message
from schools.enums import Role
from schools.models import User


def write_issued(
    *, recommendations: Sequence[Recommendation], now: dt.datetime, today: dt.date
) -> int:
    """Write to the team of one school what waits for it; return how many letters.

    What was issued together comes in one letter.
    """
    school = recommendations[0].school
    if school is None:
        return 0
    people = _people(today, role=Role.SCHOOL_TEAM, school=school)
    pairs = [(row, _url(row)) for row in recommendations]
    return _send(people, issued_letter(pairs), now)


def write_answered(
    *, recommendation: Recommendation, now: dt.datetime, today: dt.date
) -> int:
    """Write to the coordinators that a school has answered; return how many letters."""
    territory = recommendation.territory
    people = _people(today, role=Role.COORDINATOR, territory=territory)
    letter = answered_letter(recommendation, url=_url(recommendation))
    return _send(people, letter, now)


def _people(today: dt.date, **place: object) -> list[User]:
    rows = in_office(today=today).filter(**place).order_by("pk")
    return list({row.user_id: row.user for row in rows}.values())


def _send(people: list[User], letter: tuple[str, str], now: dt.datetime) -> int:
    subject, body = letter
    for user in people:
        write_message(to=user.email, subject=subject, body=body, now=now)
    return len(people)


def _url(recommendation: Recommendation) -> str:
    path = reverse("analytics:recommendation", args=[recommendation.pk])
    return settings.SITE_URL + path
