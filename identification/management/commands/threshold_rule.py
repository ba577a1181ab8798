"""Apply the 30 % rule to a file of results, for scripts."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from identification.stats.errors import StatisticsRefusal
from identification.stats.listing import threshold_listing
from identification.stats.threshold_table import threshold_table


class Command(BaseCommand):
    help = "Правило 30 % по файлу CSV с результатами; база данных не нужна."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, the year and the smallest number of participants."""
        parser.add_argument("file", type=Path, help="файл CSV")
        parser.add_argument("--year", type=int, required=True, help="год правила")
        parser.add_argument(
            "--n-min", type=int, default=5, help="наименьшее число участников"
        )
        parser.add_argument("--json", action="store_true", help="вывести JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the schools; refuse bad input in one line."""
        try:
            result = threshold_table(
                options["file"], year=options["year"], n_min=options["n_min"]
            )
        except StatisticsRefusal as refusal:
            raise CommandError(refusal.message) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, allow_nan=False))
        else:
            self.stdout.write(threshold_listing(result))
