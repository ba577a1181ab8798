"""Fixtures of all tests: strict templates, a real worker, a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlparse

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import TransactionTestCase
from system_packages import BROWSERS, first_program

from tests import browsing, services, snapshots, strict_templates


if TYPE_CHECKING:  # half a second that tests without a browser need not wait
    from playwright.sync_api import Browser, Page

BROWSER = "browser"
# Folders of browser tests in the order of their turn: visits of all pages, journeys.
LONGEST = {"meta": 1, "journeys": 2}
WORKER_START_SECONDS = 120
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure() -> None:
    """Make an undefined variable in one of our templates an error.

    Generated examples are the same in every run: a machine that is busy fails no
    test, and a failure can be looked at again. The bundle of the charts is built once,
    before processes share the tests.
    """
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        call_command("build_assets", stdout=StringIO())
    strict_templates.install(settings.BASE_DIR)
    hypothesis.settings.register_profile(
        "portal",
        deadline=None,
        derandomize=True,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("portal")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests, and run the files that hold some last, the longest first.

    Playwright leaves an event loop in the main thread, which Django takes for
    asynchronous code; little else should run under the exception made for it. Whole
    files are moved, because each process is handed whole files: what a file prepares
    is prepared once.
    """
    for item in items:
        if BROWSER in getattr(item, "fixturenames", ()):
            item.add_marker(BROWSER)
    late = {item.path for item in items if item.get_closest_marker(BROWSER)}
    items.sort(
        key=lambda item: (item.path in late) * LONGEST.get(item.path.parent.name, 3)
    )


@receiver(connection_created)
def _keep_database_near(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    if connection.vendor == "postgresql" and os.environ.get("PYTEST_XDIST_WORKER"):
        services.keep_near(connection.connection.info.backend_pid)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Leave the databases: their server is thrown away whole at the end.

    A page that was left while it loaded may still hold a connection then.
    """
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Lay the rows of a new database again where Django would write all of them anew."""
    with django_db_blocker.unblock():
        snapshots.begin_anew()
    TransactionTestCase._fixture_teardown = lambda _case: snapshots.begin_anew()


# --- the worker --------------------------------------------------------------


@pytest.fixture(scope="session")
def live_worker(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Run a real Celery worker on the tests' database and this process's queue.

    Tests that use it need `django_db(transaction=True)`: the worker sees only
    what is committed.
    """
    from config.celery import app

    log = tmp_path_factory.mktemp("worker") / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            worker_command(),
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": address_of_database()},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait_for_worker(app, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def worker_command() -> list[str]:
    """Return the command of a worker that starts quickly."""
    return [
        *[sys.executable, "-m", "celery", "-A", "config.celery", "worker"],
        *["--concurrency", "2", "--loglevel", "INFO"],
        *["--without-gossip", "--without-mingle"],
    ]


def address_of_database() -> str:
    """Return the address of the database that pytest-django made for this process."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    return urlparse(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _wait_for_worker(app, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + WORKER_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if app.control.ping(timeout=0.5):
            return
    pytest.fail(f"Celery не запустился:\n{log.read_text()[-3000:]}")


# --- the browser -------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium once, with an empty profile."""
    program = first_program(*BROWSERS)
    if program is None:
        pytest.fail(
            f"Нет Chromium: выполните `make test` или поставьте пакет {BROWSERS[0]}."
        )
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(
            executable_path=program, args=[*CHROMIUM_FLAGS, browsing.ONLY_HERE]
        )
        yield started
        started.close()


@pytest.fixture
def faults() -> browsing.Faults:
    """What went wrong on this test's pages; empty at the end, or the test fails."""
    return browsing.Faults()


@pytest.fixture
def page(browser: Browser, live_server, faults: browsing.Faults) -> Iterator[Page]:
    """Open a page of the live server that tolerates no error behind the scenes."""
    with browsing.opened_page(browser, live_server.url, faults) as opened:
        yield opened
    assert faults == []
