"""Read term expressions of plans, for scripts."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from roadmaps.terms import Period, Term, describe, parse_term
from roadmaps.terms.encode import term_to_json


_COLUMN = "expression"
_SEPTEMBER = 9


class Command(BaseCommand):
    help = "Разбор срока плана: «сент.-окт. 2022», «ежегодно до 1 октября»; база данных не нужна."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the wording or the file, and the period of the plan."""
        parser.add_argument("text", nargs="?", help="срок, как он записан в плане")
        parser.add_argument(
            "--file", type=Path, help=f"файл CSV со столбцом {_COLUMN}", default=None
        )
        parser.add_argument(
            "--period",
            default="",
            help="период плана ГГГГ-ММ-ДД:ГГГГ-ММ-ДД, иначе текущий учебный год",
        )
        parser.add_argument("--json", action="store_true", help="вывести JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the terms; refuse bad input in one line."""
        if (options["text"] is None) == (options["file"] is None):
            raise CommandError("Нужен либо срок, либо файл: --file ФАЙЛ.csv.")
        period = _period(options["period"])
        if options["file"] is None:
            term = parse_term(options["text"], period=period)
            self._print(_told(term) if options["json"] else _listing(term))
            return
        terms = [parse_term(t, period=period) for t in _wordings(options["file"])]
        if options["json"]:
            self._print([_told(term) for term in terms])
        else:
            self._print("\n\n".join(_listing(term) for term in terms))

    def _print(self, result: object) -> None:
        if not isinstance(result, str):
            result = json.dumps(result, ensure_ascii=False, allow_nan=False)
        # A lone half of a pair cannot be written in UTF-8.
        self.stdout.write(result.encode("utf-8", "replace").decode("utf-8"))


def _period(text: str) -> Period:
    """Give the period that was asked for, or the school year of today."""
    if not text:
        today = timezone.localdate()
        year = today.year - (today.month < _SEPTEMBER)
        return Period(dt.date(year, 9, 1), dt.date(year + 1, 8, 31))
    try:
        start, end = (dt.date.fromisoformat(day) for day in text.split(":"))
    except ValueError as error:
        raise CommandError("Период записывают так: 2022-09-01:2023-08-31.") from error
    if end < start:
        raise CommandError("Конец периода раньше начала.")
    return Period(start, end)


def _wordings(path: Path) -> list[str]:
    """Give the column of expressions of a file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if _COLUMN not in (rows.fieldnames or []):
                raise CommandError(f"В файле нет столбца {_COLUMN}.")
            return [row[_COLUMN] or "" for row in rows]
    except OSError as error:
        raise CommandError(f"Файл не открывается: {path}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"Файл не читается как CSV в UTF-8: {path}.") from error


def _told(term: Term) -> dict[str, Any]:
    told = term_to_json(term)
    del told["labels"]
    return told


def _listing(term: Term) -> str:
    """Say a term for people: the wording, what it means, what is doubtful."""
    lines = [term.text, f"  {describe(term)}"]
    lines += [f"  сомнение: {doubt.message}" for doubt in term.doubts]
    return "\n".join(lines)
