"""The part of the first pages that speaks of windows and forms."""

import datetime as dt
from typing import Any

from django.urls import reverse

from monitoring.enums import FormState, RecommendationState
from monitoring.presenters import open_windows as words
from monitoring.presenters.form_list import question_lines
from monitoring.queries.analytics import AdviceCriteria, listed_recommendations
from monitoring.queries.form_lists import own_questions
from monitoring.queries.open_forms import (
    forms_waiting,
    open_windows,
    own_open_forms,
)
from monitoring.queries.site_checks import open_site_windows
from monitoring.queries.window_standing import standings_of
from schools.models import User


SHOWN = 5
# Title, address of the whole list, how many there are, the first lines.
Part = tuple[str, str, int, list[dict[str, str]]]


def office_windows(user: User, day: dt.date) -> list[dict[str, Any]]:
    """Return forms that wait for a decision, and open windows with completeness."""
    waiting, opened = forms_waiting(user=user), open_windows(user=user, day=day)
    windows = list(opened[:SHOWN])
    return _parts(
        (
            "Формы ждут решения",
            reverse("windows:matrix", query={"state": FormState.SUBMITTED}),
            waiting.count(),
            words.waiting_lines(waiting[:SHOWN]),
        ),
        (
            "Открытые окна",
            reverse("windows:list"),
            opened.count(),
            words.window_lines(windows, standings_of(windows, today=day), today=day),
        ),
        _advice(
            "Школы ответили на рекомендации", RecommendationState.ANSWERED, user, day
        ),
    )


def checkers_windows(user: User, day: dt.date) -> list[dict[str, Any]]:
    """Return windows in which schools' sites are looked at, with how far each is."""
    opened = open_site_windows(user=user, day=day)
    lines = words.site_lines(opened[:SHOWN], today=day)
    return _parts(("Проверить сайты", reverse("sites:desk"), opened.count(), lines))


def school_forms(user: User, day: dt.date) -> dict[str, Any]:
    """Return what the person's school has to fill, by when, and what came back."""
    forms = own_open_forms(user=user, day=day)
    returned = [form for form in forms if form.state == FormState.RETURNED]
    unsent = [form for form in forms if form.state != FormState.RETURNED]
    lines = words.own_lines(unsent[:SHOWN], today=day)
    own = reverse("forms:own")
    asked = question_lines(own_questions(user=user)[: SHOWN + 1])
    return {
        "window_parts": _parts(
            ("Заполнить формы", own, len(unsent), lines),
            _advice("Ответить на рекомендации", RecommendationState.ISSUED, user, day),
        ),
        "returned_forms": words.returned_lines(returned, today=day),
        "questions": asked[:SHOWN],
        "has_more_questions": len(asked) > SHOWN,
    }


def _advice(title: str, state: RecommendationState, user: User, day: dt.date) -> Part:
    criteria = AdviceCriteria(state=state)
    rows = listed_recommendations(user=user, criteria=criteria, today=day)
    count = rows.count()
    # On most days there are none: then they are not asked for a second time.
    shown = rows[:SHOWN] if count else ()
    lines = words.advice_lines(shown, today=day)
    address = reverse("analytics:recommendations", query={"state": state})
    return title, address, count, lines


def _parts(*parts: Part) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "url": url,
            "count": count,
            "lines": lines,
            "more": count - len(lines),
        }
        for title, url, count, lines in parts
        if count
    ]
