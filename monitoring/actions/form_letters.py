"""Letters about a decided form go into the outbox with the decision itself."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from monitoring.models import WindowSchool
from monitoring.presenters.form_letters import accepted_letter, returned_letter
from monitoring.queries.window_recipients import teams_of
from roadmaps.presenters.letters import Letter
from schools.actions.messages import write_message


def write_accepted(*, form: WindowSchool, now: dt.datetime) -> int:
    """Write to the team that its form counts; return how many letters."""
    return _send(form, accepted_letter(form, site=settings.SITE_URL), now)


def write_returned(
    *, form: WindowSchool, now: dt.datetime, is_reopened: bool = False
) -> int:
    """Write to the team what has to be mended; return how many letters."""
    letter = returned_letter(form, is_reopened=is_reopened, site=settings.SITE_URL)
    return _send(form, letter, now)


def _send(form: WindowSchool, letter: Letter, now: dt.datetime) -> int:
    """Write to each member who wants letters, once."""
    teams = teams_of({form.school_id}, today=timezone.localdate(now))
    people = {user.pk: user for user in teams.get(form.school_id, [])}
    for user in people.values():
        write_message(to=user.email, subject=letter.subject, body=letter.body, now=now)
    return len(people)
