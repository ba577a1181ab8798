"""The dictionary of a regression over a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from identification.stats.errors import StatisticsRefusal
from identification.stats.regression import fit
from identification.stats.table import identify_table
from tests.identification.stats.data import CASCHOOLS_FACTORS, published


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "districts.csv"
    published("AER", "CASchools").to_csv(path, index=False)
    return path


def of_districts(path: Path, **options: Any) -> dict[str, Any]:
    chosen = {"id_column": "school", "outcome": "score", "factors": CASCHOOLS_FACTORS}
    return identify_table(path, **(chosen | options))


def test_keys_and_figures_are_those_of_the_fit(districts: Path) -> None:
    found = of_districts(districts)
    frame = published("AER", "CASchools")
    fitted = fit(frame["score"], frame[list(CASCHOOLS_FACTORS)])
    assert list(found) == [
        "n",
        "r_squared",
        "adj_r_squared",
        "loo_r_squared",
        "residual_sd",
        "coefficients",
        "dropped",
        "rows",
        "findings",
    ]
    assert found["n"] == 420
    assert found["r_squared"] == fitted.r_squared
    assert list(found["coefficients"][0]) == [
        "name",
        "value",
        "se_classical",
        "se_hc3",
        "p_value",
        "vif",
    ]
    assert found["coefficients"][0]["vif"] is None
    assert [row["value"] for row in found["coefficients"]] == [
        row.value for row in fitted.coefficients
    ]
    row = found["rows"][178]
    assert row == {
        "id": frame["school"].iloc[178],
        "observed": fitted.observed[178],
        "expected": fitted.expected[178],
        "residual": fitted.residual[178],
        "studentised": fitted.studentised[178],
        "leverage": fitted.leverage[178],
        "interval": [fitted.interval_low[178], fitted.interval_high[178]],
    }
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_districts_below_the_cuts(districts: Path) -> None:
    rows = of_districts(districts)["rows"]
    below = [sum(row["studentised"] < cut for row in rows) for cut in (-1, -1.645, -2)]
    assert below == [66, 16, 8]
    lowest = min(rows, key=lambda row: row["studentised"])
    assert lowest["id"] == "Burrel Union Elementary"
    assert round(lowest["studentised"], 4) == -3.7186


def test_selection(districts: Path) -> None:
    found = of_districts(districts, select="significant")
    assert [row["name"] for row in found["dropped"]] == ["calworks"]
    assert round(found["dropped"][0]["p_value"], 4) == 0.3491
    names = [row["name"] for row in found["coefficients"]]
    assert names == ["const", "english", "lunch", "income"]


def test_weights(districts: Path) -> None:
    frame = published("AER", "CASchools")
    fitted = fit(
        frame["score"], frame[list(CASCHOOLS_FACTORS)], weights=frame["students"]
    )
    found = of_districts(districts, weights="students")
    np.testing.assert_allclose(
        [row["value"] for row in found["coefficients"]],
        [row.value for row in fitted.coefficients],
    )
    assert found["residual_sd"] == pytest.approx(fitted.residual_sd)


TEXT = """школа;балл;доля
А;12,5;10 %
Б;13;20
В;—;30
Г;15,5;41
;16;50
Д;18;60
Е;17;69
Ж;21;81
Ж;20;90
"""


def small(folder: Path, text: str = TEXT) -> Path:
    path = folder / "файл.csv"
    path.write_text(text, encoding="cp1251")
    return path


def test_rows_with_missing_values_are_left_out_and_named(tmp_path: Path) -> None:
    found = identify_table(
        small(tmp_path), id_column="школа", outcome="балл", factors=["доля"]
    )
    assert [row["id"] for row in found["rows"]] == list("АБГДЕЖЖ")
    assert [row["observed"] for row in found["rows"]][:2] == [12.5, 13.0]
    assert found["findings"][:3] == [
        {
            "code": "missing_value",
            "message": "Строка 4 («В»): нет значения «балл», строка не учтена.",
        },
        {
            "code": "missing_value",
            "message": "Строка 6 («»): нет значения «школа», строка не учтена.",
        },
        {"code": "repeated_id", "message": "Названия строк повторяются (1): «Ж»."},
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"factors": []}, "Не назван ни один фактор."),
        ({"factors": ["доля", "доля"]}, "Фактор «доля» назван дважды."),
        (
            {"factors": ["балл"]},
            "Столбец «балл» назван и результатом, и фактором.",
        ),
        (
            {"factors": ["рост"]},
            "В файле нет столбца «рост»; есть: школа, балл, доля.",
        ),
        (
            {"select": "best"},
            "Отбор факторов «best» неизвестен: declared или significant.",
        ),
        (
            {"alpha": 5.0},
            "Уровень значимости должен быть между 0 и 1, указано 5.0.",
        ),
        (
            {"outcome": "школа"},
            "Строка 2, столбец «школа»: «А» — не число.",
        ),
    ],
)
def test_refusals(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    chosen = {"id_column": "школа", "outcome": "балл", "factors": ["доля"]}
    with pytest.raises(StatisticsRefusal) as caught:
        identify_table(small(tmp_path), **(chosen | options))
    assert caught.value.message == message


def test_no_complete_row(tmp_path: Path) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        identify_table(
            small(tmp_path, "a;b;c\n1;;2\n"), id_column="a", outcome="b", factors=["c"]
        )
    assert caught.value.message == "Ни в одной строке нет всех нужных значений."
