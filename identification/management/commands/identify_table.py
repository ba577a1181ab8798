"""Regress a column of a file on others: the statistics of the portal for scripts."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from identification.stats.errors import StatisticsRefusal
from identification.stats.listing import regression_listing
from identification.stats.table import identify_table


class Command(BaseCommand):
    help = "Регрессия результата на условия по файлу CSV; база данных не нужна."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, its columns and the choice of factors."""
        parser.add_argument("file", type=Path, help="файл CSV")
        parser.add_argument("--id", required=True, help="столбец с названием школы")
        parser.add_argument("--outcome", required=True, help="столбец результата")
        parser.add_argument("--factors", required=True, help="столбцы через запятую")
        parser.add_argument(
            "--select",
            choices=["declared", "significant"],
            default="declared",
            help="significant: исключать незначимые факторы",
        )
        parser.add_argument("--alpha", type=float, default=0.05)
        parser.add_argument("--weights", help="столбец весов")
        parser.add_argument("--json", action="store_true", help="вывести JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the model; refuse bad input in one line."""
        factors = [name.strip() for name in options["factors"].split(",")]
        try:
            result = identify_table(
                options["file"],
                id_column=options["id"],
                outcome=options["outcome"],
                factors=[name for name in factors if name],
                select=options["select"],
                alpha=options["alpha"],
                weights=options["weights"],
            )
        except StatisticsRefusal as refusal:
            raise CommandError(refusal.message) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, allow_nan=False))
        else:
            self.stdout.write(regression_listing(result))
