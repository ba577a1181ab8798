"""Read a road map's file and print what was understood, for scripts."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from roadmaps.documents import DocumentRefusedError, read_document, understand
from roadmaps.documents.summary import document_outline, document_to_json
from roadmaps.terms import Period


class Command(BaseCommand):
    help = "Разбор файла дорожной карты (docx, xlsx, pdf); база данных не нужна."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, the period of the plan and the form of the answer."""
        parser.add_argument("file", type=Path, help="файл docx, xlsx или pdf")
        parser.add_argument(
            "--period",
            default="",
            help="период плана ГГГГ-ММ-ДД:ГГГГ-ММ-ДД, если он не тот, что в документе",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="только показать, что понято"
        )
        parser.add_argument("--json", action="store_true", help="вывести JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the road map; refuse bad input in one line."""
        if not options["dry_run"]:
            raise CommandError(
                "Дорожную карту принимают на портале, где её проверяет человек:"
                " «Дорожные карты → Загрузить». Чтобы увидеть разбор файла, добавьте --dry-run."
            )
        period = _period(options["period"])
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Файл не найден: {path}.")
        try:
            raw = read_document(path, name=path.name)
        except DocumentRefusedError as refused:
            raise CommandError(refused.message) from refused
        except OSError as error:
            raise CommandError(f"Файл не открывается: {path}.") from error
        document = understand(raw, period=period, today=timezone.localdate())
        if options["json"]:
            told = document_to_json(document)
            self._print(json.dumps(told, ensure_ascii=False, allow_nan=False))
        else:
            self._print(document_outline(document))

    def _print(self, text: str) -> None:
        # A lone half of a pair cannot be written in UTF-8.
        self.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))


def _period(text: str) -> Period | None:
    """Return the period that was asked for, None without one."""
    if not text:
        return None
    try:
        start, end = (dt.date.fromisoformat(day) for day in text.split(":"))
    except ValueError as error:
        raise CommandError("Период записывают так: 2022-09-01:2023-08-31.") from error
    if end < start:
        raise CommandError("Конец периода раньше начала.")
    return Period(start, end)
