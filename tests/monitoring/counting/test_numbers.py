"""Numbers and states as people type them."""

import pytest
from hypothesis import given, strategies as st

from monitoring.counting.cells import State
from monitoring.counting.numbers import (
    MOST,
    UnreadableError,
    read_number,
    read_state,
    read_yes_no,
)


SPACES = " \u00a0\u2007\u2009\u202f"


@given(
    st.integers(min_value=0, max_value=MOST),
    st.sampled_from(SPACES),
    st.sampled_from(["", ",0", ",00", ".0"]),
)
def test_every_whole_number_is_read(number: int, space: str, ending: str):
    written = f"{number:,}".replace(",", space)
    assert read_number(f"{space}{written}{ending}{space}") == number


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12,5", "нужно целое число, без запятой"),
        ("83,3 %", "нужны не проценты"),
        ("−3", "меньше нуля"),
        ("двенадцать", "без слов"),
        ("12 чел.", "без слов"),
        ("", "нужно целое число"),
        ("²", "нужно целое число"),
        ("89131234567", "Слишком большое"),
        ("Иванова Мария Ивановна", "Имён здесь не пишут"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str, part: str):
    with pytest.raises(UnreadableError, match=part):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.EMPTY),
        (" \u00a0", State.EMPTY),
        ("-", State.NO_DATA),
        ("—", State.NO_DATA),
        ("Н/Д", State.NO_DATA),
        ("нет  данных", State.NO_DATA),
        ("не прим.", State.NOT_APPLICABLE),
        ("Не применимо", State.NOT_APPLICABLE),
        ("0", None),
        ("нет", None),
    ],
)
def test_states_have_words(text: str, state: State | None):
    assert read_state(text) is state


@pytest.mark.parametrize(
    ("text", "answer"), [("Да", True), ("+", True), ("нет", False), ("0", False)]
)
def test_yes_and_no(text: str, answer: bool):
    assert read_yes_no(text) is answer


@pytest.mark.parametrize("text", ["возможно", "12", "-"])
def test_nothing_else_is_an_answer(text: str):
    with pytest.raises(UnreadableError, match="здесь выбирают"):
        read_yes_no(text)
