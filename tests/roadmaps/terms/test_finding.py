"""Terms inside of sentences, and what only looks like one."""

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from roadmaps.terms import Term, find_terms
from tests.roadmaps.terms.wordings import SCHOOL_YEAR


def told(term: Term) -> str:
    days = ", ".join(f"{s.label}{s.start} {s.end}" for s in term.spans)
    return f"{term.text} | {term.kind.value} | {days}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Справка о посещении уроков готова. Октябрь-ноябрь 2020",
            ["Октябрь-ноябрь 2020 | month_range | 2020-10-01 2020-11-30"],
        ),
        (
            "Стартовая работа – октябрь 2020 Годовая работа – май 2021",
            [
                "октябрь 2020 | month | Стартовая работа2020-10-01 2020-10-31",
                "май 2021 | month | Годовая работа2021-05-01 2021-05-31",
            ],
        ),
        (
            "Совет собирается не реже 1 раза в квартал",
            ["не реже 1 раза в квартал | recurring | 2022-09-01 2023-08-31"],
        ),
        (
            "Паспорта школ размещены до 15 октября 2021 г. и обновляются ежегодно",
            [
                "до 15 октября 2021 г. | deadline | None 2021-10-15",
                "ежегодно | recurring | 2022-09-01 2023-08-31",
            ],
        ),
        (
            "Отчёты школ приняты (декабрь 2021 г., май 2022 г.)",
            ["декабрь 2021 г., май 2022 г. | multi | 2021-12-01 2021-12-31, 2022-05-01 2022-05-31"],
        ),
        ("Справка по итогам 2021 года, 12.2021", ["12.2021 | month | 2021-12-01 2021-12-31"]),
        ("Классификация по продолжительности (1-3 года)", []),
        ("Исполнен приказ от 12.03.2021 № 118 об утверждении плана", []),
        ("Программа развития на 2021-2024 годы принята", []),
        ("Муниципальная программа «Школа 2021-2024» выполняется", []),
        ("Мониторинг за 2020 год обработан", []),
        ("Доля учителей 75 %, 12 школ, 5 классы", []),
        ("По Закону 273-ФЗ и письму № 2021", []),
        ("", []),
    ],
)  # fmt: skip
def test_terms_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [told(t) for t in find_terms(text, period=SCHOOL_YEAR)] == expected


@hypothesis_settings(max_examples=80, deadline=None)
@given(st.text(alphabet="абмайсентябрь 2022-–.,()«»№от до ежегодно1\n\u00ad"))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    cleaned = text.replace("\u00ad", "")
    for term in find_terms(text, period=SCHOOL_YEAR):
        assert term.text in cleaned
        assert term.text


@pytest.mark.parametrize(
    "text", ["«" * 5_000, "от 1 " * 3_000, "план " * 3_000, "\ud800"]
)
def test_nasty_sentences_are_read(text: str) -> None:
    assert find_terms(text, period=SCHOOL_YEAR) == ()
