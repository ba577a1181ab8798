"""Writes the browser bundle of the chart library to var/vega, once per version."""

from importlib.metadata import version
from pathlib import Path

import vl_convert
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Собирает файл рисунков vega-embed.js; повторный запуск ничего не делает."

    def handle(self, *_args: object, **_options: object) -> None:
        target = Path(settings.VAR_DIR) / "vega" / "vega-embed.js"
        banner = f"/* vl-convert {version('vl-convert-python')} */\n"
        if is_current(target, banner):
            self.stdout.write(f"{target.name}: уже собран.")
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        # A half-written file must not be taken for a finished one.
        unfinished = target.with_suffix(".part")
        bundle = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # has a default
        unfinished.write_text(banner + bundle, encoding="utf-8")
        unfinished.replace(target)
        self.stdout.write(f"{target.name}: собран.")


def is_current(target: Path, banner: str) -> bool:
    """Whether the bundle was made by this version of the library."""
    if not target.exists():
        return False
    with target.open(encoding="utf-8") as bundle:
        return bundle.readline() == banner
