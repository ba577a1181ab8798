"""The processes of a production installation, without Docker: web, worker, beat."""

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import ParseResult, urlparse

import psycopg2
import pytest
from psycopg2.extensions import cursor

from config.celery import app
from tests import services
from tests.journeys.processes import (
    BIN,
    Server,
    Visitor,
    manage,
    running,
    wait_for,
)


pytestmark = pytest.mark.journey

HOST = "portal.example"
# The journey's own queue and cache; the tests use the low numbers.
REDIS_DATABASE = services.REDIS_DATABASES - 1


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Production settings on an empty database of their own."""
    folder = tmp_path_factory.mktemp("production")
    name = f"production_{os.getpid()}"
    address = urlparse(os.environ["DATABASE_URL"])
    with administration(address) as server:
        server.execute(f"CREATE DATABASE {name}")
    redis = os.environ["REDIS_URL"].rsplit("/", 1)[0]
    yield {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "DATABASE_URL": address._replace(path=f"/{name}").geturl(),
        "REDIS_URL": f"{redis}/{REDIS_DATABASE}",
        "ALLOWED_HOSTS": HOST,
        "HTTPS": "1",
        "TRUSTED_PROXIES": "1",
        "DEBUG": "0",
        "DEMO": "0",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "VAR_DIR": str(folder / "var"),
        "BIND": f"127.0.0.1:{services.free_port()}",
        "WEB_PROCESSES": "2",
        "DJANGO_SUPERUSER_PASSWORD": "correct-horse-battery",
    }
    with administration(address) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def administration(address: ParseResult) -> Iterator[cursor]:
    """Yield a cursor outside of any transaction, for creating databases."""
    connection = psycopg2.connect(
        host=address.hostname,
        port=address.port,
        user=address.username,
        dbname="postgres",
    )
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def portal(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Server]]:
    """The three processes after the steps of docs/deployment.md."""
    logs = tmp_path_factory.mktemp("logs")
    administrator = ("--username", "admin", "--email", "admin@portal.example")
    for step in (
        ("migrate", "--no-input"),
        ("build_assets",),
        ("collectstatic", "--no-input"),
        ("createsuperuser", "--no-input", *administrator),
    ):
        done = manage(*step, environment=environment)
        assert done.returncode == 0, f"{step}: {done.stderr}"
    celery = [str(BIN / "celery"), "-A", "config.celery"]
    commands = {
        "web": ["sh", "scripts/web.sh"],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
    }
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                running(command, environment=environment, log=logs / f"{name}.log")
            )
            for name, command in commands.items()
        }


@pytest.fixture
def visitor(environment: dict[str, str], portal: dict[str, Server]) -> Visitor:
    """A person behind the proxy, once the web server answers."""
    someone = Visitor(
        f"http://{environment['BIND']}",
        {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"},
    )
    wait_for(lambda: someone.get("/healthz/live").status == 200, log=portal["web"].log)
    return someone


def test_it_is_ready_to_serve(visitor: Visitor) -> None:
    answer = visitor.get("/healthz/ready")

    assert answer.status == 200
    assert json.loads(answer.body) == {
        "status": "ready",
        "checks": {"database": True, "migrations": True, "broker": True},
    }


def test_the_health_command_says_so_too(
    visitor: Visitor, environment: dict[str, str], portal: dict[str, Server]
) -> None:
    log = portal["web"].log.with_suffix(".health")
    command = [sys.executable, "scripts/healthcheck.py", "web"]
    with running(command, environment=environment, log=log) as health:
        assert health.process.wait(timeout=20) == 0, log.read_text()


def test_plain_http_and_other_names_are_refused(
    visitor: Visitor, environment: dict[str, str]
) -> None:
    address = f"http://{environment['BIND']}"

    plain = Visitor(address, {"Host": HOST}).get("/accounts/login/")
    other = Visitor(address, {"Host": "evil.example"}).get("/accounts/login/")

    assert plain.status == 301
    assert plain.headers["Location"] == f"https://{HOST}/accounts/login/"
    assert other.status == 400


def test_styles_are_hashed_and_kept_for_ever(visitor: Visitor) -> None:
    page = visitor.get("/accounts/login/")
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.text)[1]
    answer = visitor.get(style)

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_an_administrator_signs_in_and_has_to_set_up_a_second_factor(
    visitor: Visitor,
) -> None:
    entered = visitor.post(
        "/accounts/login/", {"login": "admin", "password": "correct-horse-battery"}
    )
    session = next(cookie for cookie in visitor.jar if cookie.name == "sessionid")
    home = visitor.get("/")

    assert entered.status == 302
    assert session.secure
    assert home.status == 302
    assert home.headers["Location"] == "/accounts/2fa/totp/activate/"


def test_a_wrong_password_shows_no_people_and_no_debug_page(visitor: Visitor) -> None:
    answer = visitor.post("/accounts/login/", {"login": "admin", "password": "demo"})

    assert answer.status == 200
    assert "пароль у всех" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_worker_carries_out_what_is_queued(
    environment: dict[str, str], portal: dict[str, Server]
) -> None:
    worker = portal["worker"]
    wait_for(lambda: worker.wrote(" ready."), log=worker.log)
    with app.connection_for_write(environment["REDIS_URL"]) as connection:
        sent = app.send_task("schools.tasks.requeue_lost_jobs", connection=connection)

    wait_for(
        lambda: worker.wrote(f"requeue_lost_jobs[{sent.id}] succeeded"), log=worker.log
    )


def test_everything_ends_when_asked(
    visitor: Visitor, portal: dict[str, Server]
) -> None:
    wait_for(lambda: portal["beat"].wrote("beat: Starting"), log=portal["beat"].log)

    codes = {name: server.end(signal.SIGTERM) for name, server in portal.items()}

    assert codes == {"web": 0, "worker": 0, "beat": 0}
