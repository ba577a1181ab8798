"""Open the windows whose day has come, for servers without the portal's schedule."""

import datetime as dt
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from monitoring.actions.windows import open_due_windows
from monitoring.tasks import fill_opened_window


class Command(BaseCommand):
    help = "Открывает окна мониторинга, день которых наступил; открытые не меняет."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the day."""
        parser.add_argument(
            "--date",
            type=day_of,
            help="день, на который открыть окна (ГГГГ-ММ-ДД); без него сегодня",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = options["date"] or timezone.localdate(now)
        if options["date"]:
            now = timezone.make_aware(dt.datetime.combine(today, dt.time(3)))
        opened = open_due_windows(today=today, now=now)
        for window in opened:
            transaction.on_commit(partial(fill_opened_window.delay, window.pk))
            self.stdout.write(f"{window.territory.name}: {window.title}")
        self.stdout.write(f"Открыто окон: {len(opened)}")


def day_of(text: str) -> dt.date:
    """Read a day of the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = f"«{text}» – не день: напишите, например, 2026-02-01."
        raise CommandError(message) from error
