"""A list with three rows asks the database as often as a list with one."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.meta.budgets import LISTS, NOT_LISTS, PARTS, Budget
from tests.meta.matrix import MATRIX
from tests.meta.world import World, build_world


# Pages of the account are the library's and hold no lists.
ELSEWHERE = ("account_", "mfa_")


def addresses_without_an_object() -> list[str]:
    found = []
    for name, row in MATRIX.items():
        if name.startswith(ELSEWHERE) or row.get is None:
            continue
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        found.append(name)
    return sorted(found)


def test_every_address_is_a_list_or_is_not():
    assert sorted([*LISTS, *NOT_LISTS]) == addresses_without_an_object()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """One world for all lists; what a list grows is undone with its test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted([*LISTS, *PARTS]))
def test_rows_do_not_cost_queries(name: str, world: World):
    budget = LISTS.get(name) or PARTS[name]
    client = Client()
    client.force_login(
        world.people[budget.reader], "django.contrib.auth.backends.ModelBackend"
    )
    url = address(name, budget, world)
    budget.grow(world, 1)
    with_one = queries(client, url)
    for number in (2, 3):
        budget.grow(world, number)
    with_three = queries(client, url)
    assert len(with_three) == len(with_one), "\n".join(with_three)


def address(name: str, budget: Budget, world: World) -> str:
    if not budget.about:
        return reverse(name)
    row = world.school if budget.about == "school" else world[budget.about]
    return reverse(name, args=[row.pk])


def queries(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]
