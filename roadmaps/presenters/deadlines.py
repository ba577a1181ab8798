"""Deadlines of programmes as rows of a page and of a workbook."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from roadmaps.models import ProgrammeDeadline
from roadmaps.presenters.terms import days_away
from roadmaps.queries.owed import Owed
from schools.templatetags.portal_format import NBSP, number, plural


HEADERS = (
    *("Школа", "Муниципалитет", "Вид документа", "Что сделать", "Последний день"),
    *("Продлён до", "Почему продлён", "Состояние", "Программа", "Состояние программы"),
)


@dataclass(frozen=True)
class Standing:
    """How schools stand before a deadline."""

    total: int = 0
    done: int = 0
    overdue: int = 0

    @property
    def words(self) -> str:
        """«5 из 12 школ»."""
        if not self.total:
            return "никого не касается"
        schools = plural(self.total, "школы,школ,школ")
        return f"{number(self.done)} из{NBSP}{number(self.total)}{NBSP}{schools}"


def standings(rows: Iterable[Owed], *, today: dt.date) -> dict[int, Standing]:
    """Count schools by deadline."""
    found: dict[int, list[Owed]] = defaultdict(list)
    for row in rows:
        found[row.deadline.pk].append(row)
    return {
        pk: Standing(
            len(group),
            sum(row.is_made for row in group),
            sum(row.is_late(today) for row in group),
        )
        for pk, group in found.items()
    }


def state_words(row: Owed, *, today: dt.date) -> tuple[str, str]:
    """Return the status code and the word of a school before a deadline."""
    if row.is_made:
        return "due_done", "сделано"
    if row.waits_for_office:
        return "programme_submitted", "ждёт решения отдела"
    state = row.state_on(today)
    return f"due_{state}", str(state.label)


def deadline_rows(
    deadlines: Sequence[ProgrammeDeadline], owed: Sequence[Owed], *, today: dt.date
) -> list[dict[str, Any]]:
    """Return the rows of the list: the day, the window, how schools stand."""
    counts = standings(owed, today=today)
    return [
        {
            "deadline": row,
            "standing": counts.get(row.pk, Standing()),
            "away": days_away(row.due_on, today=today),
            "window": window_words(row, today=today),
        }
        for row in deadlines
    ]


def window_words(deadline: ProgrammeDeadline, *, today: dt.date) -> str:
    """Say whether what comes late is taken."""
    if not deadline.closes:
        return "принимается и после срока"
    return "закрыто" if deadline.due_on < today else "закроется после срока"


def sheet_rows(rows: Iterable[Owed], *, today: dt.date) -> list[tuple[Any, ...]]:
    """Return the rows of the workbook: what the department sees."""
    return [
        (
            row.school.name,
            row.school.municipality.name,
            row.deadline.kind.short_name,
            row.deadline.get_step_display(),
            row.deadline.due_on,
            row.extension.due_on if row.extension else None,
            row.extension.reason if row.extension else "",
            state_words(row, today=today)[1],
            row.shown_programme.title if row.shown_programme else "",
            row.shown_programme.get_state_display()
            if row.shown_programme
            else "не отправлена",
        )
        for row in rows
    ]
