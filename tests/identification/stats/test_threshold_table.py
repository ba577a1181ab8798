"""The dictionary of the 30 % rule over a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from identification.stats.errors import StatisticsRefusal
from identification.stats.threshold_table import threshold_table


HEADING = "school;year;procedure;subject;grade;participants;below_min"


def written(folder: Path, *rows: str) -> Path:
    path = folder / "results.csv"
    path.write_text("\n".join([HEADING, *rows]) + "\n", encoding="cp1251")
    return path


def test_dictionary(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Лицей;2025;ВПР;Математика;5;100;60",
        "Лицей;2025;ВПР;РЯ;5 класс;100;60",
        "Гимназия;2025;ОГЭ;Русский язык;9;3;3",
        "Гимназия;2025;ОГЭ;Математика;9;;3",
    )
    found = threshold_table(path, year=2025)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert [list(school) for school in found["schools"]] == [
        ["school", "fired", "clauses", "status", "reason", "cells"]
    ] * 2
    second = found["schools"][1]
    assert (second["school"], second["fired"], second["status"]) == (
        "Лицей",
        True,
        "fired",
    )
    assert second["clauses"] == ["two_procedures"]
    assert second["cells"][0] == {
        "year": 2025,
        "procedure": "vpr",
        "subject": "math",
        "grade": "5",
        "participants": 100,
        "below_min": 60,
        "share": 0.6,
        "interval": pytest.approx([0.5020025867910618, 0.6905987135675411]),
        "counted": True,
        "fired": True,
        "why": "",
    }
    first = found["schools"][0]
    assert (first["school"], first["status"]) == ("Гимназия", "unclassified")
    assert [cell["why"] for cell in first["cells"]] == ["мало участников"]
    assert [finding["code"] for finding in found["findings"]] == [
        "missing_value",
        "small_cells",
        "no_previous_year",
    ]
    assert found["findings"][0]["message"] == (
        "Строка 5 («Гимназия»): нет значения «participants», строка не учтена."
    )


def test_n_min_is_an_option(tmp_path: Path) -> None:
    path = written(tmp_path, "А;2025;ВПР;МА;5;3;3", "А;2025;ВПР;РЯ;5;3;3")
    assert not threshold_table(path, year=2025)["schools"][0]["fired"]
    assert threshold_table(path, year=2025, n_min=3)["schools"][0]["fired"]


def test_nobody_wrote(tmp_path: Path) -> None:
    path = written(tmp_path, "А;2025;ВПР;МА;5;0;0")
    cell = threshold_table(path, year=2025)["schools"][0]["cells"][0]
    assert (cell["share"], cell["interval"], cell["fired"]) == (None, None, False)


GOOD = "А;2025;ВПР;МА;5;10;3"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "Б;2025;ВПР;МА;5;10;11",
            "Строка 3, столбец «below_min»: 11 больше, чем участников (10).",
        ),
        (
            "Б;2025;ВПР;МА;5;-10;1",
            (
                "Строка 3, столбец «participants»: «-10» — нужно целое число, "
                "не меньше нуля."
            ),
        ),
        (
            "Б;2025;ВПР;МА;5;10;2,5",
            "Строка 3, столбец «below_min»: «2,5» — нужно целое число, не меньше нуля.",
        ),
        (
            "Б;2025;ВПР;МА;5;10;30 %",
            (
                "Строка 3, столбец «below_min»: «30 %» — нужно целое число, "
                "не меньше нуля."
            ),
        ),
        ("Б;год;ВПР;МА;5;10;1", "Строка 3, столбец «year»: «год» — не число."),
        (
            "А;2025;впр;Математика;5 класс;20;1",
            "Строка 3: этот результат школы «А» уже есть в строке 2.",
        ),
    ],
)
def test_bad_rows_name_line_and_column(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        threshold_table(written(tmp_path, GOOD, row), year=2025)
    assert caught.value.message == message


def test_other_refusals(tmp_path: Path) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        threshold_table(written(tmp_path, GOOD), year=2020)
    assert caught.value.message == "В таблице нет результатов за 2020 год."
    with pytest.raises(StatisticsRefusal) as caught:
        threshold_table(written(tmp_path, GOOD), year=2025, n_min=0)
    assert caught.value.subject == "n_min"
    with pytest.raises(StatisticsRefusal) as caught:
        threshold_table(written(tmp_path, ";2025;ВПР;МА;5;10;3"), year=2025)
    assert caught.value.code == "no_results"
