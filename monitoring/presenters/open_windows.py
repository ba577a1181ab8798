"""What monitoring asks today, as parts of the first pages."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.text import Truncator

from monitoring.enums import Filler
from monitoring.models import Recommendation, Window, WindowSchool
from monitoring.presenters.site_checks import desk_rows
from monitoring.presenters.windows import (
    away_words,
    extension_words,
    form_mark,
    form_url,
    stage_of,
    standing_words,
)
from monitoring.queries.locks import due_for, last_day
from monitoring.queries.window_standing import Standing
from roadmaps.presenters.terms import days_away
from roadmaps.queries.due import state_by_day
from schools.templatetags.portal_format import day, moment, of


# The beginning of a comment; the whole of it stands on the form.
COMMENT_SHOWN = 160
FILLED = "; заполнено {filled} полей"


def window_lines(
    windows: Iterable[Window], standings: Mapping[int, Standing], *, today: dt.date
) -> list[dict[str, str]]:
    """Return open windows with how far each has come."""
    return [
        {
            "mark": f"window_{stage_of(window, today=today)}",
            "title": window.title,
            "url": reverse("windows:detail", args=[window.pk]),
            "days": away_words(window, today=today),
            "detail": _progress(window, standings[window.pk]),
        }
        for window in windows
    ]


def site_lines(windows: Iterable[Window], *, today: dt.date) -> list[dict[str, str]]:
    """Return windows of site checks with how many items are ticked off."""
    return [
        {
            "mark": f"window_{stage_of(row['window'], today=today)}",
            "title": row["window"].title,
            "url": row["url"],
            "days": away_words(row["window"], today=today),
            "detail": f"{row['place']}: отмечено {of(row['done'], row['total'])}",
        }
        for row in desk_rows(windows)
    ]


def advice_lines(
    rows: Iterable[Recommendation], *, today: dt.date
) -> list[dict[str, str]]:
    """Return recommendations with their terms, and what they answer to."""
    return [
        {
            "mark": f"due_{state_by_day(row.due_on, today=today)}",
            "title": Truncator(row.action).chars(COMMENT_SHOWN, truncate="…"),
            "url": reverse("analytics:recommendation", args=[row.pk]),
            "days": f"до {day(row.due_on)}, {days_away(row.due_on, today=today)}"
            if row.due_on
            else "",
            # Answers come from schools alone, whether read there or in the office.
            "detail": f"{row.school.name}. {row.finding}"
            if row.school
            else row.finding,
        }
        for row in rows
    ]


def waiting_lines(forms: Iterable[WindowSchool]) -> list[dict[str, str]]:
    """Return forms that wait for a decision, and since when."""
    return [
        {
            "mark": f"form_{form.state}",
            "title": form.school.name,
            "url": form_url(form),
            "days": f"с {moment(form.submitted_at)}",
            "detail": form.window.title,
        }
        for form in forms
    ]


def own_lines(forms: Iterable[WindowSchool], *, today: dt.date) -> list[dict[str, str]]:
    """Return what a school has to fill and by when; whose form, where it has several."""
    rows = list(forms)
    has_several = len({form.school_id for form in rows}) > 1
    return [
        {
            "mark": form_mark(form, today=today),
            "title": form.window.title,
            "url": reverse("forms:form", args=[form.pk]),
            "days": _days(form, today),
            "detail": form.school.name if has_several else "",
        }
        for form in rows
    ]


def returned_lines(
    forms: Iterable[WindowSchool], *, today: dt.date
) -> list[dict[str, str]]:
    """Return forms that came back: by when they are mended, and how the reason begins."""
    return [
        {
            "title": form.window.title,
            "school": form.school.name,
            "url": reverse("forms:form", args=[form.pk]),
            "until": _until(form, today),
            "comment": Truncator(form.comment).chars(COMMENT_SHOWN, truncate="…"),
        }
        for form in forms
    ]


def _progress(window: Window, standing: Standing) -> str:
    words = standing_words(window, standing)
    filled = FILLED.format(**words) if standing.asked else ""
    if window.calendar.filler == Filler.SCHOOL:
        return f"Заполняют школы: отправили {words['sent']}{filled}"
    return f"Кто заполняет: {window.calendar.get_filler_display()}{filled}"


def _until(form: WindowSchool, today: dt.date) -> str:
    due_on, last = due_for(form), last_day(form)
    if today <= due_on:
        return f"уточнить до {day(due_on)}"
    if today <= last:
        return f"срок прошёл, форму примут до {day(last)}"
    return f"окно закрылось {day(last)}: попросите координатора о времени"


def _days(form: WindowSchool, today: dt.date) -> str:
    due_on = due_for(form)
    start = "до" if today <= due_on else "срок был"
    words = f"{start} {day(due_on)}, {days_away(due_on, today=today)}"
    more = extension_words(form, today=today)
    return f"{words}; продлено {more}" if more else words
