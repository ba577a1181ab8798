"""Calculates all figures once more, school by school, and says which ones differ."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from monitoring.queries.rollup_check import differences
from monitoring.queries.rollup_sums import stale_windows


class Command(BaseCommand):
    help = (
        "Пересчитывает все сводные показатели независимо, по одной школе, "
        "и называет расхождения; код 1, если они есть"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the form of the answer."""
        parser.add_argument("--json", action="store_true", help="вывести JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what differs; windows that wait for a calculation stand apart."""
        waiting = list(stale_windows().order_by("pk").values_list("pk", flat=True))
        found = list(differences())
        if options["json"]:
            answer = {"differences": found, "waiting": waiting}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(found, waiting)
        if found:
            sys.exit(1)

    def _tell(self, found: list[dict[str, Any]], waiting: list[int]) -> None:
        for row in found:
            self.stdout.write(
                f"Территория {row['territory_id']}, год {row['year']}, "
                f"окно {row['slot']}, показатель {row['indicator_id']}, "
                f"группа «{row['group'] or 'все'}»: записано {row['stored']}, "
                f"пересчитано {row['recomputed']}"
            )
        if waiting:
            numbers = ", ".join(map(str, waiting))
            self.stdout.write(f"Ждут расчёта и не сверены окна: {numbers}")
        self.stdout.write(f"Расхождений: {len(found)}")
