"""The command of the 30 % rule: what it prints and how it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from identification.stats.threshold_table import threshold_table


ROOT = Path(__file__).parents[4]
TEXT = """school,year,procedure,subject,grade,participants,below_min
Лицей,2025,ВПР,Математика,5,100,60
Лицей,2025,ОГЭ,Русский язык,9,100,60
Гимназия,2025,ВПР,Математика,5,100,0
"""


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def printed(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("threshold_rule", str(path), *options, stdout=out)
    return out.getvalue()


def test_json_is_the_dictionary_of_the_statistics(results: Path) -> None:
    found = json.loads(printed(results, "--year", "2025", "--n-min", "7", "--json"))
    assert found == threshold_table(results, year=2025, n_min=7)


def test_people_get_a_table_in_russian(results: Path) -> None:
    lines = printed(results, "--year", "2025").splitlines()
    assert [line.split("  ")[0] for line in lines[:3]] == ["Школа", "Гимназия", "Лицей"]
    assert "правило сработало" in lines[2]
    assert (
        lines[-1] == "• Нет результатов за 2024 год: условия за два года не проверены."
    )


def test_bad_input_is_refused(results: Path) -> None:
    results.write_text(TEXT.replace("100,0", "100,101"), encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        printed(results, "--year", "2025")
    assert (caught.value.returncode, str(caught.value)) == (
        1,
        "Строка 4, столбец «below_min»: 101 больше, чем участников (100).",
    )


def test_a_script_needs_no_database(results: Path) -> None:
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, "manage.py", "threshold_rule", str(results)]
    run = subprocess.run(
        [*command, "--year", "2025", "--json"],
        cwd=ROOT,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=True,
    )
    schools = json.loads(run.stdout)["schools"]
    assert [(row["school"], row["fired"]) for row in schools] == [
        ("Гимназия", False),
        ("Лицей", True),
    ]
