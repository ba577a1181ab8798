"""Reads one cell by the kind of its field: every form in which people write a value."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from schools.ingest.dates import date_in
from schools.ingest.schema import Field, Kind
from schools.ingest.sheets import Cell, cell_text
from schools.ingest.wording import DASHES, normalise_words, squeeze


class State(IntEnum):
    """What stands in a cell: zero, empty, no data and not applicable all differ."""

    VALUE = 0
    EMPTY = 1
    NO_DATA = 2
    NOT_APPLICABLE = 3
    INVALID = 4


Value = str | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A read cell; `rule`, `message` and `advice` are filled when it is invalid."""

    state: State
    value: Value = None
    rule: str = ""
    message: str = ""
    advice: str = ""


EMPTY = Reading(State.EMPTY)
NO_DATA = Reading(State.NO_DATA)
NOT_APPLICABLE = Reading(State.NOT_APPLICABLE)

# «х» stands for «no mark» in the exports of ФИС ОКО, in either alphabet.
NO_DATA_SPELLINGS = frozenset({
    "-", "--", "---", "н/д", "н.д.", "нд", "нет данных", "данных нет", "данные отсутствуют",
    "не указано", "нет отметки", "нет сведений", "х", "x", "h/д", "...", "…", "n/a", "na", "null", "nan",
})  # fmt: skip
NOT_APPLICABLE_SPELLINGS = frozenset({
    "не применимо", "неприменимо", "н/п", "не предусмотрено", "не требуется",
})  # fmt: skip
TRUE_SPELLINGS = frozenset(
    {"да", "+", "истина", "1", "есть", "yes", "true", "v", "✓", "✔"}
)
FALSE_SPELLINGS = frozenset({"нет", "ложь", "0", "no", "false", "отсутствует"})
EXCEL_ERROR = re.compile(r"^#(?:[A-ZА-Я]+[/!?0]*\S*)$")

PLAIN_NUMBER = re.compile(r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$")
GROUPED_BY_COMMA = re.compile(r"^[+-]?\d{1,3}(?:,\d{3})+\.\d+$")
GROUPED_BY_POINT = re.compile(r"^[+-]?\d{1,3}(?:\.\d{3})+,\d+$")
# Above this a spreadsheet has already lost digits.
EXACT_NUMBER = 1e15


def read_cell(cell: Cell, field: Field) -> Reading:
    """Return what the cell says, read by the kind of `field`; never raises."""
    text = squeeze(cell_text(cell))
    special = _special(text)
    if special is not None:
        return special
    if EXCEL_ERROR.match(text):
        return _invalid(
            "excel_error",
            "В ячейке ошибка формулы",
            "исправьте формулу или впишите значение",
        )
    reading = READERS[field.kind](cell, text, field)
    return _within_bounds(reading, field) if reading.state is State.VALUE else reading


def _special(text: str) -> Reading | None:
    if not text:
        return EMPTY
    if len(text) > 25:
        return None
    # Not `normalise_words`: this is asked of every different text of a file.
    words = DASHES.sub("-", text.casefold())
    if words in NO_DATA_SPELLINGS:
        return NO_DATA
    return NOT_APPLICABLE if words in NOT_APPLICABLE_SPELLINGS else None


def _invalid(rule: str, message: str, advice: str) -> Reading:
    return Reading(State.INVALID, None, rule, message, advice)


def _value(value: Value) -> Reading:
    return Reading(State.VALUE, value)


def _read_text(cell: Cell, text: str, field: Field) -> Reading:
    return _value(text)


def _read_code(cell: Cell, text: str, field: Field) -> Reading:
    if isinstance(cell, float) and not (cell.is_integer() and abs(cell) < EXACT_NUMBER):
        return _invalid(
            "bad_code",
            "Код записан числом, и часть его знаков потеряна",
            "задайте ячейке текстовый формат и впишите код заново",
        )
    if re.match(r"^\d+[.,]\d+[eE]\+\d+$", text):
        return _invalid(
            "bad_code",
            "Код сохранён в сокращённой записи, и часть его знаков потеряна",
            "задайте столбцу текстовый формат и впишите коды заново",
        )
    return _value(text.replace(" ", ""))


def _read_decimal(cell: Cell, text: str, field: Field) -> Reading:
    number = _number(cell, text, field)
    if number is None:
        return _invalid(
            "not_a_number", "Это не число", "впишите только число, например 12,5"
        )
    return _value(number if field.places is None else round(number, field.places))


def _read_integer(cell: Cell, text: str, field: Field) -> Reading:
    number = _number(cell, text, field)
    if number is None:
        return _invalid(
            "not_a_number", "Это не число", "впишите целое число, например 25"
        )
    if not number.is_integer() or abs(number) >= EXACT_NUMBER:
        return _invalid(
            "not_an_integer",
            "Число должно быть целым",
            "впишите целое число, например 25",
        )
    return _value(number)


def _number(cell: Cell, text: str, field: Field) -> float | None:
    """Return the number in the cell, None when there is none."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return float(cell) if math.isfinite(cell) else None
    if isinstance(cell, date | timedelta | bool):
        return None
    plain = text.replace(" ", "").replace("'", "")
    is_percent = plain.endswith("%")
    plain = _without_unit(plain.rstrip("%"), field.unit)
    number = _plain_number(DASHES.sub("-", plain))
    if number is None or not is_percent:
        return number
    return number / 100 if field.unit == "доля" else number


def _without_unit(plain: str, unit: str) -> str:
    bare = unit.replace(" ", "").rstrip(".")
    shortened = plain.rstrip(".")
    if bare and bare != "%" and shortened.casefold().endswith(bare.casefold()):
        return shortened[: -len(bare)]
    return plain


def _plain_number(plain: str) -> float | None:
    if GROUPED_BY_COMMA.match(plain):
        plain = plain.replace(",", "")
    elif GROUPED_BY_POINT.match(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    # isascii: `float` and `\d` also take digits of other scripts.
    if not plain.isascii() or not PLAIN_NUMBER.match(plain):
        return None
    number = float(plain)
    return number if math.isfinite(number) else None


def _read_boolean(cell: Cell, text: str, field: Field) -> Reading:
    words = normalise_words(text)
    if words in TRUE_SPELLINGS:
        return _value(True)
    if words in FALSE_SPELLINGS:
        return _value(False)
    return _invalid(
        "not_a_boolean", "Ожидается «да» или «нет»", "впишите «да» или «нет»"
    )


def _read_date(cell: Cell, text: str, field: Field) -> Reading:
    moment = date_in(cell, text)
    if moment is None:
        return _invalid("not_a_date", "Это не дата", "впишите дату в виде 01.09.2024")
    return _value(moment)


def _read_choice(cell: Cell, text: str, field: Field) -> Reading:
    code = _spellings(tuple(field.choices.items())).get(normalise_words(text))
    if code is not None:
        return _value(code)
    titles = field.choice_titles()
    shown = ", ".join(f"«{title}»" for title in titles[:8])
    more = " и другие — см. шаблон" if len(titles) > 8 else ""
    return _invalid("unknown_choice", "Такого значения нет", f"впишите {shown}{more}")


@lru_cache(maxsize=256)
def _spellings(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    known = {normalise_words(code): code for _, code in choices}
    return known | {normalise_words(spelling): code for spelling, code in choices}


def _within_bounds(reading: Reading, field: Field) -> Reading:
    value = reading.value
    if isinstance(value, str | bool) or value is None:
        return reading
    if field.minimum is not None and value < field.minimum:  # type: ignore[operator]
        bound = cell_text(_as_shown(field.minimum))
        return _invalid("below_minimum", f"Значение меньше {bound}", "проверьте число")
    if field.maximum is not None and value > field.maximum:  # type: ignore[operator]
        bound = cell_text(_as_shown(field.maximum))
        return _invalid("above_maximum", f"Значение больше {bound}", "проверьте число")
    return reading


def _as_shown(bound: float | date) -> float | date:
    return bound if isinstance(bound, date) else float(bound)


READERS: dict[Kind, Callable[[Cell, str, Field], Reading]] = {
    "text": _read_text,
    "code": _read_code,
    "integer": _read_integer,
    "decimal": _read_decimal,
    "boolean": _read_boolean,
    "date": _read_date,
    "choice": _read_choice,
}
