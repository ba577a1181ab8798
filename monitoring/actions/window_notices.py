"""Letters about windows: to schools before the last day, to coordinators on Mondays."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from monitoring.enums import NoticeKind
from monitoring.models import Notice, Window, WindowSchool
from monitoring.presenters.window_letters import digest_letter, reminder_letter
from monitoring.queries.locks import due_for
from monitoring.queries.open_forms import due_between
from monitoring.queries.window_recipients import (
    coordinators_of,
    silent_schools,
    teams_of,
    windows_collecting,
)
from monitoring.queries.window_standing import standings_of
from roadmaps.presenters.letters import Letter
from schools.actions.messages import write_message
from schools.models import User


# Kind: days that are left on the first day of its letter. For two days more it is
# caught up with: a worker that was down over a weekend forgets nobody.
FIRST_DAYS: dict[NoticeKind, int] = {
    NoticeKind.ON_DAY: 0,
    NoticeKind.BEFORE_1: 1,
    NoticeKind.BEFORE_3: 3,
    NoticeKind.BEFORE_7: 7,
}
CAUGHT_UP = 2
MONDAY = 0


@dataclass
class _Mail:
    """What one person of a school is reminded of today."""

    user: User
    forms: list[tuple[NoticeKind, WindowSchool]] = field(default_factory=list)


def write_notices(*, today: dt.date, now: dt.datetime, site: str) -> int:
    """Write the letters of the day and return how many; nothing is written twice."""
    written = _write_reminders(today, now, site)
    if today.weekday() == MONDAY:
        written += _write_digests(today, now, site)
    return written


def kind_on(due_on: dt.date, *, today: dt.date) -> NoticeKind | None:
    """Return which letter a day of the calendar calls for, if any."""
    left = (due_on - today).days
    for kind, first in FIRST_DAYS.items():
        if max(0, first - CAUGHT_UP) <= left <= first:
            return kind
    return None


def _write_reminders(today: dt.date, now: dt.datetime, site: str) -> int:
    last = today + dt.timedelta(days=max(FIRST_DAYS.values()))
    due = [
        (kind, form)
        for form in due_between(today, last, day=today)
        if (kind := kind_on(due_for(form), today=today)) is not None
    ]
    teams = teams_of({form.school_id for _, form in due}, today=today)
    said = set(
        Notice.objects.filter(window_school__in=[form for _, form in due]).values_list(
            "user_id", "kind", "window_school_id"
        )
    )
    mails: dict[int, _Mail] = {}
    for kind, form in due:
        for user in teams.get(form.school_id, []):
            if (user.pk, kind, form.pk) not in said:
                mails.setdefault(user.pk, _Mail(user)).forms.append((kind, form))
    return sum(_reminded(mails[pk], today, now, site) for pk in sorted(mails))


def _reminded(mail: _Mail, today: dt.date, now: dt.datetime, site: str) -> int:
    forms = [form for _, form in mail.forms]
    letter = reminder_letter(forms, today=today, site=site)
    rows = [
        Notice(user=mail.user, kind=kind, window_school=form, day=today)
        for kind, form in mail.forms
    ]
    return _sent(mail.user, letter, rows, now)


def _write_digests(today: dt.date, now: dt.datetime, site: str) -> int:
    windows = windows_collecting(today)
    people = coordinators_of({row.territory_id for row in windows}, today=today)
    said = set(
        Notice.objects.filter(kind=NoticeKind.DIGEST, day=today).values_list(
            "user_id", flat=True
        )
    )
    mine: dict[int, tuple[User, list[Window]]] = {}
    for window in windows:
        for user in people.get(window.territory_id, []):
            if user.pk not in said:
                mine.setdefault(user.pk, (user, []))[1].append(window)
    standings, silent = standings_of(windows, today=today), silent_schools(windows)
    written = 0
    for pk in sorted(mine):
        user, rows = mine[pk]
        letter = digest_letter(rows, standings, silent, today=today, site=site)
        notice = Notice(user=user, kind=NoticeKind.DIGEST, day=today)
        written += _sent(user, letter, [notice], now)
    return written


def _sent(user: User, letter: Letter, rows: Sequence[Notice], now: dt.datetime) -> int:
    """Write one letter with its rows, or leave it to whoever has just done so."""
    try:
        with transaction.atomic():
            message = write_message(
                to=user.email, subject=letter.subject, body=letter.body, now=now
            )
            for row in rows:
                row.message = message
            Notice.objects.bulk_create(rows)
    except IntegrityError:
        return 0
    return 1
