"""The standard cycle: each step inside the period, with a term that leaves no doubt."""

import datetime as dt

import pytest

from roadmaps.documents.closing import closing_types
from roadmaps.documents.standard_cycle import standard_cycle
from roadmaps.terms import Period


YEAR = Period(dt.date(2026, 8, 1), dt.date(2027, 8, 31))


@pytest.mark.parametrize(
    "period",
    [
        YEAR,
        Period(dt.date(2026, 9, 1), dt.date(2027, 8, 31)),
        Period(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        Period(dt.date(2026, 9, 1), dt.date(2029, 8, 31)),
    ],
)
def test_every_term_is_read_without_doubt_inside_the_period(period):
    for activity in standard_cycle(title="План", period=period).activities:
        assert activity.term.doubts == ()
        assert activity.term.spans[0].start >= period.start


def test_the_year_has_all_its_steps_in_order():
    document = standard_cycle(title="План", period=YEAR)
    assert [s.number for s in document.sections] == ["1", "2", "3"]
    starts = [a.term.spans[0].start for a in document.activities]
    assert len(starts) == 26
    assert starts == sorted(starts)


def test_a_short_period_has_only_what_falls_into_it():
    spring = Period(dt.date(2027, 3, 1), dt.date(2027, 5, 31))
    found = standard_cycle(title="План", period=spring)
    assert [a.term.text for a in found.activities] == [
        "Март – апрель 2027",
        "Май – июнь 2027",
    ]
    assert [a.number for a in found.activities] == ["2.1", "3.1"]


def test_a_long_period_names_no_year_and_comes_back():
    three = Period(dt.date(2026, 9, 1), dt.date(2029, 8, 31))
    terms = [a.term for a in standard_cycle(title="План", period=three).activities]
    assert not any(char.isdigit() for term in terms for char in term.text)
    assert {len(term.spans) for term in terms} == {3}


def test_every_step_says_who_and_by_which_paper():
    for activity in standard_cycle(title="План", period=YEAR).activities:
        assert activity.parties
        assert closing_types(document=activity.document)
