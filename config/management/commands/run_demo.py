"""`manage.py run_demo`: the whole portal on one computer, from one command."""

import fcntl
import hashlib
import signal
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.embedded import Embedded
from config.supervisor import ProgramFailedError, Supervisor


READY_SECONDS = 60
DEMO_PEOPLE = (
    ("coordinator", "муниципальный координатор"),
    ("school", "школьная команда"),
    ("head", "начальник отдела"),
    ("methodist", "методист"),
    ("analyst", "аналитик региона"),
    ("admin", "администратор"),
)


class Command(BaseCommand):
    """Prepares the embedded database, then runs web, worker, schedule and broker."""

    help = "Запустить портал с демонстрационным регионом на этом компьютере."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--in-memory",
            action="store_true",
            help="Очередь в памяти веб-процесса, без встроенного брокера.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        # A shell that starts this in the background has Ctrl-C ignored for it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        refuse_taken_port(options["host"], options["port"])
        folder = Path(settings.VAR_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        with only_one_portal_in(folder):
            self.prepare(folder)
            self.run(
                Embedded(
                    folder,
                    host=options["host"],
                    port=options["port"],
                    in_memory=options["in_memory"],
                )
            )

    def prepare(self, folder: Path) -> None:
        """Bring the database, the demo region and the static files up to date."""
        if MigrationExecutor(connection).migration_plan(_newest_migrations()):
            self.say("Готовлю базу данных…")
            # A new database is empty, whatever was loaded into the one before it.
            (folder / "demo.loaded").unlink(missing_ok=True)
            call_command("migrate", interactive=False, verbosity=0)
        self.load_demo(folder / "demo.loaded")
        call_command("build_assets", stdout=StringIO())
        signature = static_signature()
        stamp = folder / "static.signature"
        if not stamp.exists() or stamp.read_text() != signature:
            self.say("Собираю стили и сценарии…")
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            stamp.write_text(signature)
        connection.close()

    def load_demo(self, stamp: Path) -> None:
        """Load the demo region once; the statistics take seconds even to import."""
        database = settings.DATABASES["default"]["NAME"]
        if stamp.exists() and stamp.read_text() == str(database):
            return
        call_command("seed_demo", stdout=self.stdout)
        stamp.write_text(str(database))

    def run(self, embedded: Embedded) -> None:
        """Start everything, say where it is, and stop it all at Ctrl-C."""
        supervisor = Supervisor(embedded.programs(), say=self.say)
        try:
            supervisor.start(ready_seconds=READY_SECONDS)
            if not supervisor.should_stop:
                self.welcome(embedded)
            supervisor.watch()
        except ProgramFailedError as error:
            raise CommandError(str(error)) from error
        finally:
            supervisor.stop()
            embedded.clean()
        self.say("Портал остановлен.")

    def welcome(self, embedded: Embedded) -> None:
        """Print the address and whom to sign in as."""
        self.say(f"\nПортал работает: {embedded.address}\n")
        self.say("Войдите под одним из имён, пароль у всех: demo")
        for login, role in DEMO_PEOPLE:
            self.say(f"  {login:<12} {role}")
        self.say(f"\nЖурналы: {embedded.logs}. Остановить: Ctrl-C.")

    def say(self, text: str) -> None:
        """Print a line at once."""
        self.stdout.write(text)
        self.stdout.flush()


def _newest_migrations() -> list[Any]:
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def refuse_taken_port(host: str, port: int) -> None:
    """Say so at the start, not after a minute of preparation."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"Порт {port} занят. Выберите другой: make run PORT={port + 1}"
            raise CommandError(message) from error


@contextmanager
def only_one_portal_in(folder: Path) -> Iterator[None]:
    """Keep a second portal off the same database and broker."""
    with (folder / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Портал с данными из {folder} уже запущен."
            raise CommandError(message) from error
        yield


def static_signature() -> str:
    """Return a line that changes when a style, a script or a picture does."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda item: item[0]):
            seen = Path(storage.path(path)).stat()
            digest.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
