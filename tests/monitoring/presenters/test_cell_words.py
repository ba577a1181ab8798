"""Four states read differently, and none of them reads like zero."""

from decimal import Decimal

import pytest

from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.counting.gaps import Gap
from monitoring.presenters.cell_words import (
    cell_words,
    gap_words,
    stored_words,
    target_words,
)


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("count", Cell(), "не заполнено"),
        ("count", Cell(State.VALUE, 0), "0"),
        ("count", Cell(State.NOT_APPLICABLE), "не применимо"),
        ("count", Cell(State.NO_DATA), "нет данных"),
        ("share", Cell(State.VALUE, 0, 20), "0 из\u00a020 (0,0\u00a0%)"),
        ("share", Cell(State.VALUE, 9, 10), "9 из\u00a010 (90,0\u00a0%)"),
        ("yes_no", YES, "да"),
        ("yes_no", NO, "нет"),
        ("text", Cell(State.VALUE, text="Семинары"), "Семинары"),
    ],
)
def test_a_cell_in_words(kind: str, cell: Cell, words: str):
    assert cell_words(kind, cell) == words


def test_a_count_has_its_unit():
    assert cell_words("count", Cell(State.VALUE, 1200), "чел.") == (
        "1\u00a0200\u00a0чел."
    )


def test_the_history_reads_the_same():
    stored = {"state": "value", "numerator": 9, "denominator": 10, "text": ""}
    assert stored_words("share", stored) == "9 из\u00a010 (90,0\u00a0%)"
    assert stored_words("count", {"state": "empty"}) == "не заполнено"


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [
        ("share", Decimal("50.00"), "50\u00a0%"),
        ("yes_no", Decimal("100.00"), "100\u00a0%"),
        ("count", Decimal("12.00"), "12"),
        ("share", None, ""),
    ],
)
def test_a_target_in_words(kind: str, target: Decimal | None, words: str):
    assert target_words(kind, target) == words


def test_a_jump_quotes_the_last_value():
    assert gap_words(Gap.JUMP, "share", Cell(State.VALUE, 1, 10)) == (
        "Прошлый раз было 1 из\u00a010 (10,0\u00a0%). Напишите в пояснении, "
        "что изменилось."
    )
