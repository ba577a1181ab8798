"""Cells of forms in words: four states that never look the same."""

from decimal import Decimal

from monitoring.counting import Cell, State
from monitoring.counting.gaps import Gap
from monitoring.counting.typed import Kind
from monitoring.enums import ValueKind
from monitoring.models import Value
from schools.templatetags.portal_format import NBSP, number, of


EMPTY = "не заполнено"
STATES = {
    State.EMPTY: EMPTY,
    State.NOT_APPLICABLE: "не применимо",
    State.NO_DATA: "нет данных",
}
GAPS = {
    Gap.EMPTY: "Не заполнено: впишите значение или выберите «нет данных».",
    Gap.REASON: "Напишите в пояснении, почему показатель к школе не применим.",
    Gap.EVIDENCE: "Нужно подтверждение: ссылка или файл.",
}


def cell_words(kind: Kind | str, cell: Cell, unit: str = "") -> str:
    """Return a cell as people read it: «12 из 20 (60,0 %)», «да», «нет данных»."""
    if cell.state is not State.VALUE:
        return STATES[cell.state]
    if kind == Kind.YES_NO:
        return "да" if cell.numerator else "нет"
    if kind == Kind.TEXT:
        return cell.text
    if kind == Kind.SHARE:
        return of(cell.numerator, cell.denominator)
    return f"{number(cell.numerator)}{NBSP}{unit}".strip(f"{NBSP} ")


def stored_words(kind: str, stored: dict[str, object]) -> str:
    """Return a cell of the history, which holds plain values, in the same words."""
    cell = Cell(
        State(str(stored["state"])),
        _whole(stored.get("numerator")),
        _whole(stored.get("denominator")),
        str(stored.get("text") or ""),
    )
    return cell_words(kind, cell)


def target_words(kind: str, target: Decimal | None) -> str:
    """Return a target as it was set: per cent, a number, «да»; empty without one."""
    if target is None:
        return ""
    exact = target.normalize()
    if kind in {ValueKind.YES_NO, ValueKind.SHARE}:
        return f"{number(exact)}{NBSP}%"
    return number(exact)


def gap_words(gap: Gap, kind: str, previous: Cell) -> str:
    """Return what is missing in a row, and how to mend it."""
    if gap is Gap.JUMP:
        before = cell_words(kind, previous)
        return f"Прошлый раз было {before}. Напишите в пояснении, что изменилось."
    return GAPS[gap]


def previous_words(
    kind: str, previous: Value | None, cell: Cell, *, named: str = ""
) -> str:
    """Return the last value of the series with its window; empty without one.

    A window that the page has named already is not named again.
    """
    if previous is None:
        return ""
    if previous.window.title == named:
        return cell_words(kind, cell)
    return f"{cell_words(kind, cell)} – {previous.window.title}"


def _whole(number_or_none: object) -> int | None:
    return int(str(number_or_none)) if number_or_none is not None else None
