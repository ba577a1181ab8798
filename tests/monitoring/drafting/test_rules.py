"""Rules of recommendations: when they speak, and when they keep silent."""

from decimal import Decimal

import pytest

from monitoring.drafting.rules import (
    Fall,
    LateForm,
    Point,
    Rule,
    Series,
    SiteLack,
    forms_not_sent,
    missed_twice,
    negative_dynamics,
    site_lacks,
)


def series(*values: int, **changes: object) -> Series:
    points = [
        Point(number, f"окно {number}", Decimal(value), f"{value} %")
        for number, value in enumerate(values, 1)
    ]
    return Series(
        **{
            "school": 7,
            "indicator": 3,
            "title": "Диагностика",
            "is_yes_no": False,
            "target": Decimal(50),
            "unit": "%",
            "is_less_better": False,
            "points": points,
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("row", "speaks"),
    [
        (series(40), False),
        (series(40, 45), True),
        (series(40, 50), False),
        (series(60, 45), False),
        (series(40, 60, 45), False),
        (series(60, 40, 45), True),
        (series(60, 55, is_less_better=True), True),
        (series(40, 55, is_less_better=True), False),
        # Every fifth school must: one school's «нет» is no miss of its own.
        (series(0, 0, is_yes_no=True, target=Decimal(20)), False),
        (series(0, 0, is_yes_no=True, target=Decimal(100)), True),
        (series(0, 0, is_yes_no=True, target=Decimal(20), school=None), True),
    ],
)
def test_a_target_missed_twice_in_a_row(row: Series, speaks: bool) -> None:
    assert bool(missed_twice([row])) is speaks


def test_what_is_said_of_a_target_missed_twice() -> None:
    (found,) = missed_twice([series(40, 45)])
    assert (found.rule, found.school, found.window, found.indicator) == (
        Rule.MISSED_TWICE,
        7,
        2,
        3,
    )
    assert found.data.replace("\u00a0", " ") == (
        "«Диагностика»: окно 1 – 40 %; окно 2 – 45 %; цель – 50 %."
    )
    assert found.addressee == "school"
    (whole,) = missed_twice([series(40, 45, school=None)])
    assert whole.addressee == "methodists"


def test_a_fall_carries_its_definition() -> None:
    fall = Fall(7, 3, 2, "Математика", "было 3,60, стало 3,40", "средний балл вырос")
    (found,) = negative_dynamics([fall])
    assert found.data == "«Математика»: было 3,60, стало 3,40 (средний балл вырос)."
    assert found.rule == Rule.NEGATIVE_DYNAMICS


def test_a_site_that_lacks_nothing_gets_nothing() -> None:
    found = site_lacks([SiteLack(7, 2, "Сайты", ["Приказ", "Новости"])])
    assert [row.finding.replace("\u00a0", " ") for row in found] == [
        "Не найдено или размещено не полностью: Приказ и Новости."
    ]
    assert site_lacks([SiteLack(7, 2, "Сайты", [])]) == []


def test_a_late_form_is_asked_for() -> None:
    (found,) = forms_not_sent([LateForm(7, 2, "Февраль", "20 февраля 2026")])
    assert found.data == "Февраль, срок 20 февраля 2026."
    assert (found.rule, found.indicator) == (Rule.FORM_NOT_SENT, None)
