"""Terms survive the journey through JSON."""

import json

import pytest

from roadmaps.terms import parse_term
from roadmaps.terms.encode import term_from_json, term_to_json
from tests.roadmaps.terms.wordings import SCHOOL_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "август",
        "Итоговая работа – май 2023",
        "раз в два месяца",
        "до 15 числа месяца, следующего за отчётным кварталом",
        "с 2022 года",
        "—",
    ],
)
def test_a_term_comes_back_equal(text: str) -> None:
    term = parse_term(text, period=SCHOOL_YEAR)
    assert term_from_json(json.loads(json.dumps(term_to_json(term)))) == term
