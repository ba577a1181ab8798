"""Repeats a finished run and says whether it comes out the same."""

import json
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from identification.actions.verification import verify_run_by_id
from identification.models import Run


class Command(BaseCommand):
    help = "Повторяет готовый расчёт и сообщает, что изменилось; код 1, если не совпало"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of the run."""
        parser.add_argument("run", type=int, help="номер расчёта")
        parser.add_argument("--json", action="store_true", help="вывести JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what the repetition says."""
        try:
            found = verify_run_by_id(
                run_id=options["run"], user_id=None, now=timezone.now()
            )
        except Run.DoesNotExist as missing:
            raise CommandError(f"Расчёта № {options['run']} нет.") from missing
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self._tell(found)
        if not found["matches"]:
            sys.exit(1)

    def _tell(self, found: dict[str, Any]) -> None:
        self.stdout.write(found["message"])
        for row in found["versions"]:
            self.stdout.write(f"{row['name']}: было {row['then']}, стало {row['now']}")
        for row in found["differences"]:
            self.stdout.write(
                f"{row['school']}, {row['what']}: "
                f"было {_shown(row['before'])}, стало {_shown(row['after'])}"
            )
        if found["more"]:
            self.stdout.write(f"и ещё {found['more']}")


def _shown(value: object) -> str:
    return "ничего" if value is None else str(value).replace(".", ",")
