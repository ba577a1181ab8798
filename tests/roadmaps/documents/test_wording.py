"""What converters leave is cleaned, numbers are read."""

import pytest

from roadmaps.documents.wording import (
    begins_lower,
    clean,
    compact,
    is_number,
    number_parts,
    plain_number,
    roman_value,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[bookmark: _GoBack]на  2020", "на 2020"),
        ("Утверждаю \\_\\_\\_", "Утверждаю ___"),
        ("**Раздел**\u00a01", "Раздел 1"),
        ("один<br/>два\n\n три", "один\nдва\nтри"),
    ],
)
def test_clean(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "plain"), [(".1", "1"), ("1.10.", "1.10"), ("3)", "3"), ("1, 2", "1.2")]
)
def test_numbers(text, plain):
    assert is_number(text)
    assert plain_number(text) == plain


@pytest.mark.parametrize("text", ["", "1а", "2022", "1-2", "№ 1"])
def test_no_numbers(text):
    assert not is_number(text)
    assert number_parts(text) == ()


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("ІХ", 9), ("А", 0), ("", 0)]
)
def test_roman(text, value):
    assert roman_value(text) == value


def test_compact_ignores_breaks_and_alphabets():
    assert compact("Ответствен-\nный") == compact("Oтветственный") == "ответственный"


def test_begins_lower():
    assert [begins_lower(t) for t in ("- текст", "Текст", "«слово»", "1 слово")] == [
        True,
        False,
        True,
        False,
    ]
