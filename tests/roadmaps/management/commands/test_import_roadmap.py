"""The command that reads a road map's file: its JSON, its outline, its refusals."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.roadmaps.documents.files import docx_of


ROOT = Path(__file__).parents[4]
PLAN = (
    ("№", "Мероприятия", "2022", "2023", "Ответственный", "Документ"),
    ("1", "Опрос школ", "Опрос. Май 2022", "", "МЦ", "Справка"),
)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(docx_of(*PLAN))
    return path


def printed(path, *options):
    out = StringIO()
    call_command("import_roadmap", str(path), "--dry-run", *options, stdout=out)
    return out.getvalue()


def test_json_has_the_agreed_shape(plan):
    told = json.loads(printed(plan, "--json"))
    assert list(told) == ["title", "period", "sections", "indicators", "findings"]
    assert told["period"] == ["2022-01-01", "2023-12-31"]
    (section,) = told["sections"]
    assert (section["number"], section["title"], section["goals"]) == ("", "", [])
    (activity,) = section["activities"]
    term = {
        "text": "Май 2022",
        "kind": "month",
        "spans": [["2022-05-01", "2022-05-31"]],
        "needs_human": False,
        "doubts": [],
    }
    assert activity == {
        "number": "1",
        "title": "Опрос школ",
        "responsible": ["МЦ"],
        "result": "",
        "document": "Справка",
        "term": term,
        "milestones": [
            {"year": 2022, "text": "Опрос. Май 2022", "term": term},
            {
                "year": 2023,
                "text": "",
                "term": {
                    "text": "",
                    "kind": "none",
                    "spans": [],
                    "needs_human": False,
                    "doubts": [],
                },
            },
        ],
    }
    assert [(item["code"], item["where"]) for item in told["findings"]] == [
        ("undefined_abbreviation", "строка 1")
    ]


def test_period_of_the_caller_wins(plan):
    told = json.loads(printed(plan, "--json", "--period", "2030-01-01:2030-12-31"))
    assert told["period"] == ["2030-01-01", "2030-12-31"]


def test_people_get_an_outline(plan):
    lines = printed(plan).splitlines()
    assert lines[1:3] == [
        "Период: 01.01.2022 – 31.12.2023",
        "Разделов: 1, мероприятий: 1, показателей: 0",
    ]
    assert "  1  Опрос школ" in lines
    assert "      май 2022 · МЦ" in lines


@pytest.mark.parametrize(
    ("name", "content", "options", "message"),
    [
        ("a.docx", None, ["--dry-run"], "Файл не найден: "),
        (
            "a.docx",
            b"x",
            ["--dry-run"],
            "Файл назван «.docx», а внутри данные другого вида",
        ),
        ("a.txt", b"x", ["--dry-run"], "Портал не читает файлы «.txt»"),
        ("a.docx", b"x", [], "Дорожную карту принимают на портале"),
        ("a.docx", b"x", ["--dry-run", "--period", "2022"], "Период записывают так"),
        (
            "a.docx",
            b"x",
            ["--dry-run", "--period", "2023-01-01:2022-01-01"],
            "Конец периода раньше начала.",
        ),
    ],
)
def test_refusals_are_one_sentence(tmp_path, name, content, options, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("import_roadmap", str(path), *options)
    assert str(caught.value).startswith(message)


def test_no_database_is_needed(plan):
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "import_roadmap",
            str(plan),
            "--dry-run",
            "--json",
        ],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["sections"][0]["activities"][0]["number"] == "1"
