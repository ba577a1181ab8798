"""500 files of 2 MB from 20 schools at once: all arrive, none is lost, none is mixed up.

The schools send their files to a real web server on PostgreSQL and Redis, each school
its own in turn, all schools together. The floor copies the same files into a folder
with the same number of threads and nothing else. Afterwards every version is read back
from the storage: its number, its school and its SHA-256 must be those of the file sent.

    python -m benchmarks uploads [--schools 20] [--files 25] [--megabytes 2]
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import http.client
import io
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._servers import database_and_queue


NOW = dt.datetime(2025, 9, 1, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Sender:
    """One school: its programme, its session and what it sends."""

    programme: int
    cookies: str
    token: str
    files: tuple[Path, ...]


def main(argv: list[str] | None = None) -> int:
    """Send, copy, compare; exit 1 when a file is lost or stands where it should not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--files", type=int, default=25)
    parser.add_argument("--megabytes", type=float, default=2.0)
    options = parser.parse_args(argv)
    with portal() as (folder, port):
        senders = prepare(folder, options)
        sent = timed(lambda: together(senders, lambda s: send_all(s, port)))
        copied = timed(lambda: together(senders, lambda s: copy_all(s, folder)))
        wrong = misplaced(senders)
        count = sum(len(sender.files) for sender in senders)
        print(
            f"{count} файлов по {options.megabytes:.0f} МБ, школ {len(senders)}: "
            f"потеряно или перепутано {wrong}; к простому копированию тех же файлов "
            f"{sent / copied:.1f}, {count / sent:.1f} файла в секунду"
        )
        return 1 if wrong else 0


@contextmanager
def portal() -> Iterator[tuple[Path, int]]:
    """Start the servers and the portal's web server on a private folder."""
    from config.embedded import web_command
    from tests.services import free_port, running, wait_until

    with database_and_queue() as folder:
        _collect()
        port = free_port()
        root = str(Path(__file__).resolve().parent.parent)
        command = [*web_command("127.0.0.1", port), "--chdir", root]
        log = folder / "web.log"
        with running(command, log=log) as process:
            wait_until(lambda: answers(port), process, log)
            yield folder, port


def _collect() -> None:
    from django.core.management import call_command

    call_command("build_assets", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def answers(port: int) -> bool:
    """Tell whether the web server is up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz/live", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def prepare(folder: Path, options: argparse.Namespace) -> list[Sender]:
    """Make the schools with a draft each, sign their people in, write the files."""
    from django.test import Client

    from roadmaps.actions.programmes import start_programme
    from roadmaps.models import ProgrammeKind
    from schools.enums import Role
    from tests.factories import MunicipalityFactory, SchoolFactory, person

    town, kind = MunicipalityFactory(), ProgrammeKind.objects.first()
    senders = []
    for number in range(options.schools):
        school = SchoolFactory(municipality=town)
        user = person(Role.SCHOOL_TEAM, school)
        programme = start_programme(
            school=school,
            kind=kind,
            title=f"Программа школы {number}",
            starts_on=dt.date(2025, 9, 1),
            ends_on=dt.date(2026, 8, 31),
            user=user,
            now=NOW,
        )
        client = Client()
        client.force_login(user)
        token = secrets.token_hex(16)
        cookies = [f"{name}={m.value}" for name, m in client.cookies.items()]
        files = tuple(
            write_file(folder / "sent" / f"{number}-{n}.pdf", options.megabytes)
            for n in range(options.files)
        )
        cookies.append(f"csrftoken={token}")
        senders.append(Sender(programme.pk, "; ".join(cookies), token, files))
    return senders


def write_file(path: Path, megabytes: float) -> Path:
    """Write a PDF of one page that carries so many random bytes."""
    import pikepdf

    path.parent.mkdir(exist_ok=True)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        noise = secrets.token_bytes(int(megabytes * 1_000_000))
        pdf.Root.PortalBench = pikepdf.Stream(pdf, noise)
        pdf.save(path)
    return path


def together(senders: list[Sender], work: Callable[[Sender], None]) -> None:
    """Let all schools work at once."""
    with ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(work, senders))


def send_all(sender: Sender, port: int) -> None:
    """Send a school's files one after the other, as its person would."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    for path in sender.files:
        boundary = secrets.token_hex(16)
        connection.request(
            "POST",
            f"/programmes/{sender.programme}/upload/",
            body=form_body(path, sender.token, boundary),
            headers={
                "Host": "localhost",
                "Cookie": sender.cookies,
                "Content-Type": f"multipart/form-data; boundary={boundary}",
            },
        )
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"{path.name}: портал ответил {answer.status}")
    connection.close()


def form_body(path: Path, token: str, boundary: str) -> bytes:
    """Return a form with a file as a browser sends it."""
    line = f"--{boundary}\r\nContent-Disposition: form-data; name="
    head = (
        f'{line}"csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'{line}"comment"\r\n\r\n{path.stem}\r\n'
        f'{line}"file"; filename="{path.name}"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    return head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()


def copy_all(sender: Sender, folder: Path) -> None:
    """Copy a school's files: the floor."""
    target = folder / "copied"
    target.mkdir(exist_ok=True)
    for path in sender.files:
        shutil.copyfile(path, target / path.name)


def misplaced(senders: list[Sender]) -> int:
    """Count files that are not there, or are not what and where they should be."""
    from roadmaps.models import ProgrammeVersion

    wrong = 0
    for sender in senders:
        rows = ProgrammeVersion.objects.filter(programme=sender.programme)
        kept = {row.comment: _digests(row) for row in rows.select_related("file")}
        numbers = sorted(row.number for row in rows)
        wrong += numbers != list(range(1, len(sender.files) + 1))
        for path in sender.files:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            wrong += kept.get(path.stem) != {digest}
    return wrong


def _digests(row: Any) -> set[str]:
    with row.file.content.open("rb") as stored:
        return {row.sha256, row.file.sha256, hashlib.sha256(stored.read()).hexdigest()}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
