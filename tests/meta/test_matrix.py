"""Every address answers everybody exactly as the matrix says."""

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.meta.matrix import MATRIX, PARTS
from tests.meta.matrix.rows import LOGIN
from tests.meta.world import ANONYMOUS, PEOPLE, World, build_world


# The admin has a test of its own: one rule holds for all its addresses.
ELSEWHERE = ("admin:",)


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterator[str]:
    """Yield the names of all addresses with their namespaces."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name or pattern.pattern}"


OWN_ROUTES = sorted({name for name in routes() if not name.startswith(ELSEWHERE)})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World, django_db_blocker) -> dict[str, Client]:
    found = {ANONYMOUS: Client()}
    with django_db_blocker.unblock():
        for name in PEOPLE:
            found[name] = Client()
            found[name].force_login(
                world.people[name], "django.contrib.auth.backends.ModelBackend"
            )
    return found


@pytest.fixture(scope="module", autouse=True)
def _patient_and_quiet() -> Iterator[None]:
    """Take more forms from one address than people type; refuse without a word.

    Nobody reads thousands of tracebacks of refusals. The settings hold for the whole
    module: with each change of the addresses Django reads all of them again.
    """
    logging.disable(logging.WARNING)
    with override_settings(
        ROOT_URLCONF="tests.meta.bare_errors",
        REQUEST_RATES=settings.REQUEST_RATES | {"kept_form": ("POST", "9999/m")},
    ):
        yield
    logging.disable(logging.NOTSET)


def test_the_matrix_names_every_address_and_no_other() -> None:
    assert sorted(MATRIX) == OWN_ROUTES


def test_no_address_stands_in_two_parts() -> None:
    assert sum(len(part.ROWS) for part in PARTS) == len(MATRIX)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_an_address_answers_as_declared(
    name: str, world: World, clients: dict[str, Client]
) -> None:
    row = MATRIX[name]
    url = reverse(name, kwargs=dict(row.kwargs(world)))
    asked = [(viewer, method) for viewer in clients for method in ("GET", "POST")]
    found = {
        (viewer, method): answer(clients[viewer], method, url, row.data(world))
        for viewer, method in asked
    }
    assert found == {(v, m): row.expected(v, m) for v, m in asked}


def answer(client: Client, method: str, url: str, data: object) -> int | str:
    """Ask, undo whatever the request wrote, and name the answer."""
    # Signing out empties the browser too.
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.get(url) if method == "GET" else client.post(url, data)
        if getattr(response, "streaming", False):
            list(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies.load(cookies)
    return outcome(response)


def outcome(response: HttpResponse) -> int | str:
    target = response.headers.get("Location", "")
    if response.status_code == 302 and target.split("?")[0] == str(settings.LOGIN_URL):
        return LOGIN
    return response.status_code
