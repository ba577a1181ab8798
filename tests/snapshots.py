"""Tables that took long to fill are laid into the database again by COPY.

The demo region is loaded by the first test of a run that asks for it, in whichever
process; the others get the same rows in a tenth of the time. Files that belong to them
stay in the run's own folder of media. What stands in a database that has just been
migrated is laid again after each test that commits.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import OperationalError, connection, transaction
from psycopg2 import sql
from psycopg2.errors import LockNotAvailable


# A request of a page that was left ends long before.
LOCK_SECONDS = 30


def begin_anew() -> None:
    """Leave what a new database holds, and nothing else."""
    lay("new", lambda: None)


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
    kept = {path.name: path for path in folder.iterdir() if path.stat().st_size}
    with transaction.atomic(), connection.cursor() as cursor:
        # No foreign key is looked at: the rows were right when they were kept.
        cursor.execute("SET LOCAL session_replication_role = replica")
        _empty(cursor)
        for name, path in kept.items():
            with path.open("rb") as file:
                cursor.copy_expert(f'COPY "{name}" FROM STDIN', file)
        models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in kept
        ]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    ContentType.objects.clear_cache()


def _empty(cursor: Any) -> None:
    """Empty the tables that are not; a request that still writes is waited for."""
    tables = [sql.Identifier(table) for table in _tables()]
    _lock(cursor, sql.SQL(", ").join(tables))
    asked = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    asked_of_all = [asked.format(sql.Literal(t.string), t) for t in tables]
    cursor.execute(sql.SQL(" UNION ALL ").join(asked_of_all))
    for (table,) in cursor.fetchall():
        cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def _lock(cursor: Any, tables: sql.Composed) -> None:
    """Lock all tables or none: who waits with some in hand may be waited for."""
    statement = sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE NOWAIT")
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            with transaction.atomic():
                cursor.execute(statement.format(tables))
        except OperationalError as error:
            is_taken = isinstance(error.__cause__, LockNotAvailable)
            if not is_taken or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
