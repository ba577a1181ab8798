"""The tests run on the servers that production runs on, and on private ones."""

import os
from urllib.parse import urlparse

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from tests import services


def test_the_database_is_the_private_postgresql(db: None) -> None:
    private = urlparse(os.environ["DATABASE_URL"])

    assert connection.vendor == "postgresql"
    assert connection.settings_dict["PORT"] == private.port
    assert connection.settings_dict["NAME"].startswith("test_")


def test_psycopg_3_did_not_get_in() -> None:
    # Django prefers it silently, and COPY as we use it is psycopg2's.
    assert not is_psycopg3


def test_the_database_sorts_russian_words_as_people_do(db: None) -> None:
    names = ["ёлка", "Яблоко", "ель", "Ёж", "арбуз"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM unnest(%s) AS name ORDER BY name", [names])
        ordered = [row[0] for row in cursor.fetchall()]

    assert ordered == ["арбуз", "Ёж", "ёлка", "ель", "Яблоко"]


def test_the_cache_is_the_private_redis() -> None:
    cache.set("services", "ё")

    assert settings.CACHES["default"]["LOCATION"] == os.environ["REDIS_URL"]
    assert cache.get("services") == "ё"


def test_each_process_of_a_parallel_run_has_its_own_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6390/0")

    services.use_own_redis_database(3)

    assert os.environ["REDIS_URL"] == "redis://127.0.0.1:6390/3"


@pytest.mark.parametrize(("number", "processor"), [(0, 2), (1, 3), (2, 7), (4, 3)])
def test_processes_of_a_run_take_the_processors_in_turn(
    number: int, processor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished: list[tuple[int, set[int]]] = []
    monkeypatch.setattr(services.os, "sched_getaffinity", lambda _process: {2, 3, 7})
    monkeypatch.setattr(
        services.os, "sched_setaffinity", lambda *wish: wished.append(wish)
    )
    services.use_one_processor(number)
    assert wished == [(0, {processor})]


def test_a_backend_that_has_gone_is_not_kept_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wished: list[int] = []

    def refuse(process: int, _processors: set[int]) -> None:
        wished.append(process)
        raise ProcessLookupError(process)

    monkeypatch.setattr(services.os, "sched_setaffinity", refuse)
    services.keep_near(4711)
    assert wished == [4711]
