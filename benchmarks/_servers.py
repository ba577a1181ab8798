"""Private servers of a benchmark, and Django set up on them."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database_and_queue() -> Iterator[Path]:
    """Start PostgreSQL and Redis, set Django up on an empty, migrated database.

    Yields
    ------
    Path
        A folder of the benchmark's own, removed at the end.
    """
    from tests.services import DATABASE_USER, running_postgresql, running_redis

    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    # PostgreSQL's own system user has to reach its folder.
    folder.chmod(0o711)
    (folder / "static").mkdir()
    try:
        with running_postgresql(folder) as database, running_redis(folder) as queue:
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DATABASE_URL": f"postgres://{DATABASE_USER}@127.0.0.1:{database}/postgres",
                "REDIS_URL": f"redis://127.0.0.1:{queue}/0",
                "SECRET_KEY": secrets.token_urlsafe(50),
                "DEMO": "1",
                "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
                "VAR_DIR": str(folder),
                "MEDIA_ROOT": str(folder / "media"),
                # As the portal's own processes have it.
                "OPENBLAS_NUM_THREADS": "1",
            }
            import django

            django.setup()
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
