"""Wordings with their years moved."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from roadmaps.terms import next_wording, parse_term
from tests.roadmaps.terms.wordings import SCHOOL_YEAR


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Март, 2022", "Март, 2023"),
        ("Сентябрь –октябрь 2020", "Сентябрь –октябрь 2021"),
        ("2022/23 уч. г.", "2023/24 уч. г."),
        ("2022-2023 учебный год", "2023-2024 учебный год"),
        ("22/23 уч.г.", "23/24 уч.г."),
        ("2021-24 гг.", "2022-25 гг."),
        ("2099/00 уч. г.", "2100/01 уч. г."),
        ("01.10.2022", "01.10.2023"),
        ("до 15.09.22г.", "до 15.09.23г."),
        ("09.22", "09.23"),
        ("09.2022", "09.2023"),
        ("2022-10-05", "2023-10-05"),
        ("16 мая 22 г.", "16 мая 23 г."),
        ("май 22", "май 23"),
        ("29.02.2024", "28.02.2025"),
        ("29 февраля 2024 г.", "28 февраля 2025 г."),
        ("«29» февраля 2024 года", "«28» февраля 2025 года"),
        ("2024-02-29", "2025-02-28"),
        ("с 26 декабря 2022 г. по 8 января 2023 г.", "с 26 декабря 2023 г. по 8 января 2024 г."),
        ("МАЙ-2023", "МАЙ-2024"),
        ("по Закону 273-ФЗ", "по Закону 273-ФЗ"),
        ("приказ от 29.12.2012 № 273-ФЗ", "приказ от 29.12.2012 № 273-ФЗ"),
        ("№ 1295", "№ 1295"),
        ("№ 2022", "№ 2022"),
        ("проект 500+ в 2022 году", "проект 500+ в 2023 году"),
        ("2000 руб., май 2022", "2000 руб., май 2023"),
        ("введение ФГОС-2021 в 2022 г.", "введение ФГОС-2021 в 2023 г."),
        ("15-22 мая", "15-22 мая"),
        ("не реже 1 раза в квартал", "не реже 1 раза в квартал"),
        ("«___» ________ 20__ г.", "«___» ________ 20__ г."),
        ("", ""),
    ],
)  # fmt: skip
def test_only_the_years_move(text: str, moved: str) -> None:
    assert next_wording(text, years=1) == moved


def test_years_move_back_too() -> None:
    assert next_wording("01.09.2023, 2023/24 уч.г.", years=-2) == (
        "01.09.2021, 2021/22 уч.г."
    )


def shifted(day: dt.date | None, years: int) -> dt.date | None:
    return day and day.replace(year=day.year + years)


@given(
    st.sampled_from(
        [
            "{m} {y} г.",
            "с 3 {g} {y} года",
            "до 20.04.{y}",
            "на {y}-{z} учебный год",
            "{y}/{z} уч. г.",
            "I квартал {y} г.",
            "II полугодие {y} года",
            "{m} {y}, {m} {z}",
            "не позднее 11 {g} {y} г.",
            "10-20 {g} {y}",
        ]
    ),
    st.sampled_from([("октябрь", "октября"), ("март", "марта"), ("июль", "июля")]),
    st.integers(2015, 2030),
    st.integers(-5, 5),
)
def test_a_moved_wording_means_the_same_days_of_another_year(
    pattern: str, month: tuple[str, str], year: int, years: int
) -> None:
    text = pattern.format(m=month[0], g=month[1], y=year, z=year + 1)
    before = parse_term(text, period=SCHOOL_YEAR)
    after = parse_term(next_wording(text, years=years), period=SCHOOL_YEAR)
    # The first day of a deadline is the plan's, and so is not the wording's.
    dated = [
        (s.start if before.kind != "deadline" else None, s.end) for s in before.spans
    ]
    moved = [
        (s.start if after.kind != "deadline" else None, s.end) for s in after.spans
    ]
    assert moved == [(shifted(a, years), shifted(b, years)) for a, b in dated]
    assert after.kind == before.kind


@given(st.text(), st.integers(-30, 30))
def test_any_string_is_moved_without_an_error(text: str, years: int) -> None:
    assert next_wording(text, years=0) == text
    assert isinstance(next_wording(text, years=years), str)


@pytest.mark.parametrize("text", ["9" * 10_000, "2022-" * 3_000, "от " * 4_000])
def test_long_strings_are_moved(text: str) -> None:
    assert next_wording(text, years=0) == text
