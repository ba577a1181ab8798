"""Numbers are read as officials type them."""

import pytest
from django.core.exceptions import ValidationError

from identification.forms.numbers import NumberField, NumbersField


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0,25", 0.25),
        ("0.25", 0.25),
        ("−1", -1.0),
        ("-1", -1.0),
        ("–1,5", -1.5),
        (" 1\xa0234,5 ", 1234.5),
        ("", None),
    ],
)
def test_one_number(typed, read):
    assert NumberField(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["много", "1,2,3", "0,5; 0,3", "nan", "inf"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        NumberField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("0,5; 0,3; 0,2", [0.5, 0.3, 0.2]), ("1", [1.0]), ("", []), ("1;", [1.0])],
)
def test_several_numbers(typed, read):
    assert NumbersField(required=False).clean(typed) == read


def test_words_among_numbers_are_refused_with_an_example():
    with pytest.raises(ValidationError) as refused:
        NumbersField().clean("половина; 0,5")
    assert refused.value.messages == [
        "Запишите числа через точку с запятой: «0,5; 0,3; 0,2»."
    ]


def test_numbers_are_shown_with_a_comma():
    assert NumberField().prepare_value(-0.5) == "−0,5"
    assert NumberField().prepare_value("как набрано") == "как набрано"
    assert NumbersField().prepare_value([0.5, 0.25]) == "0,5; 0,25"
