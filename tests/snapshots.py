"""Tables that took long to fill are laid into the database again by COPY.

The demo region is loaded by the first test of a run that asks for it, in whichever
process; the others get the same rows in a tenth of the time. Files that belong to them
stay in the run's own folder of media.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction


def lay(name: str, build: Callable[[], Any]) -> Any:
    """Fill the empty tables as `build` does; the first call of a run does call it.

    What `build` returns, plain values as JSON knows them, is returned every time.
    """
    folder = Path(os.environ["MEDIA_ROOT"]).with_name(f"snapshot-{name}")
    words = folder.with_suffix(".json")
    with _alone(folder.with_suffix(".lock")):
        if not folder.exists():
            words.write_text(json.dumps(build()))
            _keep(folder)
            return json.loads(words.read_text())
    _lay(folder)
    return json.loads(words.read_text())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tables() -> list[str]:
    found = connection.introspection.django_table_names(
        only_existing=True, include_views=False
    )
    return sorted(found)


def _keep(folder: Path) -> None:
    """Write every table that has rows; the folder appears when all of it is there."""
    unfinished = folder.with_suffix(".unfinished")
    unfinished.mkdir()
    with connection.cursor() as cursor:
        for table in _tables():
            with (unfinished / table).open("wb") as file:
                cursor.copy_expert(f'COPY "{table}" TO STDOUT', file)
    unfinished.rename(folder)


def _lay(folder: Path) -> None:
    names = ", ".join(f'"{table}"' for table in _tables())
    with transaction.atomic(), connection.cursor() as cursor:
        # No foreign key is looked at: the rows were right when they were kept.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names}")
        for path in folder.iterdir():
            if path.stat().st_size:
                with path.open("rb") as file:
                    cursor.copy_expert(f'COPY "{path.name}" FROM STDIN', file)
        models = apps.get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    ContentType.objects.clear_cache()
