"""The period of a plan: said in a title, or guessed."""

import datetime as dt

import pytest

from roadmaps.documents.period import find_period, guess_period, period_in


TODAY = dt.date(2022, 10, 1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("на 2020-2022 годы", "2020-01-01", "2022-12-31"),
        ("на 2022, 2023гг.", "2022-01-01", "2023-12-31"),
        ("2022-2023 учебный год", "2022-09-01", "2023-08-31"),
        ("на 2022/2023 год", "2022-09-01", "2023-08-31"),
        ("2021 –2024 учебный год", "2021-09-01", "2024-08-31"),
        ("на 2021-2024г.г.", "2021-01-01", "2024-12-31"),
        ("на 2023 год", "2023-01-01", "2023-12-31"),
        ("с 01.09.2022 по 31.08.2023", "2022-09-01", "2023-08-31"),
    ],
)
def test_period_in(text, start, end):
    found = period_in(f"Дорожная карта {text}")
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text", ["Дорожная карта", "приказ от 12.09.2022", "№ 1642 от 26.12.2017 г."]
)
def test_no_period(text):
    assert period_in(text) is None


def test_passport_says_it_when_the_title_does_not():
    found = find_period(
        title="Программа",
        above=[],
        passport=[["Срок реализации программы", "2021-2023 годы"]],
    )
    assert (found.start.year, found.end.year) == (2021, 2023)


@pytest.mark.parametrize(
    ("labels", "terms", "decided", "start", "end"),
    [
        (["2020", "2022"], [], "", "2020-01-01", "2022-12-31"),
        ([], ["октябрь 2021", "май 2022"], "", "2021-09-01", "2022-08-31"),
        ([], ["октябрь 2022", "март 2022"], "", "2022-01-01", "2022-12-31"),
        ([], ["2022-2023 годы", "май 2022"], "", "2022-01-01", "2023-12-31"),
        ([], ["май"], "2023-06-10", "2023-09-01", "2024-08-31"),
        ([], ["май"], "2023-02-10", "2022-09-01", "2023-08-31"),
        ([], [], "", "2022-09-01", "2023-08-31"),
    ],
)
def test_guess(labels, terms, decided, start, end):
    found = guess_period(labels=labels, terms=terms, decided_on=decided, today=TODAY)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)
