"""`manage.py load_indicators`: writes a catalogue of indicators into the portal."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from monitoring.actions.catalogues import load_catalogue
from monitoring.catalogue import CATALOGUES
from roadmaps.queries.deadlines import school_year_of
from schools.models import Territory
from schools.templatetags.portal_format import counted


class Command(BaseCommand):
    """Adds what is missing; run again, it adds nothing."""

    help = "Загрузить каталог показателей; с муниципалитетом – и начать их собирать."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the catalogue, the municipality and the school years."""
        parser.add_argument("name", choices=sorted(CATALOGUES), help="каталог")
        parser.add_argument(
            "--territory", default="", help="муниципалитет: номер или название"
        )
        parser.add_argument(
            "--year",
            type=int,
            nargs="+",
            default=[],
            help="учебные годы, 2025 значит 2025/26; без них – нынешний",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the catalogue and say what was new."""
        territory = _territory(options["territory"])
        years = options["year"] or [school_year_of(timezone.localdate())]
        try:
            loaded = load_catalogue(
                name=options["name"],
                territory=territory,
                years=years,
                user=None,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if loaded.is_empty:
            self.stdout.write("Всё уже загружено, ничего не изменилось.")
            return
        new = (
            counted(loaded.calendars, "календарь,календаря,календарей"),
            counted(loaded.items, "пункт проверки,пункта проверки,пунктов проверки"),
            counted(loaded.indicators, "показатель,показателя,показателей"),
            counted(loaded.targets, "цель,цели,целей"),
        )
        self.stdout.write(f"Новых: {', '.join(new)}.")


def _territory(named: str) -> Territory | None:
    if not named:
        return None
    rows = Territory.objects.municipalities()
    found = list(
        rows.filter(pk=int(named)) if named.isdecimal() else rows.filter(name=named)
    )
    if len(found) != 1:
        raise CommandError(
            f"Муниципалитетов с таким номером или названием: {len(found)}. "
            "Назовите один точно так, как он записан на портале."
        )
    return found[0]
