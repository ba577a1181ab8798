"""Numbers and days as official papers write them; plain Python."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeAlias


Numeric: TypeAlias = int | float | Decimal | Fraction

NBSP = "\u00a0"
MINUS = "\u2212"
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
SCHOOLS = ("школа", "школы", "школ")
INDICATORS = ("показатель", "показателя", "показателей")
FORMS = ("форма", "формы", "форм")


def number(value: Numeric) -> str:
    """Write a number with a comma and at most one decimal, rounded half up.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        Any finite number.

    Returns
    -------
    str
        «12», «12,5», «−0,5»; a decimal of zero is left out.
    """
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    exact = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    text = f"{abs(exact):,f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if exact < 0 else text


def counted(count: int, forms: tuple[str, str, str]) -> str:
    """Write a count with the form of its noun: «5 школ».

    Parameters
    ----------
    count : int
        How many.
    forms : tuple of three str
        The noun after 1, after 2 and after 5.

    Returns
    -------
    str
        The number and the noun on one line.
    """
    last, two_last = abs(count) % 10, abs(count) % 100
    if 11 <= two_last <= 14 or last == 0 or last >= 5:
        word = forms[2]
    else:
        word = forms[0] if last == 1 else forms[1]
    return f"{number(count)}{NBSP}{word}"


def day(value: dt.date) -> str:
    """Write a day: «1 сентября 2026 г.».

    Parameters
    ----------
    value : datetime.date
        The day.

    Returns
    -------
    str
        The day in words.
    """
    month = MONTHS[value.month - 1]
    return f"{value.day}{NBSP}{month} {value.year}{NBSP}г."


def listed(items: Sequence[str]) -> str:
    """Join names the way a sentence does: «А, Б и В».

    Parameters
    ----------
    items : sequence of str
        Names, in the order in which they are read.

    Returns
    -------
    str
        Empty for no names.
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} и{NBSP}{items[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital letter.

    Parameters
    ----------
    text : str
        A sentence.

    Returns
    -------
    str
        The same with its first letter large.
    """
    return text[:1].upper() + text[1:]
