"""What is typed in a row becomes one of four states, or a reason."""

from dataclasses import replace

import pytest

from monitoring.counting.cells import Cell, State
from monitoring.counting.numbers import UnreadableError
from monitoring.counting.typed import (
    Kind,
    TypedCell,
    as_typed,
    mark_of,
    understood,
)


@pytest.mark.parametrize(
    ("kind", "typed", "cell"),
    [
        (Kind.COUNT, TypedCell("0"), Cell(State.VALUE, 0)),
        (Kind.COUNT, TypedCell(""), Cell(State.EMPTY)),
        (Kind.COUNT, TypedCell("", state="no_data"), Cell(State.NO_DATA)),
        (Kind.COUNT, TypedCell("не прим."), Cell(State.NOT_APPLICABLE)),
        (Kind.COUNT, TypedCell("н/д", state="no_data"), Cell(State.NO_DATA)),
        (
            Kind.COUNT,
            TypedCell("5", comment=" так "),
            Cell(State.VALUE, 5, comment="так"),
        ),
        (Kind.SHARE, TypedCell("12", "20"), Cell(State.VALUE, 12, 20)),
        (Kind.SHARE, TypedCell("12 из 20"), Cell(State.VALUE, 12, 20)),
        (Kind.SHARE, TypedCell("12/20"), Cell(State.VALUE, 12, 20)),
        (Kind.SHARE, TypedCell("0", "20"), Cell(State.VALUE, 0, 20)),
        (Kind.SHARE, TypedCell("-"), Cell(State.NO_DATA)),
        (Kind.SHARE, TypedCell("н/д", "н/д"), Cell(State.NO_DATA)),
        (Kind.YES_NO, TypedCell("да"), Cell(State.VALUE, 1, 1)),
        (Kind.YES_NO, TypedCell("нет"), Cell(State.VALUE, 0, 1)),
        (Kind.TEXT, TypedCell("Семинары"), Cell(State.VALUE, text="Семинары")),
        (Kind.TEXT, TypedCell("-"), Cell(State.NO_DATA)),
    ],
)
def test_a_cell_is_understood(kind: Kind, typed: TypedCell, cell: Cell):
    assert understood(kind, typed) == cell


@pytest.mark.parametrize(
    ("kind", "typed", "part"),
    [
        (Kind.SHARE, TypedCell("12", "10"), "12 из 10: часть не может быть больше"),
        (Kind.SHARE, TypedCell("12"), "Нужны оба числа"),
        (Kind.SHARE, TypedCell("", "10"), "Нужны оба числа"),
        (Kind.SHARE, TypedCell("60 %"), "нужны не проценты"),
        (Kind.SHARE, TypedCell("0", "0"), "Ноль в знаменателе"),
        (Kind.COUNT, TypedCell("1,5"), "целое число"),
        (Kind.COUNT, TypedCell("5", state="no_data"), "оставьте что-то одно"),
        (Kind.COUNT, TypedCell("5", comment="Ольга Петровна"), "Имён здесь не пишут"),
        (Kind.TEXT, TypedCell("Петров И.И."), "Имён здесь не пишут"),
        (Kind.TEXT, TypedCell("я" * 2001), "не больше 2000 знаков"),
        (Kind.YES_NO, TypedCell("отчасти"), "здесь выбирают"),
    ],
)
def test_the_reason_says_how_to_mend(kind: Kind, typed: TypedCell, part: str):
    with pytest.raises(UnreadableError, match=part):
        understood(kind, typed)


@pytest.mark.parametrize("comment", ["", "все прошли курсы"])
@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.YES_NO, Cell(State.VALUE, 1, 1)),
        (Kind.YES_NO, Cell(State.VALUE, 0, 1)),
        (Kind.YES_NO, Cell(State.NOT_APPLICABLE)),
        (Kind.SHARE, Cell(State.VALUE, 0, 20)),
        (Kind.SHARE, Cell(State.NO_DATA)),
        (Kind.COUNT, Cell(State.VALUE, 0)),
        (Kind.COUNT, Cell()),
        (Kind.TEXT, Cell(State.VALUE, text="Семинары")),
    ],
)
def test_what_is_stored_is_typed_and_understood_again(kind, cell, comment):
    stored = replace(cell, comment=comment)
    assert understood(kind, as_typed(kind, stored)) == stored


def test_a_mark_tells_an_edit_from_spaces():
    typed = TypedCell("12", "20", comment="два  слова")
    assert mark_of(typed, "") == mark_of(TypedCell("12 ", "20", "", "два слова"), "")
    assert mark_of(typed, "") != mark_of(typed, "https://a")
    assert mark_of(typed, "") != mark_of(TypedCell("1", "220", "", "два слова"), "")
