"""Deadline day: all schools of a town fill their forms at once, then ten times as many.

Schools save their fields one by one, each on its own connection, on a real web server
with PostgreSQL and Redis. First one person a school fills the whole form; then ten
people a school, each with fields of their own, change them without a pause for a
minute. Afterwards each value in the database must be the last one that was sent and
answered. The floor sends the same requests to an application that only writes.

    python -m benchmarks deadline_day [--schools 60] [--fields 20] [--seconds 60]
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import re
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.uploads import portal


PEOPLE_AT_THE_SPIKE = 10
FLOOR_SECONDS = 5.0
PATIENCE_SECONDS = 120
WRONG = ("Не сохранено", "изменили", "Ещё не сохранено")


@dataclass
class Writer:
    """Somebody at a form, with the fields that are theirs and what they sent last."""

    form: int
    keys: tuple[int, ...]
    headers: dict[str, str]
    token: str
    sent: dict[int, int] = field(default_factory=dict)
    revisions: dict[int, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main(argv: list[str] | None = None) -> int:
    """Fill, spike, compare; exit 1 for an error answer or a field that was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=60)
    parser.add_argument("--fields", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args(argv)
    with portal() as (folder, port):
        writers = prepare(options)
        begun = time.perf_counter()
        together(writers, lambda writer: fill(writer, port))
        report("заполняют все школы", writers, time.perf_counter() - begun)
        crowd = [part for writer in writers for part in parts_of(writer)]
        begun = time.perf_counter()
        together(crowd, lambda writer: keep_writing(writer, port, options.seconds))
        rate = report("пишут вдесятером", crowd, time.perf_counter() - begun)
        lost = lost_fields(crowd)
        floor = floor_rate(folder, crowd)
        faults = [fault for writer in (*writers, *crowd) for fault in writer.faults]
        print(
            f"потеряно полей {lost}, ответов с ошибкой {len(faults)}"
            f"{': ' + faults[0] if faults else ''}; простая запись того же числа "
            f"{floor:.0f} в секунду, с правами, историей и проверками в "
            f"{floor / rate:.1f} раза реже"
        )
        return 1 if lost or faults else 0


def prepare(options: argparse.Namespace) -> list[Writer]:
    """Open a window of today for all schools, and sign in a person of each."""
    from schools.enums import Role
    from tests.factories import MunicipalityFactory, SchoolFactory, person
    from tests.factories.monitoring import (
        CalendarFactory,
        opened_window,
        share_version,
    )

    today, town = dt.datetime.now(dt.UTC).date(), MunicipalityFactory()
    schools = [SchoolFactory(municipality=town) for _ in range(options.schools)]
    calendar = CalendarFactory()
    window = opened_window(
        territory=town,
        schools=schools,
        versions=[share_version(calendar=calendar) for _ in range(options.fields)],
        calendar=calendar,
        opens_on=today - dt.timedelta(days=10),
        due_on=today,
        closes_on=today + dt.timedelta(days=7),
    )
    keys = tuple(window.window_indicators.values_list("pk", flat=True))
    forms = dict(window.window_schools.values_list("school_id", "pk"))
    return [
        _signed_in(forms[school.pk], keys, person(Role.SCHOOL_TEAM, school))
        for school in schools
    ]


def _signed_in(form: int, keys: tuple[int, ...], user: object) -> Writer:
    from django.test import Client

    client = Client()
    client.force_login(user)
    token = secrets.token_hex(16)
    cookies = [f"{name}={morsel.value}" for name, morsel in client.cookies.items()]
    headers = {
        "Host": "localhost",
        "Cookie": "; ".join([*cookies, f"csrftoken={token}"]),
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
    }
    return Writer(form, keys, headers, token)


def parts_of(writer: Writer) -> list[Writer]:
    """Share a form's fields out among ten people, who know what stands in them."""
    return [
        Writer(
            writer.form,
            writer.keys[number::PEOPLE_AT_THE_SPIKE],
            writer.headers,
            writer.token,
            sent=dict(writer.sent),
            revisions=dict(writer.revisions),
        )
        for number in range(PEOPLE_AT_THE_SPIKE)
        if writer.keys[number::PEOPLE_AT_THE_SPIKE]
    ]


def together(writers: list[Writer], work: Callable[[Writer], None]) -> None:
    """Let all work at once."""
    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(work, writers))


def fill(writer: Writer, port: int) -> None:
    """Save each field once."""
    with connected(port) as connection:
        for key in writer.keys:
            save(writer, key, connection)


def keep_writing(writer: Writer, port: int, seconds: float) -> None:
    """Change one's fields in turn until the time is over."""
    until = time.perf_counter() + seconds
    with connected(port) as connection:
        while time.perf_counter() < until:
            for key in writer.keys:
                save(writer, key, connection)


@contextmanager
def connected(port: int) -> Iterator[http.client.HTTPConnection]:
    """Hold one connection, as a browser does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        yield connection
    finally:
        connection.close()


def save(writer: Writer, key: int, connection: http.client.HTTPConnection) -> None:
    """Send the next number of a field; remember it when the portal has answered."""
    number = writer.sent.get(key, 0) % 900 + 1
    begun = time.perf_counter()
    connection.request(
        "POST",
        f"/forms/{writer.form}/rows/{key}/",
        body=urlencode(
            {
                "csrfmiddlewaretoken": writer.token,
                f"value-{key}": number,
                f"whole-{key}": 1000,
                f"mark-{key}": "",
                f"comment-{key}": "",
                f"link-{key}": "",
                f"rev-{key}": writer.revisions.get(key, "0"),
                f"was-{key}": "",
            }
        ),
        headers=writer.headers,
    )
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    writer.waits.append(time.perf_counter() - begun)
    said = [word for word in WRONG if word in text]
    if answer.status != 200 or said:
        writer.faults.append(f"{answer.status} {' '.join(said)}")
        return
    writer.sent[key] = number
    revision = re.search(rf'name="rev-{key}" value="(\d+)"', text)
    writer.revisions[key] = revision[1] if revision else ""


def report(title: str, writers: list[Writer], seconds: float) -> float:
    """Print how many requests a second were answered and how long people waited."""
    waits = sorted(wait for writer in writers for wait in writer.waits)
    rate = len(waits) / seconds
    slow = waits[int(len(waits) * 0.95)]
    print(
        f"{title}: соединений {len(writers)}, запросов {len(waits)}, "
        f"{rate:.0f} в секунду, 95 % быстрее {slow:.2f} с"
    )
    return rate


def lost_fields(writers: list[Writer]) -> int:
    """Count fields in which the database has anything but the last answered number."""
    from monitoring.models import Value

    kept = {
        (form, key): (numerator, denominator, revision)
        for form, key, numerator, denominator, revision in Value.objects.values_list(
            *("window_school_id", "window_indicator_id"),
            *("numerator", "denominator", "revision"),
        )
    }
    return sum(
        kept.get((writer.form, key))
        != (writer.sent.get(key), 1000, int(writer.revisions.get(key) or 0))
        for writer in writers
        for key in writer.keys
    )


def floor_rate(folder: Path, crowd: list[Writer]) -> float:
    """Return how many of the same requests a second an application that only writes takes."""
    from config.embedded import web_command
    from tests.services import free_port, running, wait_until

    port = free_port()
    root = str(Path(__file__).resolve().parent.parent)
    command = [
        "benchmarks._bare_form:application"
        if part == "config.wsgi:application"
        else part
        for part in web_command("127.0.0.1", port)
    ]
    log = folder / "floor.log"
    with running([*command, "--chdir", root], log=log) as process:
        wait_until(lambda: _listens(port), process, log)
        bare = [Writer(w.form, w.keys, w.headers, w.token) for w in crowd]
        begun = time.perf_counter()
        together(bare, lambda writer: keep_writing(writer, port, FLOOR_SECONDS))
        return sum(len(w.waits) for w in bare) / (time.perf_counter() - begun)


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
