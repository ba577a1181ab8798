"""The supervisor starts, mends and stops a group of real processes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from config.supervisor import Program, ProgramFailedError, Supervisor


SLEEP = "import time; print('up', flush=True); time.sleep(60)"


@pytest.fixture(autouse=True)
def _restore_signals():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def program(folder: Path, code: str, *, title: str = "проба", **extra) -> Program:
    command = [sys.executable, "-c", code]
    return Program(title, command, folder / f"{title}.log", os.environ, **extra)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def wait_for(condition, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "не дождались"
        time.sleep(0.02)


def test_it_starts_in_order_and_leaves_nothing_behind(tmp_path: Path) -> None:
    first = program(tmp_path, SLEEP, title="первый")
    first.is_ready = lambda: "up" in first.log.read_text()
    second = program(tmp_path, SLEEP, title="второй")
    supervisor = Supervisor([first, second], say=print)

    supervisor.start(ready_seconds=10)
    pids = [first.process.pid, second.process.pid]

    assert [is_alive(pid) for pid in pids] == [True, True]
    supervisor.stop()
    assert [is_alive(pid) for pid in pids] == [False, False]


def test_it_starts_again_what_was_killed(tmp_path: Path) -> None:
    said: list[str] = []
    one = program(tmp_path, SLEEP, title="одна")
    supervisor = Supervisor([one], say=said.append)
    supervisor.start(ready_seconds=10)
    killed = one.process.pid

    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: not is_alive(killed))
    supervisor.mend()

    assert one.is_running()
    assert one.process.pid != killed
    assert said == ["Процесс «одна» остановился, запускаю снова."]
    supervisor.stop()


def test_it_gives_up_on_what_keeps_dying_and_shows_why(tmp_path: Path) -> None:
    one = program(tmp_path, "raise SystemExit('нет настройки')", title="хрупкая")
    supervisor = Supervisor([one], say=lambda _text: None)
    supervisor.start(ready_seconds=10)

    with pytest.raises(ProgramFailedError, match="нет настройки") as caught:
        wait_for(lambda: supervisor.mend(), seconds=20)
    supervisor.stop()

    assert str(caught.value).startswith("Процесс «хрупкая» не запускается.")


def test_what_never_answers_is_named(tmp_path: Path) -> None:
    mute = program(tmp_path, SLEEP, title="немая", is_ready=lambda: False)
    supervisor = Supervisor([mute], say=print)

    with pytest.raises(ProgramFailedError, match="«немая» не отвечает"):
        supervisor.start(ready_seconds=0.2)
    supervisor.stop()


def test_grandchildren_end_too(tmp_path: Path) -> None:
    code = f"""
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", {SLEEP!r}])
        print(child.pid, flush=True)
        child.wait()
    """
    parent = program(tmp_path, textwrap.dedent(code))
    supervisor = Supervisor([parent], say=print)
    supervisor.start(ready_seconds=10)
    wait_for(lambda: "\n" in parent.log.read_text())
    grandchild = int(parent.log.read_text().splitlines()[0])

    supervisor.stop()

    wait_for(lambda: not is_alive(grandchild))


def test_children_end_with_a_killed_supervisor(tmp_path: Path) -> None:
    code = f"""
        import os, sys, time
        from pathlib import Path
        from config.supervisor import Program, Supervisor
        child = Program("x", [sys.executable, "-c", {SLEEP!r}], Path({str(tmp_path / "x")!r}), os.environ)
        Supervisor([child], say=print).start(ready_seconds=5)
        print(child.process.pid, flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
    ) as supervisor:
        child = int(supervisor.stdout.readline())
        supervisor.kill()

    wait_for(lambda: not is_alive(child))
