"""Numbers, shares, dates and periods as Russian readers write them."""

import math
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


register = template.Library()

NBSP = "\u00a0"
MINUS = "\u2212"
NO_DATA = "—"
# A minute and a half: up to here seconds say more than minutes.
SECONDS_SHOWN_BELOW = 90

MONTHS_OF = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]

Countable: TypeAlias = int | float | Decimal | None


@register.filter
def number(value: Countable, digits: int | None = None) -> str:
    """1234.5 -> «1 234,5»; with `digits` the decimals are fixed, nothing is «—»."""
    if value is None or value == "":
        return NO_DATA
    exact = Decimal(str(value))
    if not exact.is_finite():
        return NO_DATA
    if digits is not None:
        # Half up, as a person rounds: 0,25 is 0,3 and never 0,2.
        exact = exact.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
    text = f"{abs(exact):,f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if exact < 0 else text


@register.filter
def signed(value: Countable, digits: int = 2) -> str:
    """0.5 -> «+0,50», −0.5 -> «−0,50»: for gaps, where the sign is the message."""
    text = number(value, digits)
    is_positive = value is not None and text != NO_DATA and value > 0
    return f"+{text}" if is_positive and any(c in "123456789" for c in text) else text


@register.filter
def percent(share: Countable, digits: int = 1) -> str:
    """0.125 -> «12,5 %»."""
    if share is None or share == "":
        return NO_DATA
    text = number(Decimal(str(share)) * 100, digits)
    return text if text == NO_DATA else f"{text}{NBSP}%"


@register.filter
def of(part: int | None, whole: int | None) -> str:
    """12 and 60 -> «12 из 60 (20,0 %)»: a share never travels without its numbers."""
    if part is None or whole is None:
        return NO_DATA
    counts = f"{number(part)} из{NBSP}{number(whole)}"
    return f"{counts} ({percent(Decimal(part) / whole)})" if whole else counts


@register.filter
def plural(count: int, forms: str) -> str:
    """The form that goes with the count: `{{ 5|plural:"школа,школы,школ" }}`."""
    one, few, many = forms.split(",")
    last, two_last = abs(int(count)) % 10, abs(int(count)) % 100
    if 11 <= two_last <= 14 or last == 0 or last >= 5:
        return many
    return one if last == 1 else few


@register.filter
def counted(count: int, forms: str) -> str:
    """5 -> «5 школ», the number and its word kept on one line."""
    return f"{number(count)}{NBSP}{plural(count, forms)}"


def _as_day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return (
        timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """2022-09-01 -> «1 сентября 2022»."""
    if not value:
        return NO_DATA
    on = _as_day(value)
    return f"{on.day}{NBSP}{MONTHS_OF[on.month - 1]} {on.year}"


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in local time: «1 сентября 2022, 14:05»."""
    if not value:
        return NO_DATA
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(value)}, {local:%H:%M}"


@register.filter
def stamp(value: datetime | None) -> SafeString | str:
    """The moment as a `<time>` element, readable for machines too."""
    if not value:
        return NO_DATA
    machine = conditional_escape(value.isoformat(timespec="seconds"))
    return mark_safe(f'<time datetime="{machine}">{moment(value)}</time>')  # noqa: S308


@register.filter
def duration(span: timedelta) -> str:
    """How long, rounded up: «1 час 30 минут», «2 минуты», «40 секунд»."""
    seconds = math.ceil(span.total_seconds())
    if seconds < SECONDS_SHOWN_BELOW:
        return counted(seconds, "секунда,секунды,секунд")
    hours, minutes = divmod(math.ceil(seconds / 60), 60)
    parts = [
        counted(hours, "час,часа,часов") if hours else "",
        counted(minutes, "минута,минуты,минут") if minutes else "",
    ]
    return " ".join(filter(None, parts))


@register.filter
def school_year(year: int | None) -> str:
    """2022 -> «2022/23», the school year that begins in September 2022."""
    return NO_DATA if year is None else f"{year}/{(int(year) + 1) % 100:02d}"


def _is_month_end(on: date) -> bool:
    return on.month != date.fromordinal(on.toordinal() + 1).month


def _whole_months(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[end.month - 1]} {end.year}"
    first = MONTHS[start.month - 1]
    if start.year != end.year:
        first = f"{first} {start.year}"
    return f"{first} – {MONTHS[end.month - 1]} {end.year}"


@register.simple_tag
def period(start: date | None, end: date | None) -> str:
    """Two days as people say it: «сентябрь – октябрь 2022», «1–15 сентября 2022»."""
    if start is None or end is None:
        return f"с {day(start)}" if start else f"по {day(end)}" if end else NO_DATA
    start, end = _as_day(start), _as_day(end)
    if start == end:
        return day(start)
    if start.day == 1 and _is_month_end(end):
        return _whole_months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day}{NBSP}{MONTHS_OF[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"
