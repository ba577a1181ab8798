"""How a row's term reads beside its wording."""

import datetime as dt

import pytest

from roadmaps.models import Activity
from roadmaps.presenters.plan_terms import (
    agreed_lines,
    agreed_words,
    reading_of,
    reading_of_term,
)
from roadmaps.terms import Period, parse_term
from roadmaps.terms.encode import term_to_json


YEAR = Period(dt.date(2025, 9, 1), dt.date(2026, 8, 31))
THREE = Period(dt.date(2025, 9, 1), dt.date(2028, 8, 31))


def reading(text: str, period: Period = YEAR):
    return reading_of_term(parse_term(text, period=period))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # What the wording says itself is not said again.
        ("Октябрь 2025", ""),
        ("октябрь 2025 г.", "октябрь 2025"),
        ("Октябрь", "октябрь 2025"),
        ("до 20 мая", "до 20.05.2026 включительно"),
        ("Сентябрь, март", "сентябрь 2025; март 2026"),
        ("", ""),
    ],
)
def test_a_reading_adds_what_the_wording_does_not_say(text, words):
    assert reading(text).words == words


def test_many_stretches_are_told_by_the_first_and_their_number():
    found = reading("Октябрь", THREE)
    assert found.words == "1\u00a0раз в год: октябрь 2025 и ещё 2\u00a0срока"


def test_doubts_and_what_is_for_a_person():
    found = reading("август")
    assert (len(found.doubts), reading("по плану ОУ").needs_human) == (1, True)


def test_days_that_a_person_named_come_first():
    row = Activity(
        term_text="по плану ОУ",
        term=term_to_json(parse_term("по плану ОУ", period=YEAR)),
        agreed_spans=[["2025-10-01", "2025-10-31"]],
    )
    found = reading_of(row)
    assert (found.words, found.is_agreed, found.needs_human) == (
        "октябрь 2025",
        True,
        False,
    )


SPANS = [
    ["2025-10-01", "2025-10-20"],
    ["2025-10-15", "2025-10-15"],
    [None, "2026-05-20"],
]


def test_named_days_in_words():
    assert agreed_words(SPANS) == (
        "1–20\u00a0октября 2025; 15\u00a0октября 2025; до 20.05.2026"
    )


def test_named_days_as_people_type_them():
    assert agreed_lines(SPANS) == [
        "01.10.2025 – 20.10.2025",
        "15.10.2025",
        "до 20.05.2026",
    ]
