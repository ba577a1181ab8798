"""The command that reads terms: what it prints and how it refuses."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roadmaps.management.commands import parse_term as command


PERIOD = "2022-09-01:2023-08-31"


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("parse_term", *arguments, stdout=out)
    return out.getvalue()


def test_json_of_one_term() -> None:
    text = "не реже 1 раза в квартал"
    assert json.loads(printed(text, "--period", PERIOD, "--json")) == {
        "text": text,
        "kind": "recurring",
        "spans": [["2022-09-01", "2023-08-31"]],
        "recurrence": {"unit": "quarter", "times": 1, "at_least": True},
        "needs_human": False,
        "doubts": [],
    }


def test_json_has_the_readings_of_a_doubt() -> None:
    found = json.loads(printed("август", "--period", PERIOD, "--json"))
    assert found["doubts"] == [
        {
            "code": "edge_of_plan",
            "message": "Непонятно, до начала плана или в его конце: год не назван.",
            "readings": [
                [["2023-08-01", "2023-08-31"]],
                [["2022-08-01", "2022-08-31"]],
            ],
        }
    ]


def test_a_file_gives_a_list(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text('n,expression\n1,"май, 2023"\n2,\n', encoding="utf-8-sig")
    found = json.loads(printed("--file", str(path), "--period", PERIOD, "--json"))
    assert [(term["text"], term["kind"]) for term in found] == [
        ("май, 2023", "month"),
        ("", "none"),
    ]


def test_people_get_words() -> None:
    assert printed("август", "--period", PERIOD) == (
        "август\n  август 2023\n"
        "  сомнение: Непонятно, до начала плана или в его конце: год не назван.\n"
    )


def test_without_a_period_the_school_year_of_today_is_taken() -> None:
    period = command._period("")
    assert (period.start.month, period.start.day) == (9, 1)
    assert period.end == period.start.replace(
        year=period.start.year + 1, month=8, day=31
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Нужен либо срок, либо файл: --file ФАЙЛ.csv."),
        (("май", "--period", "2022"), "Период записывают так: 2022-09-01:2023-08-31."),
        (("май", "--period", "2023-09-01:2022-08-31"), "Конец периода раньше начала."),
        (("--file", "/none.csv"), "Файл не открывается: /none.csv."),
    ],
)
def test_bad_input_is_refused_in_one_line(
    arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError) as caught:
        printed(*arguments)
    assert (caught.value.returncode, str(caught.value)) == (1, message)


def test_a_file_without_the_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("term\nмай\n", encoding="utf-8")
    with pytest.raises(CommandError, match="В файле нет столбца expression"):
        printed("--file", str(path))


def test_a_file_of_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"\xff\xfe\x00expression")
    with pytest.raises(CommandError, match="Файл не читается как CSV в UTF-8"):
        printed("--file", str(path))
