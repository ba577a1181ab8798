"""One spelling for many: dashes, quotes, letters that look alike."""

import pytest
from hypothesis import given, strategies as st

from roadmaps.terms.normalise import normalise, without_invisible


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Сентябрь – Октябрь", "сентябрь - октябрь"),
        ("Oктябрь", "октябрь"),
        ("MAPT", "март"),
        ("IV квартал", "iv квартал"),
        ("ІV квартал", "iv квартал"),
        ("учёный «16» мая", "ученый  16  мая"),
        ("май\u00a02022", "май 2022"),
    ],
)
def test_spellings_become_one(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_what_shows_nothing_is_dropped() -> None:
    assert without_invisible("\ufeffсен\u00adтябрь\u200b") == "сентябрь"


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(normalise(text)) == len(text)
