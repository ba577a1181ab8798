"""Run several programs as one: start them in order, mend them, stop them all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType


# A program that dies oftener than this within a minute will not recover by itself.
RESTARTS_PER_MINUTE = 3
# A person who pressed Ctrl-C waits; a job that is cut off is started again later.
STOP_SECONDS = 12
LOG_TAIL_LINES = 15
_PR_SET_PDEATHSIG = 1


class ProgramFailedError(Exception):
    """A program does not stay up; the message says which one and shows its log."""


@dataclass
class Program:
    """One program of the group and its present process."""

    title: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    is_ready: Callable[[], bool] | None = None
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=deque)

    def start(self) -> None:
        """Start the process in a session of its own: Ctrl-C is for the supervisor."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                list(self.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=dict(self.environment),
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def ask_to_end(self) -> None:
        """Ask the process itself to finish; it sees to its own children."""
        if self.process is not None and self.is_running():
            self.process.terminate()

    def kill_group(self) -> None:
        """Kill the process and whatever it has left behind."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def log_tail(self) -> str:
        """Return the last lines that the program wrote."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-LOG_TAIL_LINES:])


class Supervisor:
    """Starts programs in the given order and stops them in the reverse one."""

    def __init__(self, programs: Sequence[Program], *, say: Callable[[str], None]):
        self.programs = list(programs)
        self.say = say
        self.should_stop = False

    def start(self, *, ready_seconds: float) -> None:
        """Start all; a program with a readiness check holds up the ones after it."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for program in self.programs:
            program.log.write_bytes(b"")
            program.start()
            if program.is_ready is not None:
                self.wait_until_ready(program, seconds=ready_seconds)
            if self.should_stop:
                return

    def wait_until_ready(self, program: Program, *, seconds: float) -> None:
        """Wait for a program's own sign of life, mending what dies meanwhile."""
        deadline = time.monotonic() + seconds
        while not self.should_stop:
            if program.is_ready is None or program.is_ready():
                return
            if time.monotonic() > deadline:
                raise self._failure(program, "не отвечает")
            self.mend()
            time.sleep(0.05)

    def watch(self) -> None:
        """Keep everything running until a signal asks to stop."""
        while not self.should_stop:
            self.mend()
            time.sleep(0.25)

    def mend(self) -> None:
        """Start again what has died; give up on what keeps dying."""
        for program in self.programs:
            if program.process is None or program.is_running():
                continue
            now = time.monotonic()
            program.deaths.append(now)
            while program.deaths[0] < now - 60:
                program.deaths.popleft()
            if len(program.deaths) > RESTARTS_PER_MINUTE:
                raise self._failure(program, "не запускается")
            self.say(f"Процесс «{program.title}» остановился, запускаю снова.")
            program.kill_group()
            program.start()

    def stop(self) -> None:
        """Stop all, last started first; what does not end in time is killed."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        started = [program for program in reversed(self.programs) if program.process]
        # The first one serves the others, so it ends after them.
        for program in started[:-1]:
            program.ask_to_end()
        deadline = time.monotonic() + STOP_SECONDS
        for program in started:
            self._finish(program, deadline)

    def _finish(self, program: Program, deadline: float) -> None:
        if program.process is None:
            return
        program.ask_to_end()
        try:
            program.process.wait(timeout=max(0.5, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.say(f"Процесс «{program.title}» не завершился сам и остановлен.")
        program.kill_group()
        program.process.wait()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.should_stop = True

    def _failure(self, program: Program, what: str) -> ProgramFailedError:
        return ProgramFailedError(
            f"Процесс «{program.title}» {what}. Последнее, что он написал "
            f"({program.log}):\n{program.log_tail()}"
        )


def _end_with_parent() -> None:
    """Have the kernel end this child even if the supervisor is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
