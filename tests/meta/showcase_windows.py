"""Windows of the demo in each of their states, and a calendar of the town's, for axe."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from monitoring.actions.extensions import extend_form
from monitoring.actions.window_calendars import add_calendar, add_slot
from monitoring.enums import Filler, FormState, Phase
from monitoring.models import Window
from monitoring.seasons import collection_year
from schools.models import School, Territory, User
from tests.factories.monitoring import (
    CalendarFactory,
    VersionFactory,
    WindowFactory,
    opened_window,
    share_version,
)


DAY = dt.timedelta(days=1)
SLOT = {"month": 11, "day": 1, "days_to_due": 20, "days_of_grace": 7}


def windows_shown(town: Territory) -> dict[str, object]:
    """Open a window whose last day is over, plan one, leave one shut."""
    user, now = User.objects.get(username="coordinator"), timezone.now()
    today = timezone.localdate()
    year = {"year": collection_year(today), "territory": town}
    late = _late_window(town, today, year)
    extended = late.window_schools.filter(state=FormState.DRAFT).first()
    assert extended is not None
    extend_form(
        window_school=extended,
        extended_to=today + 9 * DAY,
        reason="Карантин",
        user=user,
        now=now,
        today=today,
    )
    calendar = add_calendar(
        territory=town, name="Свой", filler=Filler.SCHOOL, user=user, now=now
    )
    slot = add_slot(
        calendar=calendar, values=SLOT | {"phase": Phase.ENTRY}, user=user, now=now
    )
    return {
        "late_window": late,
        "extended_form": extended,
        "planned_window": _shut(today + 5 * DAY, title="Запланированное", **year),
        "waiting_window": _shut(today - DAY, title="Не открылось", **year),
        "own_calendar": calendar,
        "own_slot": slot,
    }


def _late_window(town: Territory, today: dt.date, year: dict[str, object]) -> Window:
    """Open a window in which forms stand in every state."""
    window = opened_window(
        schools=School.objects.filter(municipality=town).order_by("name")[:6],
        versions=[VersionFactory(calendar=CalendarFactory()), share_version()],
        title="Педагоги",
        opens_on=today - 12 * DAY,
        due_on=today - 2 * DAY,
        closes_on=today + 5 * DAY,
        **year,
    )
    now = timezone.now()
    for form, state in zip(window.window_schools.all(), FormState, strict=False):
        form.state = state
        if state not in {FormState.NOT_STARTED, FormState.DRAFT}:
            form.submitted_at, form.first_submitted_on = now, today - DAY
        form.save()
    return window


def _shut(opens_on: dt.date, **fields: object) -> Window:
    return WindowFactory(
        opened_at=None,
        opens_on=opens_on,
        due_on=opens_on + 9 * DAY,
        closes_on=opens_on + 12 * DAY,
        **fields,
    )
