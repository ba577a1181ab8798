"""Letters about terms and programmes: before the day, on it, after it; the week."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from roadmaps.enums import ReminderKind, VersionState
from roadmaps.models import Activity, Following, Occurrence, Reminder
from roadmaps.presenters.letters import Letter, letter_of
from roadmaps.queries.agenda import attach_activities, with_activity
from roadmaps.queries.owed import Owed
from roadmaps.queries.owed_letters import owed_between
from roadmaps.queries.recipients import who_must_act
from schools.actions.messages import write_message
from schools.models import User


# Kind: days that are left on the first day of its letter. For two days more it is
# caught up with: a worker that was down over a weekend forgets nobody.
FIRST_DAYS: dict[ReminderKind, int] = {
    ReminderKind.BEFORE_14: 14,
    ReminderKind.BEFORE_3: 3,
    ReminderKind.ON_DAY: 0,
    ReminderKind.AFTER_3: -3,
}
CAUGHT_UP = 2
MONDAY = 0
CHUNK = 500


@dataclass
class _Mail:
    """What one person is told today."""

    user: User
    reminders: list[tuple[ReminderKind, Occurrence]] = field(default_factory=list)
    programmes: list[tuple[ReminderKind, Owed]] = field(default_factory=list)
    week: list[Occurrence] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.reminders or self.programmes or self.week)


def write_reminders(*, today: dt.date, now: dt.datetime, site: str) -> int:
    """Write today's letters, at most one a person, and return how many.

    Only who must act is written to, and nothing twice: every letter leaves a row.
    """
    mails = _mails(today)
    _drop_what_is_written(mails, today)
    written = 0
    for pk in sorted(mails):
        mail = mails[pk]
        if not mail.is_empty:
            written += _written(mail, today, now, site)
    return written


def kind_on(due_on: dt.date, *, today: dt.date) -> ReminderKind | None:
    """Return which letter a day of the calendar calls for, if any."""
    left = (due_on - today).days
    for kind, first in FIRST_DAYS.items():
        if first - CAUGHT_UP <= left <= first:
            return kind
    return None


def _mails(today: dt.date) -> dict[int, _Mail]:
    mails: dict[int, _Mail] = {}
    for rows in _chunks(_due(today)):
        people = who_must_act(rows, today=today)
        for row in attach_activities(rows):
            for user in people.get(row.pk, []):
                _add(mails.setdefault(user.pk, _Mail(user)), row, today)
    _add_programmes(mails, today)
    _drop_the_unwanted(mails)
    return mails


def _due(today: dt.date) -> QuerySet[Occurrence]:
    """Return open terms of plans in force that a letter of today may speak of."""
    last = today + dt.timedelta(days=FIRST_DAYS[ReminderKind.BEFORE_14])
    rows = Occurrence.objects.open().filter(
        Exists(
            Activity.objects.filter(
                line=OuterRef("line_id"), version__state=VersionState.IN_FORCE
            )
        ),
        due_on__lte=last,
    )
    if today.weekday() != MONDAY:
        earliest = FIRST_DAYS[ReminderKind.AFTER_3] - CAUGHT_UP
        rows = rows.filter(due_on__gte=today + dt.timedelta(days=earliest))
    return with_activity(rows).order_by("due_on", "plan_position", "pk")


def _add(mail: _Mail, row: Occurrence, today: dt.date) -> None:
    kind = kind_on(row.due_on, today=today)
    if kind is not None:
        mail.reminders.append((kind, row))
    if today.weekday() == MONDAY and row.due_on < today + dt.timedelta(days=14):
        mail.week.append(row)


def _add_programmes(mails: dict[int, _Mail], today: dt.date) -> None:
    """Tell teams of schools what their programmes owe: the same days, the same letter."""
    first, last = FIRST_DAYS[ReminderKind.AFTER_3] - CAUGHT_UP, max(FIRST_DAYS.values())
    days = (today + dt.timedelta(days=left) for left in (first, last))
    for user, owed in owed_between(*days, today=today):
        kind = kind_on(owed.due_on, today=today)
        if kind is not None:
            mail = mails.setdefault(user.pk, _Mail(user))
            mail.programmes.append((kind, owed))


def _chunks(rows: QuerySet[Occurrence]) -> Iterator[list[Occurrence]]:
    chunk: list[Occurrence] = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _drop_the_unwanted(mails: Mapping[int, _Mail]) -> None:
    """Leave out what a person has switched off."""
    for following in Following.objects.filter(user__in=list(mails)):
        mail = mails[following.user_id]
        if not following.wants_reminders:
            mail.reminders, mail.programmes = [], []
        if not following.wants_digest:
            mail.week = []


def _drop_what_is_written(mails: dict[int, _Mail], today: dt.date) -> None:
    """Leave out what was written before, and people who had their letter today."""
    rows = Reminder.objects.filter(user__in=list(mails))
    for user_id in set(rows.filter(day=today).values_list("user_id", flat=True)):
        del mails[user_id]
    said = _said(mails)
    for user_id, mail in mails.items():
        mail.reminders = [
            (kind, row)
            for kind, row in mail.reminders
            if (user_id, kind, row.pk, None, None) not in said
        ]
        mail.programmes = [
            (kind, owed)
            for kind, owed in mail.programmes
            if (user_id, kind, None, owed.deadline.pk, owed.school.pk) not in said
        ]


def _said(mails: Mapping[int, _Mail]) -> set[tuple[Any, ...]]:
    """Return what these people were told before of the things of today."""
    terms = {row.pk for mail in mails.values() for _, row in mail.reminders}
    steps = {owed.deadline.pk for mail in mails.values() for _, owed in mail.programmes}
    rows = Reminder.objects.filter(
        Q(occurrence__in=terms) | Q(deadline__in=steps), user__in=list(mails)
    )
    return set(
        rows.values_list("user_id", "kind", "occurrence_id", "deadline_id", "school_id")
    )


def _written(mail: _Mail, today: dt.date, now: dt.datetime, site: str) -> int:
    """Write one letter with its rows, or leave it to whoever has just done so."""
    letter = letter_of(
        reminders=mail.reminders,
        programmes=mail.programmes,
        week=mail.week,
        today=today,
        site=site,
    )
    try:
        with transaction.atomic():
            _write(mail, letter, today, now)
    except IntegrityError:
        return 0
    return 1


def _write(mail: _Mail, letter: Letter, today: dt.date, now: dt.datetime) -> None:
    message = write_message(
        to=mail.user.email, subject=letter.subject, body=letter.body, now=now
    )
    Reminder.objects.bulk_create(_rows(mail, message.pk, today))


def _rows(mail: _Mail, message_id: int, today: dt.date) -> Iterable[Reminder]:
    for kind, row in mail.reminders:
        yield Reminder(
            user=mail.user,
            kind=kind,
            occurrence=row,
            day=today,
            message_id=message_id,
        )
    for kind, owed in mail.programmes:
        yield Reminder(
            user=mail.user,
            kind=kind,
            deadline=owed.deadline,
            school=owed.school,
            day=today,
            message_id=message_id,
        )
    if mail.week:
        yield Reminder(
            user=mail.user, kind=ReminderKind.DIGEST, day=today, message_id=message_id
        )
