"""Words of the review."""

import datetime as dt

import pytest

from roadmaps.documents.model import CellDoubt, Column
from roadmaps.presenters.intake_cells import term_reading
from roadmaps.presenters.intake_words import COLUMNS, confidence_words
from roadmaps.terms import Period, parse_term


PERIOD = Period(dt.date(2025, 9, 1), dt.date(2026, 8, 31))


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.0, "догадка, 0\N{NO-BREAK SPACE}%"),
        (0.5, "не уверен, 50\N{NO-BREAK SPACE}%"),
        (0.79, "не уверен, 79\N{NO-BREAK SPACE}%"),
        (0.8, "почти уверен, 80\N{NO-BREAK SPACE}%"),
    ],
)
def test_confidence_is_a_word_and_a_share(confidence: float, words: str) -> None:
    doubt = CellDoubt("term", confidence, "")
    assert confidence_words(doubt.confidence) == words


def test_every_meaning_of_a_column_has_its_words() -> None:
    assert set(COLUMNS) == set(Column)


def test_a_term_is_told_piece_by_piece() -> None:
    assert term_reading(parse_term("март, май", period=PERIOD)) == {
        "pieces": ["март 2026", "май 2026"],
        "more": 0,
        "is_for_people": False,
    }


def test_a_term_without_days_is_for_people() -> None:
    reading = term_reading(parse_term("по плану ОУ", period=PERIOD))
    assert reading["is_for_people"] is True
    assert reading["pieces"] == ["по другому плану или графику, срок назовёт человек"]
