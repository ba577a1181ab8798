"""Processes that render sections of papers, kept warm between papers.

A renderer needs seconds to start and a fraction of one for a page. So those that have
done their work wait for the next paper, until they have made so much that their memory
is better given back. They end with the process that started them: its end closes the
pipe they read from.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast


Job = dict[str, str]
Answer = dict[str, Any]
Progress = Callable[[int, int], None]

# More processes than this on one server would only compete for memory.
MOST_PROCESSES = 4
# After so many pages a renderer gives its memory back to the system.
MOST_PAGES = 200


class PaperError(RuntimeError):
    """The PDF could not be made; the message is for the log, not for people."""


class Renderer:
    """One process that renders sections, one at a time."""

    def __init__(self) -> None:
        self.pages = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "schools.reports.section_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).resolve().parents[2],
        )
        # Both are pipes, asked for above.
        self.jobs = cast("IO[str]", self.process.stdin)
        self.answers = cast("IO[str]", self.process.stdout)

    def render(self, job: Job) -> Answer:
        """Hand over one section and wait for its answer."""
        self.jobs.write(json.dumps(job) + "\n")
        self.jobs.flush()
        line = self.answers.readline()
        if not line:
            raise PaperError("the renderer died")
        answer: Answer = json.loads(line)
        if "fault" in answer:
            raise PaperError(answer["fault"])
        self.pages += answer["pages"]
        return answer

    @property
    def is_fresh(self) -> bool:
        """Tell whether it can take up another paper."""
        return self.process.poll() is None and self.pages < MOST_PAGES

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.jobs.close()
        self.answers.close()


class Workers:
    """Renderers that share the sections among themselves."""

    def __init__(self, renderers: list[Renderer]) -> None:
        self.idle: queue.SimpleQueue[Renderer] = queue.SimpleQueue()
        for renderer in renderers:
            self.idle.put(renderer)
        self.count = len(renderers)

    def render_all(
        self, jobs: list[Job], progress: Progress | None = None
    ) -> list[Answer]:
        """Render jobs side by side; answers come in the order of the jobs."""
        answers = []
        with ThreadPoolExecutor(self.count) as pool:
            # Progress is told from this thread: the caller may use its database.
            for answer in pool.map(self._render, jobs):
                answers.append(answer)
                if progress is not None:
                    progress(len(answers), len(jobs))
        return answers

    def _render(self, job: Job) -> Answer:
        renderer = self.idle.get()
        try:
            return renderer.render(job)
        finally:
            self.idle.put(renderer)


class _Waiting:
    """The renderers of this process between two papers."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.renderers: list[Renderer] = []
        self.owner = os.getpid()

    def take(self) -> Renderer:
        """Return a warm renderer, or start one."""
        with self.lock:
            if self.owner != os.getpid():
                # A child of this process must not speak through its parent's pipes.
                self.renderers, self.owner = [], os.getpid()
            while self.renderers:
                renderer = self.renderers.pop()
                if renderer.is_fresh:
                    return renderer
                renderer.stop()
        return Renderer()

    def give_back(self, renderer: Renderer) -> None:
        """Keep a renderer for the next paper, or end it."""
        with self.lock:
            if renderer.is_fresh and len(self.renderers) < MOST_PROCESSES:
                self.renderers.append(renderer)
                return
        renderer.stop()

    def stop(self) -> None:
        """End all that wait."""
        with self.lock:
            if self.owner == os.getpid():
                for renderer in self.renderers:
                    renderer.stop()
                self.renderers = []


_waiting = _Waiting()
atexit.register(_waiting.stop)


@contextmanager
def running_workers(sections: int) -> Iterator[Workers]:
    """Yield renderers for so many sections; after a fault none of them is kept."""
    count = max(1, min(sections, os.cpu_count() or 1, MOST_PROCESSES))
    renderers = [_waiting.take() for _ in range(count)]
    try:
        yield Workers(renderers)
    except BaseException:
        for renderer in renderers:
            renderer.stop()
        raise
    for renderer in renderers:
        _waiting.give_back(renderer)
