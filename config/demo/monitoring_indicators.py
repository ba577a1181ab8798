"""The demo town's own indicators, with a window that is open whenever one looks."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from monitoring.actions.indicator_targets import set_target
from monitoring.actions.indicators import create_indicator
from monitoring.actions.window_calendars import add_calendar, add_slot
from monitoring.enums import (
    Direction,
    Filler,
    Level,
    Phase,
    Source,
    Track,
    ValueKind,
)
from monitoring.models import WindowCalendar
from schools.models import Territory, User


CALENDAR = "Ход работы по программам школ"
GROUP = "Ход работы по программам"
# A slot exists in every month, February included.
LAST_SLOT_DAY = 28
TARGET_OF_ROUTES = Decimal(80)

COMMON: dict[str, Any] = {
    "track": Track.SUPPORT,
    "group": GROUP,
    "direction": Direction.MORE,
    "unit": "%",
    "source": Source.FORM,
    "owner": "муниципальный координатор",
    "basis": "Приказ управления образования Светлоборска (демо)",
    "needs_evidence": False,
    "green_percent": 100,
    "yellow_percent": 80,
    "procedure": None,
    "subject": None,
    "grade": None,
    "site_item": None,
    "fact": "",
}
OWN: tuple[dict[str, Any], ...] = (
    {
        "code": "W1",
        "title": "Доля школ, где команда программы собирается каждый месяц",
        "short_title": "Команда программы собирается",
        "definition": "«Да» – за последние два месяца есть не меньше двух протоколов.",
        "example": "Из 8 школ команды собирались в 6: 6 из 8, 75 %.",
        "numerator_text": "школы, где команда собиралась",
        "denominator_text": "школы в статусе",
        "level": Level.SCHOOL,
        "kind": ValueKind.YES_NO,
        "target": Decimal(100),
    },
    {
        "code": "W2",
        "title": "Доля педагогов, которые открыли урок коллегам",
        "short_title": "Открытые уроки для коллег",
        "definition": "Педагог считается один раз, сколько бы уроков он ни открыл.",
        "example": "9 из 30 и 4 из 10 вместе дают 13 из 40, 32,5 %.",
        "numerator_text": "педагоги, открывшие хотя бы один урок",
        "denominator_text": "все педагоги школы",
        "level": Level.TEACHERS,
        "kind": ValueKind.SHARE,
        "target": Decimal(50),
    },
    {
        "code": "W3",
        "title": "Доля обучающихся группы риска, у которых есть индивидуальный маршрут",
        "short_title": "Маршруты для группы риска",
        "definition": "Маршрут утверждён и с ним знакомы родители.",
        "example": "Из 20 обучающихся маршрут есть у 15: 15 из 20, 75 %.",
        "numerator_text": "обучающиеся группы риска с маршрутом",
        "denominator_text": "все обучающиеся группы риска",
        "level": Level.PUPILS,
        "kind": ValueKind.SHARE,
        "target": TARGET_OF_ROUTES,
    },
    {
        "code": "W4",
        "title": "Число занятий команды с методистами муниципалитета",
        "short_title": "Занятия с методистами",
        "definition": "Занятия, на которых были хотя бы два человека из команды школы.",
        "example": "3 и 5 занятий вместе дают 8.",
        "numerator_text": "занятия с начала учебного года",
        "denominator_text": "",
        "level": Level.SCHOOL,
        "kind": ValueKind.COUNT,
        "unit": "занятий",
        "target": None,
    },
)


def collect_own(
    *,
    territory: Territory,
    years: Sequence[int],
    opens_on: dt.date,
    user: User,
    now: dt.datetime,
) -> None:
    """Add the town's indicators, collected in a window that opens on a given day."""
    calendar = _calendar(territory, opens_on, user, now)
    first, *later = years
    for own in OWN:
        indicator = create_indicator(
            territory=territory,
            year=first,
            values={**COMMON, **own, "calendar": calendar},
            user=user,
            now=now,
        )
        for year in later:
            set_target(
                indicator=indicator,
                territory=territory,
                year=year,
                value=own["target"],
                user=user,
                now=now,
            )


def _calendar(
    territory: Territory, opens_on: dt.date, user: User, now: dt.datetime
) -> WindowCalendar:
    calendar = add_calendar(
        territory=territory, name=CALENDAR, filler=Filler.SCHOOL, user=user, now=now
    )
    values = {
        "month": opens_on.month,
        "day": min(opens_on.day, LAST_SLOT_DAY),
        "days_to_due": 20,
        "days_of_grace": 7,
        "phase": Phase.PLAIN,
    }
    add_slot(calendar=calendar, values=values, user=user, now=now)
    return calendar
