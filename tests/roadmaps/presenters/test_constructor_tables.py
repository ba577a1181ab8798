"""The school's numbers in words."""

from types import SimpleNamespace

from identification.enums import ScoreKind
from roadmaps.presenters.constructor_tables import (
    conditions_table,
    is_same_table,
    results_table,
)
from roadmaps.queries.own_numbers import OwnCondition, OwnResult, ResultOfYear
from schools.templatetags.portal_format import NBSP, NO_DATA


def result(kind=ScoreKind.MARK, **years):
    procedure = SimpleNamespace(name="ВПР", score_kind=kind)
    by_year = {int(name[1:]): found for name, found in years.items()}
    return OwnResult(procedure, "математика", 5, by_year)


def test_a_work_has_three_cells_a_year():
    row = result(y2025=ResultOfYear(20, 3.456, 0.25, 3.6, None))
    table = results_table([2024, 2025], [row])
    assert table["rows"] == [
        [
            *("ВПР, математика", "5", NO_DATA, NO_DATA, NO_DATA),
            *("20", "3,46 / 3,60", f"25,0{NBSP}% / {NO_DATA}"),
        ]
    ]
    assert len(table["columns"]) == 8


def test_points_have_one_decimal_and_nothing_is_a_dash():
    row = result(ScoreKind.TEST_SCORE, y2025=ResultOfYear(20, 51.25, None, None, None))
    assert results_table([2025], [row])["rows"][0][3:] == [f"51,3 / {NO_DATA}", NO_DATA]


def test_conditions_carry_their_unit():
    factor = SimpleNamespace(name="Доля ОВЗ", unit="%")
    bare = SimpleNamespace(name="Учеников", unit="")
    rows = [
        OwnCondition(factor, {2024: (12.34, 10.0)}),
        OwnCondition(bare, {2025: (54.0, None)}),
    ]
    assert conditions_table([2024, 2025], rows) == {
        "columns": [
            "Условие",
            "2024: школа / муниципалитет",
            "2025: школа / муниципалитет",
        ],
        "rows": [
            ["Доля ОВЗ, %", "12,3 / 10", NO_DATA],
            ["Учеников", NO_DATA, f"54 / {NO_DATA}"],
        ],
    }


def test_the_moment_of_freezing_is_no_difference():
    table = results_table([2025], [result()])
    assert is_same_table({**table, "frozen_at": "2025"}, table)
    assert not is_same_table({**table, "rows": []}, table)
