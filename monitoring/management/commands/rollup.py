"""Calculates the figures of a window, whether they are old or not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from monitoring.actions.rollups import roll_up
from monitoring.models import Window


class Command(BaseCommand):
    help = "Пересчитывает сводные показатели окна"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of the window."""
        parser.add_argument("--window", type=int, required=True, help="номер окна")

    def handle(self, *args: Any, **options: Any) -> None:
        """Calculate and say how many figures there are."""
        window = Window.objects.filter(pk=options["window"]).first()
        if window is None:
            raise CommandError(f"Окна № {options['window']} нет.")
        if not window.is_opened:
            raise CommandError("Окно ещё не открыто: школ и показателей в нём нет.")
        count = roll_up(window=window, now=timezone.now())
        self.stdout.write(f"{window}: рассчитано сводных значений – {count}")
