"""The list of a school's forms: what is due, how full it is, why it is closed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.counting.completeness import Completeness
from monitoring.enums import FormState
from monitoring.models import Value, WindowSchool
from monitoring.presenters.form_page import state_mark
from monitoring.queries.locks import due_for, last_day
from schools.templatetags.portal_format import counted, day


@dataclass(frozen=True)
class FormLine:
    """One form in the list."""

    form: WindowSchool
    mark: str
    filled: Completeness
    when: str
    is_late: bool
    is_open: bool


@dataclass(frozen=True)
class QuestionLine:
    """One question of a coordinator, with the row that it is about."""

    form_pk: int
    key: int
    title: str
    window: str
    question: str


def form_lines(forms: Iterable[WindowSchool], *, today: dt.date) -> list[FormLine]:
    """Return forms with their days in words."""
    lines = []
    for form in forms:
        is_open = form.state not in {FormState.SUBMITTED, FormState.ACCEPTED}
        lines.append(
            FormLine(
                form=form,
                mark=state_mark(form),
                filled=form.filled,
                when=_when(form, today) if is_open else _sent(form),
                is_late=is_open and today > due_for(form),
                is_open=is_open and today <= last_day(form),
            )
        )
    return lines


def question_lines(values: Iterable[Value]) -> list[QuestionLine]:
    """Return questions with the place of each in its form."""
    return [
        QuestionLine(
            form_pk=value.window_school_id,
            key=value.window_indicator_id,
            title=value.window_indicator.version.short_title,
            window=value.window_school.window.title,
            question=value.query_text,
        )
        for value in values
    ]


def _when(form: WindowSchool, today: dt.date) -> str:
    due, last = due_for(form), last_day(form)
    left = (due - today).days
    if left == 0:
        return "сдать сегодня"
    if left > 0:
        return f"сдать до {day(due)}, ещё {counted(left, 'день,дня,дней')}"
    late = counted(-left, "день,дня,дней")
    if today <= last:
        return f"срок был {day(due)}, опоздание {late}; принимается до {day(last)}"
    return (
        f"окно закрылось {day(last)}; дать школе больше времени может "
        "муниципальный координатор"
    )


def _sent(form: WindowSchool) -> str:
    words = f"отправлена {day(form.submitted_at)}"
    return f"{words}, без данных" if form.is_without_data else words
