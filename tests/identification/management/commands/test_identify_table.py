"""The command that fits a table: what it prints and how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from identification.stats.table import identify_table
from tests.identification.stats.data import published


ROOT = Path(__file__).parents[4]
OPTIONS = ["--id", "school", "--outcome", "score", "--factors", "english, lunch"]


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    path = tmp_path / "districts.csv"
    published("AER", "CASchools").to_csv(path, index=False)
    return path


def printed(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("identify_table", str(path), *OPTIONS, *options, stdout=out)
    return out.getvalue()


def test_json_is_the_dictionary_of_the_statistics(districts: Path) -> None:
    expected = identify_table(
        districts, id_column="school", outcome="score", factors=["english", "lunch"]
    )
    assert json.loads(printed(districts, "--json")) == expected


def test_people_get_tables_in_russian(districts: Path) -> None:
    lines = printed(districts).splitlines()
    assert lines[0] == "Школ: 420"
    assert lines[1].startswith("R²: 0,7")
    assert [line.split()[0] for line in lines[4:8]] == [
        "Фактор",
        "свободный",
        "english",
        "lunch",
    ]
    heading = next(place for place, line in enumerate(lines) if "Интервал" in line)
    assert lines[heading + 1].startswith("Montgomery Elementary")
    assert lines[-1].startswith("• ")


def test_dropped_factors_are_told(districts: Path) -> None:
    text = printed(
        districts, "--factors", "english,lunch,calworks", "--select", "significant"
    )
    assert "Исключён фактор «calworks»: p = 0," in text


def test_bad_input_is_refused(districts: Path) -> None:
    with pytest.raises(CommandError) as caught:
        printed(districts, "--factors", "english,grades")
    assert (caught.value.returncode, str(caught.value)) == (
        1,
        "Строка 2, столбец «grades»: «KK-08» — не число.",
    )


def test_a_script_sees_one_line_and_exit_code_1(tmp_path: Path) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "identify_table",
            str(tmp_path / "нет.csv"),
            *OPTIONS,
            "--json",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert (
        run.stderr.strip() == f"CommandError: Файл «{tmp_path / 'нет.csv'}» не найден."
    )
