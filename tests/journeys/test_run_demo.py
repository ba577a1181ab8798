"""`make run` on a new computer: prepare, serve, stop at Ctrl-C, leave nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.management.commands.run_demo import DEMO_PEOPLE
from tests import services
from tests.journeys.processes import Server, Visitor, running, wait_for


pytestmark = pytest.mark.journey

# What a shell of a test run says must not reach a newcomer's portal.
FOREIGN = {
    *services.NEUTRAL,
    *("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "STATIC_ROOT"),
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A computer where nothing is set up."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, "VAR_DIR": str(tmp_path_factory.mktemp("newcomer") / "var")}


def command(port: int, *extra: str) -> list[str]:
    return [sys.executable, "manage.py", "run_demo", "--port", str(port), *extra]


@contextmanager
def started(environment: dict[str, str], log: Path) -> Iterator[tuple[Server, int]]:
    """Run the portal; go on when it has said where it is."""
    port = services.free_port()
    with running(command(port), environment=environment, log=log) as server:
        wait_for(
            lambda: (
                server.wrote("Портал работает") or server.process.poll() is not None
            ),
            seconds=180,
            log=log,
        )
        assert server.process.poll() is None, log.read_text()
        yield server, port


@pytest.fixture(scope="module")
def second_start(environment: dict[str, str]) -> Iterator[tuple[Server, int]]:
    """The portal as it starts on all days after the first."""
    log = Path(environment["VAR_DIR"]).with_name("second.log")
    with started(environment, log) as portal:
        yield portal


def processes_of(folder: str) -> list[str]:
    """Return the commands of this machine that were told to work in the folder."""
    mark = f"VAR_DIR={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return [line for line in found if line]


def test_a_newcomer_signs_in_and_ctrl_c_stops_everything(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with started(environment, tmp_path / "first.log") as (server, port):
        sign_in_as_everybody(port)
        assert len(processes_of(environment["VAR_DIR"])) >= 5
        assert server.end(signal.SIGINT, seconds=40) == 0

    assert server.log.read_text().rstrip().endswith("Портал остановлен.")
    assert processes_of(environment["VAR_DIR"]) == []


def sign_in_as_everybody(port: int) -> None:
    visitor = Visitor(f"http://127.0.0.1:{port}")
    assert visitor.get("/accounts/login/").status == 200
    for login, _role in DEMO_PEOPLE:
        person = Visitor(f"http://127.0.0.1:{port}")
        entered = person.post("/accounts/login/", {"login": login, "password": "demo"})
        assert (login, entered.status, person.get("/").status) == (login, 302, 200)


def test_the_second_start_loads_nothing_again(
    second_start: tuple[Server, int], environment: dict[str, str]
) -> None:
    server, _port = second_start

    assert not server.wrote("Готовлю базу данных")
    assert not server.wrote("Собираю стили")
    again = subprocess.run(
        command(services.free_port()),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert again.returncode == 1
    assert re.search(r"Портал с данными из .+ уже запущен\.", again.stderr)


def test_a_killed_web_server_is_started_again(
    second_start: tuple[Server, int], environment: dict[str, str]
) -> None:
    server, port = second_start
    log = Path(environment["VAR_DIR"], "log", "web.log")
    started = re.compile(r"\[(\d+)\] \[INFO\] Listening at")

    os.kill(int(started.findall(log.read_text())[-1]), signal.SIGKILL)
    wait_for(lambda: len(started.findall(log.read_text())) == 2, log=log)
    visitor = Visitor(f"http://127.0.0.1:{port}")

    wait_for(lambda: visitor.get("/accounts/login/").status == 200, log=log)
    assert server.wrote("Процесс «веб-сервер» остановился, запускаю снова.")


def test_a_taken_port_is_one_clear_sentence(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            command(port),
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        f"Порт {port} занят. Выберите другой: make run PORT={port + 1}"
    )
