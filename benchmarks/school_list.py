"""The page of the list of schools with 40,000 of them against an empty template.

The baseline is the same view with the same queries and an empty template: what is
left above it is the drawing of the page. A second, harder baseline sends the same
SQL again as bare text, without the ORM and without the view.

    python -m benchmarks.school_list [--schools N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


GOAL_RATIO = 2.0
ROUNDS = 30
# As many as the country has; the demo puts all municipalities into one.
REGIONS = 89
PAGES = ("", "?region={region}", "?search=ключи", "?sort=-name&page=20")


def main(argv: list[str] | None = None) -> int:
    """Print the ratio for each address; exit 1 when one misses the goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=40_000)
    options = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    folder.chmod(0o711)
    (folder / "static").mkdir()
    from tests.services import running_postgresql, running_redis

    with running_postgresql(folder) as port, running_redis(folder) as redis_port:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"postgres://portal@127.0.0.1:{port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
            "SECRET_KEY": "only-for-the-bench-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DEMO": "1",
            "ALLOWED_HOSTS": "testserver",
            "VAR_DIR": str(folder),
        }
        import django

        django.setup()
        _fill(options.schools)
        return max(_compare(page) for page in PAGES)


def _fill(schools: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("seed_demo", schools=schools, no_history=True, verbosity=0)
    _spread_over_regions()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _spread_over_regions() -> None:
    from schools.enums import TerritoryKind
    from schools.models import Territory

    regions = [
        Territory(kind=TerritoryKind.REGION, code=f"R{n}", name=f"Регион {n}")
        for n in range(REGIONS - Territory.objects.regions().count())
    ]
    keys = [region.pk for region in Territory.objects.bulk_create(regions)]
    keys += Territory.objects.regions().values_list("pk", flat=True)[:1]
    places = list(Territory.objects.municipalities())
    for number, place in enumerate(places):
        place.parent_id = keys[number % len(keys)]
    Territory.objects.bulk_update(places, ["parent"])


def _compare(page: str) -> int:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(get_user_model().objects.get(username="admin"))
    address = reverse("schools:list") + page.format(region=_a_region())
    queries = _queries_of(lambda: client.get(address))

    def undrawn() -> None:
        with _empty_template():
            client.get(address)

    def replayed() -> None:
        _replay(queries)
        client.get(reverse("bench_empty"))

    assert len(_queries_of(lambda: undrawn() or client.get(address))) == 2 * len(
        queries
    )
    with _empty_page():
        ratio = _ratio(lambda: client.get(address), undrawn)
        harder = _ratio(lambda: client.get(address), replayed)
    print(
        f"{page or 'первая страница'}: к пустому шаблону {ratio:.2f} (цель ≤ "
        f"{GOAL_RATIO}), к голому SQL {harder:.2f}, запросов {len(queries)}"
    )
    return 0 if ratio <= GOAL_RATIO else 1


def _a_region() -> int:
    from schools.models import Territory

    return Territory.objects.regions().values_list("pk", flat=True)[0]


def _ratio(first: Callable[[], Any], second: Callable[[], Any]) -> float:
    seconds, base = _paired(first, second)
    return seconds / base


@contextmanager
def _empty_template() -> Iterator[None]:
    """Let the view do all it does and draw nothing."""
    from django.http import HttpResponse
    from django.template import engines

    from schools.views import registry

    template, drawn = engines["django"].from_string(""), registry.render
    registry.render = lambda *_args, **_kwargs: HttpResponse(template.render({}, None))
    try:
        yield
    finally:
        registry.render = drawn


def _queries_of(ask: Callable[[], Any]) -> list[tuple[str, Any]]:
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


def _empty_page() -> Any:
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


if __name__ == "__main__":
    sys.exit(main())
