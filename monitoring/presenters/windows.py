"""Windows in words: where each stands, how many sent, what came on time."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from monitoring.enums import Filler, FormState, Phase
from monitoring.models import Window, WindowSchool
from monitoring.queries.locks import due_for, last_day
from monitoring.queries.window_standing import SENT, UNSENT, Standing
from monitoring.seasons import Days, Stage, stage_on
from roadmaps.presenters.terms import days_away
from schools.templatetags.portal_format import (
    NBSP,
    NO_DATA,
    day,
    number,
    of,
    percent,
)


# What stands in the tables of forms, in the order of a form's way.
FORM_MARKS = (
    *("form_not_started", "form_draft", "form_submitted", "form_submitted_bare"),
    *("form_returned", "form_accepted", "form_accepted_bare", "form_late"),
)


def stage_of(window: Window, *, today: dt.date) -> Stage:
    """Return where a window stands on a day."""
    days = Days(window.opens_on, window.due_on, window.closes_on)
    return stage_on(days, is_opened=window.is_opened, today=today)


def window_rows(
    windows: Iterable[Window], standings: Mapping[int, Standing], *, today: dt.date
) -> list[dict[str, Any]]:
    """Return the rows of a list of windows."""
    return [
        {
            "window": window,
            "mark": f"window_{stage_of(window, today=today)}",
            "away": away_words(window, today=today),
            "phase": phase_words(window),
            **standing_words(window, standings[window.pk]),
        }
        for window in windows
    ]


def standing_words(window: Window, standing: Standing) -> dict[str, Any]:
    """Return sent, on time and filled; a dash for what does not apply yet."""
    if not window.is_opened:
        return {"sent": NO_DATA, "on_time": "", "late": 0, "filled": NO_DATA}
    is_form = window.calendar.filler == Filler.SCHOOL
    is_sent = is_form and standing.sent_once
    return {
        "sent": of(standing.sent, standing.schools) if is_form else NO_DATA,
        "on_time": of(standing.on_time, standing.sent_once) if is_sent else "",
        "late": standing.late if is_form else 0,
        "filled": percent(standing.filled / standing.asked)
        if standing.asked
        else NO_DATA,
    }


def phase_words(window: Window) -> str:
    """Return the stage of the year; nothing where there is only one."""
    return "" if window.phase == Phase.PLAIN else str(window.get_phase_display())


def away_words(window: Window, *, today: dt.date) -> str:
    """Say how far the next day of a window is: its opening, its last day, its end."""
    stage = stage_of(window, today=today)
    if stage is Stage.PLANNED:
        return f"откроется {days_away(window.opens_on, today=today)}"
    if stage is Stage.OPEN:
        return f"срок {days_away(window.due_on, today=today)}"
    if stage is Stage.GRACE:
        return f"закроется {days_away(window.closes_on, today=today)}"
    return ""


def form_mark(form: WindowSchool, *, today: dt.date) -> str:
    """Return the code of the badge of a form.

    Late is what was due and never sent; bare is what was sent without any value.
    """
    if is_late(form, today=today):
        return "form_late"
    is_bare = form.is_without_data and form.state in SENT
    return f"form_{form.state}_bare" if is_bare else f"form_{form.state}"


def is_late(form: WindowSchool, *, today: dt.date) -> bool:
    """Tell whether the school's last day is over and it has never sent its form."""
    if form.state not in UNSENT or form.first_submitted_on is not None:
        return False
    return today > due_for(form)


def lateness_words(form: WindowSchool, *, today: dt.date) -> str:
    """Say when a form came, or how long it is awaited."""
    due_on = due_for(form)
    sent_on = form.first_submitted_on
    if sent_on is not None:
        late = (sent_on - due_on).days
        return f"{day(sent_on)}, позже срока" if late > 0 else day(sent_on)
    if is_late(form, today=today):
        return f"срок был {days_away(due_on, today=today)}"
    return ""


def extension_words(form: WindowSchool, *, today: dt.date) -> str:
    """Return until when a school has more time, and whether that is over."""
    if form.extended_to is None:
        return ""
    over = ", закончилось" if today > last_day(form) else ""
    return f"до {day(form.extended_to)}{over}"


def form_url(form: WindowSchool) -> str:
    """Return the page on which a department reads a school's form."""
    return reverse("forms:review", args=[form.pk])


def window_figures(window: Window, standing: Standing) -> list[dict[str, Any]]:
    """Return the key figures of an opened window."""
    words = standing_words(window, standing)
    filled = {
        "label": "Заполнено значений",
        "value": words["filled"],
        "note": f"{number(standing.filled)} из{NBSP}{number(standing.asked)}",
    }
    schools = {"label": "Школ в окне", "value": number(standing.schools)}
    if window.calendar.filler != Filler.SCHOOL:
        return [schools, filled]
    returned = standing.states.get(FormState.RETURNED, 0)
    waiting = standing.states.get(FormState.SUBMITTED, 0)
    return [
        schools,
        {"label": "Ждут решения", "value": number(waiting), "mark": "form_submitted"},
        {
            "label": "Приняты",
            "value": number(standing.accepted),
            "mark": "form_accepted",
            "note": f"без данных: {number(standing.bare)}" if standing.bare else "",
        },
        {"label": "Возвращены", "value": number(returned), "mark": "form_returned"},
        {"label": "Просрочены", "value": number(standing.late), "mark": "form_late"},
        _on_time_figure(standing),
        filled,
    ]


def _on_time_figure(standing: Standing) -> dict[str, Any]:
    if not standing.sent_once:
        return {"label": "Сдано вовремя", "value": NO_DATA}
    return {
        "label": "Сдано вовремя",
        "value": percent(standing.on_time / standing.sent_once),
        "note": f"{number(standing.on_time)} из{NBSP}{number(standing.sent_once)}",
    }
