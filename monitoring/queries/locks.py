"""By when a school fills its form, and whether the form is closed to it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from monitoring.enums import FormState
from monitoring.models import WindowSchool
from roadmaps.queries.recipients import in_office
from schools.enums import Role
from schools.templatetags.portal_format import day


MORE_TIME = "Дать школе больше времени может"


@dataclass(frozen=True)
class Lock:
    """Why a form is closed, since when, and who can open it, in words.

    `since` is empty while a window has not opened yet.
    """

    text: str
    since: dt.date | None
    who_can_open: str

    @property
    def sentence(self) -> str:
        """Why and who in one line, for a refusal."""
        return f"{self.text} {self.who_can_open}"


def due_for(form: WindowSchool) -> dt.date:
    """Return the last day on time for a school: the common one, or its own later one."""
    return _later(form.window.due_on, form.extended_to)


def last_day(form: WindowSchool) -> dt.date:
    """Return the last day on which the school's form is taken; the day counts whole."""
    return _later(form.window.closes_on, form.extended_to)


def lock_of(window_school: WindowSchool, *, today: dt.date) -> Lock | None:
    """Return why a form is closed today; None while it may be written.

    `today` is the local day: more time that was given ends by itself at midnight.
    """
    window = window_school.window
    if not window.is_opened:
        return _not_open(window_school, today)
    if window_school.state == FormState.ACCEPTED:
        return _accepted(window_school, today)
    last = last_day(window_school)
    if today > last:
        return _closed(window_school, last, today)
    return None


def site_lock_of(sheet: WindowSchool, *, today: dt.date) -> Lock | None:
    """Return why the checks of a school's site are closed today; None while they are not.

    The days are those of the school's form; that the form was accepted closes nothing
    here: a checker is not the school.
    """
    if not sheet.window.is_opened:
        return _not_open(sheet, today)
    last = last_day(sheet)
    if today > last:
        may = "Открыть проверку сайта этой школы снова, продлив срок, может"
        return _closed(sheet, last, today, may=may)
    return None


def _later(common: dt.date, own: dt.date | None) -> dt.date:
    return max(common, own) if own else common


def _not_open(form: WindowSchool, today: dt.date) -> Lock:
    opens_on = form.window.opens_on
    text = f"Окно «{form.window.title}» ещё не открыто."
    if today < opens_on:
        return Lock(text, None, f"Оно откроется само {day(opens_on)}.")
    return Lock(text, None, _who("Открыть его может", form, today))


def _accepted(form: WindowSchool, today: dt.date) -> Lock:
    decided = timezone.localdate(form.decided_at) if form.decided_at else None
    when = f" {day(decided)}" if decided else ""
    return Lock(
        f"Форма принята{when}: её числа вошли в сводные показатели.",
        decided,
        _who("Вернуть форму на исправление может", form, today),
    )


def _closed(
    form: WindowSchool, last: dt.date, today: dt.date, *, may: str = MORE_TIME
) -> Lock:
    window = form.window
    text = f"Окно «{window.title}» закрылось {day(window.closes_on)}."
    if form.extended_to and form.extended_to >= window.closes_on:
        text = (
            f"Продление для школы закончилось {day(last)} "
            f"(для всех окно закрылось {day(window.closes_on)})."
        )
    return Lock(
        text,
        last + dt.timedelta(days=1),
        _who(may, form, today),
    )


def _who(may: str, form: WindowSchool, today: dt.date) -> str:
    """Name who decides here: the coordinators of the municipality today."""
    rows = in_office(today=today).filter(
        role=Role.COORDINATOR, territory_id=form.window.territory_id
    )
    names = ", ".join(sorted({str(row.user) for row in rows}))
    who = f"{may} муниципальный координатор{': ' if names else ''}{names}"
    # «Петрова А. Б.» ends the sentence by itself.
    return f"{who.removesuffix('.')}."
