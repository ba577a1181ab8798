"""Letters about windows: what to send and by when; how collection goes."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.urls import reverse

from monitoring.enums import FormState
from monitoring.models import Window, WindowSchool
from monitoring.queries.locks import due_for
from monitoring.queries.window_standing import Standing
from roadmaps.presenters.letters import Letter
from roadmaps.presenters.terms import days_away
from schools.templatetags.portal_format import NBSP, counted, day, number


FORMS = "форма,формы,форм"
WINDOWS = "окно,окна,окон"
SHOWN = 15


def reminder_letter(
    forms: Sequence[WindowSchool], *, today: dt.date, site: str
) -> Letter:
    """Return one letter about all forms that a person is reminded of on a day."""
    soonest = min(due_for(form) for form in forms)
    subject = (
        f"Мониторинг: {counted(len(forms), FORMS)}, "
        f"срок {days_away(soonest, today=today)}"
    )
    lines = [_form(form, today, site) for form in forms]
    body = "\n\n".join(
        [
            "Здравствуйте!",
            "Отдел образования ждёт от школы формы мониторинга:",
            *lines,
            "Когда форма будет отправлена, напоминания о ней прекратятся.",
            _footer(site),
        ]
    )
    return _plain(subject, body)


def digest_letter(
    windows: Sequence[Window],
    standings: Mapping[int, Standing],
    silent: Mapping[int, Sequence[str]],
    *,
    today: dt.date,
    site: str,
) -> Letter:
    """Return the look at the open windows of a coordinator's municipalities."""
    subject = f"Мониторинг на неделе: {counted(len(windows), WINDOWS)}"
    parts = [
        _window(window, standings[window.pk], silent.get(window.pk, ()), today, site)
        for window in windows
    ]
    body = "\n\n".join(["Здравствуйте!", "Открытые окна:", *parts, _footer(site)])
    return _plain(subject, body)


def _form(form: WindowSchool, today: dt.date, site: str) -> str:
    due_on = due_for(form)
    more = " (школе дано больше времени)" if due_on > form.window.due_on else ""
    lines = [
        f"– {form.window.title}: {form.school.name}",
        f"  Срок: {day(due_on)}, {days_away(due_on, today=today)}{more}",
        f"  Состояние: {form.get_state_display()}",
    ]
    if form.state == FormState.RETURNED and form.comment:
        lines.append(f"  Почему возвращена: {form.comment}")
    lines.append(f"  {site}{reverse('forms:form', args=[form.pk])}")
    return "\n".join(lines)


def _window(
    window: Window,
    standing: Standing,
    silent: Sequence[str],
    today: dt.date,
    site: str,
) -> str:
    lines = [
        f"– {window.title}, {window.territory.name}",
        f"  Срок: {day(window.due_on)}, {days_away(window.due_on, today=today)}",
    ]
    if silent or standing.sent:
        sent = f"{number(standing.sent)} из {number(standing.schools)}"
        lines.append(f"  Отправили {sent}, приняты {number(standing.accepted)}")
    if silent:
        more = len(silent) - SHOWN
        rest = f" и ещё {number(more)}" if more > 0 else ""
        lines.append(f"  Не отправили: {', '.join(silent[:SHOWN])}{rest}")
    lines.append(f"  {site}{reverse('windows:detail', args=[window.pk])}")
    return "\n".join(lines)


def _footer(site: str) -> str:
    return (
        f"Изменить или отключить письма: {site}{reverse('terms:settings')}\n\n"
        f"{settings.PRODUCT_NAME}"
    )


def _plain(subject: str, body: str) -> Letter:
    return Letter(subject.replace(NBSP, " "), body.replace(NBSP, " "))
