"""What was typed becomes what is stored, once and for all."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from roadmaps.constructor import (
    TooMuchError,
    day_of,
    field_of,
    number_of,
    stored_value,
    typed_value,
)
from tests.roadmaps.constructor.test_completeness import ANYTHING, KEYS, ROWS


def test_a_text_keeps_its_lines_and_loses_the_ends():
    assert typed_value(field_of("aim"), "  Раз\r\nдва\rтри \n") == "Раз\nдва\nтри"


def test_rows_without_a_word_are_left_out():
    typed = [{"id": "a", "cause": "Чтение", "data": ""}, {"id": "b", "cause": " "}]
    assert typed_value(field_of("causes"), typed) == [
        {"id": "a", "cause": "Чтение", "data": ""}
    ]


def test_a_row_has_an_id_of_its_own():
    typed = [{"id": "a", "cause": "1"}, {"id": "a", "cause": "2"}, {"cause": "3"}]
    assert [row["id"] for row in stored_value(field_of("causes"), typed)] == [
        *("a", "r1", "r2")
    ]


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("director_name", "а" * 301, "«Его фамилия и инициалы»: 301 знаков"),
        ("aim", "а" * 20_001, "«Цель»: 20001 знаков"),
        ("causes", [{"cause": "а" * 2_001}], "«Причины»: 2001 знаков"),
        ("causes", [{"cause": "а"}] * 101, "«Причины»: не больше 100 строк."),
    ],
)
def test_too_much_is_refused_in_words(key, raw, words):
    with pytest.raises(TooMuchError) as refusal:
        typed_value(field_of(key), raw)
    assert str(refusal.value).startswith(words)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24,5", Decimal("24.5")),
        ("1\u00a0200", Decimal(1200)),
        ("12 %", Decimal(12)),
        ("−3", Decimal(-3)),
        ("около 12", None),
        ("12–15", None),
        ("", None),
        ("1e9", None),
    ],
)
def test_numbers_as_people_write_them(text, value):
    assert number_of(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", dt.date(2026, 5, 31)),
        ("31.05.2026", dt.date(2026, 5, 31)),
        ("31.02.2026", None),
        ("май", None),
    ],
)
def test_days(text, day):
    assert day_of(text) == day


@given(key=st.sampled_from(KEYS), raw=ANYTHING | ROWS)
def test_what_is_stored_is_read_back_the_same(key, raw):
    field = field_of(key)
    once = stored_value(field, raw)
    if field.kind != "table":
        assert stored_value(field, once) == once


@pytest.mark.parametrize(
    ("written", "stored"),
    [("31.05.2026", "2026-05-31"), ("2026-05-31", "2026-05-31"), ("весной", "весной")],
)
def test_a_day_is_stored_as_its_field_takes_it(written, stored):
    assert stored_value(field_of("aim_on"), written) == stored
