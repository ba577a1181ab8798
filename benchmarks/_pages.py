"""A page against the same view with an empty template, and against its bare SQL."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


GOAL_RATIO = 2.0
ROUNDS = 30


def compare(client: Any, address: str, title: str, view: ModuleType) -> int:
    """Print the ratios of one page; return 1 when it misses the goal.

    `view` is the module whose `render` draws the page.
    """
    from django.urls import reverse

    queries = queries_of(lambda: client.get(address))

    def undrawn() -> None:
        with empty_template(view):
            client.get(address)

    def replayed() -> None:
        _replay(queries)
        client.get(reverse("bench_empty"))

    twice = queries_of(lambda: undrawn() or client.get(address))
    drawing = 2 * len(queries) - len(twice)
    with empty_page():
        ratio = _ratio(lambda: client.get(address), undrawn)
        harder = _ratio(lambda: client.get(address), replayed)
    print(
        f"{title}: к пустому шаблону {ratio:.2f} (цель ≤ {GOAL_RATIO}), "
        f"к голому SQL {harder:.2f}, запросов {len(queries)}, из них при рисовании "
        f"{drawing}"
    )
    return 0 if ratio <= GOAL_RATIO else 1


def _ratio(first: Callable[[], Any], second: Callable[[], Any]) -> float:
    seconds, base = _paired(first, second)
    return seconds / base


@contextmanager
def empty_template(view: ModuleType) -> Iterator[None]:
    """Let the view do all it does and draw nothing."""
    from django.http import HttpResponse
    from django.template import engines

    template, drawn = engines["django"].from_string(""), view.render
    view.render = lambda request, *_args, **_kwargs: HttpResponse(
        template.render({}, request)
    )
    try:
        yield
    finally:
        view.render = drawn


def queries_of(ask: Callable[[], Any]) -> list[tuple[str, Any]]:
    """Record the statements of the page's own, without those of every request."""
    from django.db import connection

    found: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "django_session" not in sql and '"schools_user"' not in sql:
            found.append((sql, params))
        return execute(sql, params, many, context)

    ask()
    with connection.execute_wrapper(keep):
        response = ask()
    assert response.status_code == 200, response.status_code
    return found


def _replay(queries: list[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def empty_page() -> Any:
    """Add an address that renders an empty template behind the same middleware."""
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.test import override_settings
    from django.urls import path

    from config import urls

    template = engines["django"].from_string("")

    def empty(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({}, None))

    module = type(sys)("bench_urls")
    module.urlpatterns = [path("empty/", empty, name="bench_empty"), *urls.urlpatterns]
    sys.modules["bench_urls"] = module
    return override_settings(ROOT_URLCONF="bench_urls")


def _paired(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[float, float]:
    """Time both in turn, so that a slow moment of the machine meets both."""
    for _ in range(5):
        first()
        second()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for place, call in enumerate((first, second)):
            started = time.perf_counter()
            call()
            times[place].append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])
