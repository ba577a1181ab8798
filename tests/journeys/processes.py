"""Start the portal's programs as a server does, and speak to them over HTTP."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


BIN = Path(sys.executable).parent


class Server:
    """A running program with its log."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path):
        self.process = process
        self.log = log

    def wrote(self, text: str) -> bool:
        """Whether the program's log has the text."""
        return text in self.log.read_text(errors="replace")

    def end(self, number: signal.Signals = signal.SIGTERM, *, seconds: int = 30) -> int:
        """Ask the program to end and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=seconds)


@contextmanager
def running(
    command: list[str], *, environment: Mapping[str, str], log: Path
) -> Iterator[Server]:
    """Run a program in a session of its own; nothing of it outlives the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield Server(process, log)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def manage(
    *arguments: str, environment: Mapping[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` and return what it said."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=dict(environment),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def wait_for(
    condition: Callable[[], bool], *, seconds: float = 60, log: Path | None = None
) -> None:
    """Wait until the condition holds; show the log when it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        said = log.read_text(errors="replace")[-3000:] if log else ""
        assert time.monotonic() < deadline, f"Не дождались за {seconds} с.\n{said}"
        time.sleep(0.1)


class Visitor:
    """A person with cookies; `headers` are what the proxy before the portal adds."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None):
        self.address = address.rstrip("/")
        self.headers = dict(headers or {})
        jar = http.cookiejar.CookieJar(_EveryCookie())
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar), _NoRedirect()
        )
        self.jar = jar

    def get(self, path: str) -> "Answer":
        """Open a page."""
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path: str, fields: Mapping[str, str]) -> "Answer":
        """Send a form with the token of the page where it stands."""
        page = self.get(path).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        values = {"csrfmiddlewaretoken": token[1] if token else "", **fields}
        body = urllib.parse.urlencode(values).encode()
        request = urllib.request.Request(self.address + path, data=body)
        host = self.headers.get("Host", self.address.partition("//")[2])
        scheme = self.headers.get("X-Forwarded-Proto", "http")
        request.add_header("Referer", f"{scheme}://{host}{path}")
        return self._open(request)

    def _open(self, request: urllib.request.Request) -> "Answer":
        for name, value in self.headers.items():
            request.add_header(name, value)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, dict(answer.headers), answer.read())
        except (OSError, http.client.HTTPException):
            return Answer(0, {}, b"")


class Answer:
    """Status, headers and body of an answer; status 0 when nobody answers."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args, **_kwargs) -> None:
        return None


class _EveryCookie(http.cookiejar.DefaultCookiePolicy):
    """Keeps secure cookies on plain HTTP: behind the proxy there is no TLS."""

    def return_ok_secure(self, _cookie, _request) -> bool:
        return True
