"""`manage.py seed_demo`: loads the demo region once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.demo.presence import is_loaded


class Command(BaseCommand):
    """Creates an invented region with people, data, two runs, a decision and a plan."""

    help = "Загрузить вымышленный регион для знакомства с порталом (один раз)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--schools", type=int, default=60, help="Сколько школ (60; 40000 — страна)."
        )
        parser.add_argument(
            "--no-history",
            action="store_true",
            help="Только школы и данные, без расчётов, решения, планов и мониторинга.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if is_loaded():
            return
        # Seconds to import, and every later start needs none of it.
        from config.demo import load  # noqa: PLC0415
        from config.demo.files import write_example_files  # noqa: PLC0415

        self.stdout.write(
            f"Загружаю демонстрационный регион: {options['schools']} школ…"
        )
        # All or nothing: an interrupted start begins anew the next time.
        with transaction.atomic():
            region = load.load_data(schools=options["schools"], now=timezone.now())
            if not options["no_history"]:
                load.load_history(region, clock=timezone.now, say=self.stdout.write)
                load.load_collection(region, clock=timezone.now, say=self.stdout.write)
        folder = Path(settings.VAR_DIR) / "demo-files"
        write_example_files(region, folder)
        self.stdout.write(f"Файлы для пробной загрузки: {folder}")
