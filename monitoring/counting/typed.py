"""From what a person has typed in one row of a form to a cell, or to the reason why not."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.counting.names import refusal_of
from monitoring.counting.numbers import (
    UnreadableError,
    read_number,
    read_state,
    read_yes_no,
)


LONGEST_TEXT = 2000
LONGEST_COMMENT = 1000
# «12 из 20» and «12/20» in one cell.
_PAIR = re.compile(r"^(.+?)(?:\s+из\s+|\s*/\s*)(.+)$", re.IGNORECASE)
_WORDLESS = (State.NOT_APPLICABLE, State.NO_DATA)
STATE_WORDS = {State.NOT_APPLICABLE: "не применимо", State.NO_DATA: "нет данных"}


class Kind(StrEnum):
    """What one school writes; the codes are those of the database."""

    YES_NO = "yes_no"
    SHARE = "share"
    COUNT = "count"
    TEXT = "text"


@dataclass(frozen=True)
class TypedCell:
    """A row of a form as it came, nothing understood yet.

    Parameters
    ----------
    value : str
        The number, «да», the words, or «12 из 20».
    denominator : str
        Of how many, where it has a field of its own.
    state : str
        A code of `State` that was chosen; empty when nothing was.
    comment : str
        Why there is no data, why it does not apply, why it jumped.
    """

    value: str = ""
    denominator: str = ""
    state: str = ""
    comment: str = ""


def understood(kind: Kind, typed: TypedCell) -> Cell:
    """Return the cell that a person meant.

    Parameters
    ----------
    kind : Kind
        What the indicator asks for.
    typed : TypedCell
        What was typed or pasted.

    Returns
    -------
    Cell
        In one of the four states; the comment comes along.

    Raises
    ------
    UnreadableError
        With one sentence that says what is wrong and how to mend it.
    """
    comment = _words(typed.comment, LONGEST_COMMENT, "пояснение")
    state = _state(typed)
    if state is not None:
        return Cell(state, comment=comment)
    if kind is Kind.YES_NO:
        fact = YES if read_yes_no(typed.value) else NO
        return Cell(State.VALUE, fact.numerator, fact.denominator, comment=comment)
    if kind is Kind.TEXT:
        text = _words(typed.value, LONGEST_TEXT, "ответ")
        return Cell(State.VALUE, text=text, comment=comment)
    if kind is Kind.COUNT:
        return Cell(State.VALUE, read_number(typed.value), comment=comment)
    return _share(typed, comment)


def _state(typed: TypedCell) -> State | None:
    """Return the state without a value, None when there is a value to be read."""
    written = f"{typed.value} {typed.denominator}".strip()
    chosen = State(typed.state) if typed.state in _WORDLESS else None
    if chosen is None:
        said = read_state(typed.value)
        if said in _WORDLESS and typed.denominator.strip() in {"", typed.value.strip()}:
            return said
        return State.EMPTY if not written else None
    if written and read_state(typed.value) is not chosen:
        raise UnreadableError(
            f"Записано и «{written[:60]}», и "
            f"«{STATE_WORDS[chosen]}»: "
            "оставьте что-то одно."
        )
    return chosen


def _share(typed: TypedCell, comment: str) -> Cell:
    value, denominator = typed.value.strip(), typed.denominator.strip()
    pair = _PAIR.match(value) if not denominator else None
    if pair is not None:
        value, denominator = pair.group(1), pair.group(2)
    if not value or not denominator:
        if value:
            read_number(value)
        raise UnreadableError("Нужны оба числа: сколько и из скольких.")
    part, whole = read_number(value), read_number(denominator)
    if whole == 0:
        raise UnreadableError(
            "Ноль в знаменателе: если считать некого, выберите «не применимо» "
            "и напишите почему."
        )
    if part > whole:
        raise UnreadableError(
            f"{part} из {whole}: часть не может быть больше целого. Проверьте, "
            "не поменялись ли числа местами."
        )
    return Cell(State.VALUE, part, whole, comment=comment)


def _words(text: str, longest: int, what: str) -> str:
    plain = text.strip()
    if len(plain) > longest:
        raise UnreadableError(
            f"Слишком длинно: {what} – не больше {longest} знаков, сейчас {len(plain)}."
        )
    refusal = refusal_of(plain)
    if refusal is not None:
        raise UnreadableError(refusal)
    return plain


def as_typed(kind: Kind, cell: Cell) -> TypedCell:
    """Return what a person would type for a cell: the inverse of `understood`.

    Parameters
    ----------
    kind : Kind
        What the indicator asks for.
    cell : Cell
        What is stored.

    Returns
    -------
    TypedCell
        «Да» and «нет» share one field with the states; other kinds have a field of
        their own for the state.
    """
    if cell.state in _WORDLESS:
        if kind is Kind.YES_NO:
            return TypedCell(STATE_WORDS[cell.state], comment=cell.comment)
        return TypedCell(state=cell.state.value, comment=cell.comment)
    if not cell.is_value:
        return TypedCell(comment=cell.comment)
    if kind is Kind.YES_NO:
        return TypedCell("да" if cell.numerator else "нет", comment=cell.comment)
    if kind is Kind.TEXT:
        return TypedCell(cell.text, comment=cell.comment)
    whole = "" if cell.denominator is None else str(cell.denominator)
    return TypedCell(str(cell.numerator), whole, comment=cell.comment)


def mark_of(typed: TypedCell, link: str) -> str:
    """Return a short mark of what stands in a row, to tell whether it was edited.

    Parameters
    ----------
    typed : TypedCell
        The row's fields.
    link : str
        The address of the evidence.

    Returns
    -------
    str
        Eight hexadecimal digits; no secret.
    """
    parts = (typed.value, typed.denominator, typed.state, typed.comment, link)
    text = "\0".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
