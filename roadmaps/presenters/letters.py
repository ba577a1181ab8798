"""Letters about terms and programmes: plain words, what is due first, and where to go."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from roadmaps.enums import ReminderKind
from roadmaps.models import Occurrence
from roadmaps.presenters import terms as words
from roadmaps.presenters.owed import owed_part
from roadmaps.queries.owed import Owed
from schools.templatetags.portal_format import NBSP, counted


# In the order of urgency, with the words of the subject and of the heading.
HEADINGS: dict[ReminderKind, tuple[str, str]] = {
    ReminderKind.AFTER_3: ("срок прошёл", "Срок прошёл, отметки нет"),
    ReminderKind.ON_DAY: ("срок сегодня", "Срок наступил"),
    ReminderKind.BEFORE_3: ("осталось три дня", "Осталось не больше трёх дней"),
    ReminderKind.BEFORE_14: ("через две недели", "До срока две недели"),
}
SHOWN = 15
ITEMS = "мероприятие,мероприятия,мероприятий"


@dataclass(frozen=True)
class Letter:
    """Subject and plain text."""

    subject: str
    body: str


def letter_of(
    *,
    reminders: Sequence[tuple[ReminderKind, Occurrence]],
    programmes: Sequence[tuple[ReminderKind, Owed]],
    week: Sequence[Occurrence],
    today: dt.date,
    site: str,
) -> Letter:
    """Return one letter of all that a person is told on a day."""
    parts = [
        _part(heading, [row for found, row in reminders if found == kind], today, site)
        for kind, (_, heading) in HEADINGS.items()
        if any(found == kind for found, _ in reminders)
    ]
    parts += [
        owed_part(
            f"Программа школы. {heading}",
            [owed for found, owed in programmes if found == kind],
            today=today,
            site=site,
        )
        for kind, (_, heading) in HEADINGS.items()
        if any(found == kind for found, _ in programmes)
    ]
    if week:
        parts.append(_week(week, today, site))
    body = "\n\n".join(["Здравствуйте!", *parts, _footer(site)])
    subject = _subject(reminders, programmes, week)
    return Letter(subject, body.replace(NBSP, " "))


def _subject(
    reminders: Sequence[tuple[ReminderKind, Occurrence]],
    programmes: Sequence[tuple[ReminderKind, Owed]],
    week: Sequence[Occurrence],
) -> str:
    subjects = [
        f"{title}: {', '.join(counts)}"
        for title, kinds in (
            ("Сроки дорожной карты", [kind for kind, _ in reminders]),
            ("Сроки программы школы", [kind for kind, _ in programmes]),
        )
        if (counts := _counts(kinds))
    ]
    if subjects:
        return "; ".join(subjects)
    return f"Сроки на неделю: {counted(len(week), ITEMS)}".replace(NBSP, " ")


def _counts(kinds: Sequence[ReminderKind]) -> list[str]:
    return [
        f"{words} – {count}"
        for kind, (words, _) in HEADINGS.items()
        if (count := kinds.count(kind))
    ]


def _part(heading: str, rows: Sequence[Occurrence], today: dt.date, site: str) -> str:
    lines = [f"{heading}:"]
    lines += [_item(row, today, site) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        rest = counted(len(rows) - SHOWN, ITEMS)
        lines.append(f"… и ещё {rest}: {site}{reverse('terms:list')}?whose=mine")
    return "\n".join(lines)


def _item(row: Occurrence, today: dt.date, site: str) -> str:
    distance = words.distance_words(row, today=today)
    count = words.count_words(row)
    facts = ", ".join(filter(None, [words.days_words(row), distance]))
    done = f"; сделано {count}" if count else ""
    url = f"{site}{reverse('terms:occurrence', args=[row.pk])}"
    return f"– {words.title_of(row.activity)}\n  Срок: {facts}{done}\n  {url}"


def _week(week: Sequence[Occurrence], today: dt.date, site: str) -> str:
    """Return the look at the week: what is late, this week, the next one."""
    sunday = today + dt.timedelta(days=6)
    groups = (
        ("Просрочено", [row for row in week if row.due_on < today]),
        ("На этой неделе", [row for row in week if today <= row.due_on <= sunday]),
        ("На следующей неделе", [row for row in week if row.due_on > sunday]),
    )
    parts = [_part(title, rows, today, site) for title, rows in groups if rows]
    return "\n\n".join(["Обзор недели.", *parts])


def _footer(site: str) -> str:
    return (
        "Когда сделано, отметьте это на портале: напоминания прекратятся.\n"
        f"Изменить или отключить письма: {site}{reverse('terms:settings')}\n\n"
        f"{settings.PRODUCT_NAME}"
    )
