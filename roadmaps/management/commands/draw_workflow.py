"""Draws the life of a programme from its tables, for docs/programme-workflow.md."""

from typing import Any

from django.core.management.base import BaseCommand

from roadmaps.presenters.programme_diagram import page


class Command(BaseCommand):
    help = (
        "Рисует путь программы школы по таблицам переходов: "
        "manage.py draw_workflow > docs/programme-workflow.md"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
