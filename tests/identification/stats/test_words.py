"""Numbers and cells in Russian."""

from __future__ import annotations

import pytest

from identification.stats import words


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.005, 1, "1,0"),
        (-2.5, 1, "\N{MINUS SIGN}2,5"),
        (-0.0001, 2, "0,00"),
        (1234.5, 0, "1234"),
    ],
)
def test_number(value: float, digits: int, text: str) -> None:
    assert words.number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.04, "0,0"), (-0.04, "0,0"), (0.06, "+0,1"), (-7.0, "−7,0")]
)
def test_signed(value: float, text: str) -> None:
    assert words.signed(value, 1) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "участник"),
        (2, "участника"),
        (4, "участника"),
        (5, "участников"),
        (11, "участников"),
        (12, "участников"),
        (21, "участник"),
        (112, "участников"),
        (122, "участника"),
    ],
)
def test_participants(count: int, text: str) -> None:
    assert words.participants(count) == f"{count}\xa0{text}"


def test_percent() -> None:
    assert words.percent(0.3) == "30,0\xa0%"


def test_cell_label() -> None:
    assert words.cell_label("vpr", "math", "5", 2022) == (
        "ВПР, математика, 5\xa0класс, 2022"
    )
    assert words.cell_label("диктант", "химия", "") == "диктант, химия"
