"""A pytest plugin: private PostgreSQL and Redis for the run, started before Django.

It is loaded by `-p tests.services`, because Django's settings are read before any
conftest.py: servers started there would come too late and the tests would run on
SQLite without a word. Servers that already run on this machine are not touched.
"""

import atexit
import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg2
import pytest
import redis


DATABASE_USER = "portal"
# One number per process of the run, and some for journeys of their own.
REDIS_DATABASES = 64
# A computer that is busy with something else still gets its servers.
START_SECONDS = 60
SECRET_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
# What a developer's shell or .env file may say must not change a test.
NEUTRAL = {
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "0",
    "TRUSTED_PROXIES": "0",
    "TIME_ZONE": "Asia/Krasnoyarsk",
    "CELERY_QUEUE": "portal",
    "CSRF_TRUSTED_ORIGINS": "",
    "SECRET_KEY": SECRET_KEY,
    "EMAIL_URL": "memorymail://",
    "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    # Where pytest-django's live server listens.
    "DJANGO_LIVE_TEST_SERVER_ADDRESS": "127.0.0.1",
}

_PR_SET_PDEATHSIG = 1
_cleanup = contextlib.ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, Any, Any]:
    """Point Django at private servers before pytest-django loads the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        number = int(worker.removeprefix("gw"))
        use_own_redis_database(number + 1)
        use_one_processor(number)
    else:
        early_config.add_cleanup(_cleanup.close)
        atexit.register(_cleanup.close)
        signal.signal(signal.SIGTERM, _leave)
        start_all()
    return (yield)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)


def use_own_redis_database(number: int) -> None:
    """Keep the queue and the cache of one xdist process apart from the others'."""
    base = os.environ["REDIS_URL"].rsplit("/", 1)[0]
    os.environ["REDIS_URL"] = f"{base}/{number}"


def use_one_processor(number: int) -> None:
    """Keep one xdist process and all that it starts on one processor.

    To wake another processor takes longer than most queries. The processes together
    use all of them. Where the system knows no such wish, nothing is asked for.
    """
    if hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[number % len(processors)]})


def keep_near(process: int) -> None:
    """Let a process of the database run where its only client does."""
    if hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(process, os.sched_getaffinity(0))


def start_all() -> None:
    """Start both servers and set the environment that the settings read."""
    # The folder is left open to the database's own system user.
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    _cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o711)
    (folder / "media").mkdir()
    (folder / "static").mkdir()
    redis_port = _cleanup.enter_context(running_redis(folder))
    database_port = _cleanup.enter_context(running_postgresql(folder))
    os.environ.update(
        NEUTRAL,
        DATABASE_URL=f"postgres://{DATABASE_USER}@127.0.0.1:{database_port}/portal",
        REDIS_URL=f"redis://127.0.0.1:{redis_port}/0",
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(folder / "static"),
    )


# --- PostgreSQL --------------------------------------------------------------


@contextlib.contextmanager
def running_postgresql(folder: Path) -> Iterator[int]:
    """Yield the port of a new PostgreSQL that sorts Russian as people do."""
    programs = postgresql_programs()
    data = folder / "postgresql"
    data.mkdir(mode=0o700)
    # PostgreSQL refuses to run as root, so root hands it to its system user.
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        _require_user(owner)
        shutil.chown(data, owner, owner)
    _initialise(programs / "initdb", data, owner)
    port = free_port()
    options = [
        *["-c", "fsync=off", "-c", "synchronous_commit=off"],
        *["-c", "full_page_writes=off", "-c", "jit=off", "-c", "max_connections=200"],
        *["-c", "listen_addresses=127.0.0.1", "-c", f"port={port}"],
        *["-c", f"unix_socket_directories={data}", "-c", "shared_buffers=128MB"],
    ]
    command = [str(programs / "postgres"), "-D", str(data), *options]
    with running(command, log=folder / "postgresql.log", user=owner) as process:
        wait_until(lambda: _database_answers(port), process, folder / "postgresql.log")
        yield port


def postgresql_programs() -> Path:
    """Return the folder of the newest PostgreSQL on this machine."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    elsewhere = shutil.which("initdb")
    if found:
        return found[-1].parent
    if elsewhere:
        return Path(elsewhere).resolve().parent
    raise pytest.UsageError(
        "Нет PostgreSQL. Выполните `make test` или поставьте пакет postgresql."
    )


def _require_user(name: str) -> None:
    try:
        pwd.getpwnam(name)
    except KeyError:
        message = f"Нет системного пользователя {name}: поставьте пакет postgresql."
        raise pytest.UsageError(message) from None


def _initialise(initdb: Path, data: Path, owner: str | None) -> None:
    command = [
        *[str(initdb), "-D", str(data), "-U", DATABASE_USER, "--auth=trust"],
        *["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu"],
        *["--icu-locale=ru-RU", "--no-sync", "--no-instructions"],
    ]
    done = subprocess.run(
        command,
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
        user=owner,
        group=owner,
        extra_groups=[] if owner else None,
    )
    if done.returncode != 0:
        raise pytest.UsageError(f"initdb не создал базу тестов: {done.stderr}")


def _database_answers(port: int) -> bool:
    try:
        psycopg2.connect(
            host="127.0.0.1", port=port, user=DATABASE_USER, dbname="postgres"
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


# --- Redis -------------------------------------------------------------------


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[int]:
    """Yield the port of a new Redis that writes nothing to the disk."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise pytest.UsageError(
            "Нет Redis. Выполните `make test` или поставьте пакет redis-server."
        )
    port = free_port()
    command = [
        *[program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        *["--appendonly", "no", "--databases", str(REDIS_DATABASES)],
        *["--dir", str(folder)],
    ]
    with running(command, log=folder / "redis.log") as process:
        wait_until(lambda: _redis_answers(port), process, folder / "redis.log")
        yield port


def _redis_answers(port: int) -> bool:
    client = redis.Redis(port=port)
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
    finally:
        client.close()


# --- processes ---------------------------------------------------------------


@contextlib.contextmanager
def running(
    command: list[str], *, log: Path, user: str | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends, however it ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Ctrl-C in the terminal is for pytest, which then stops the server.
            start_new_session=True,
            preexec_fn=_die_with_parent,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _die_with_parent() -> None:
    """Have the kernel stop this child when pytest itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(
    is_ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path
) -> None:
    """Wait for a server; show its log when it stops or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if is_ready():
            return
        time.sleep(0.02)
    raise pytest.UsageError(f"Сервер не запустился:\n{log.read_text()[-3000:]}")
