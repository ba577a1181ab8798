"""The search goes by the index, and says so where it cannot know stems."""

import pytest
from django.db import connection

from roadmaps.queries.programme_search import search_versions, searched
from schools.models import scope_of
from tests.roadmaps.programme_desk import make_desk


pytestmark = pytest.mark.django_db


def test_letters_are_kept_small_and_without_yo():
    assert searched("Ёлка В ЛЕСУ") == "елка в лесу"


def test_the_database_uses_the_index_of_stems():
    desk = make_desk()
    found = search_versions(words="наставник", user=desk.coordinator)
    assert found.knows_stems
    with connection.cursor() as cursor:
        # Among three rows no index pays; the question is whether this one answers.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    plan = found.versions.order_by().explain()
    assert "programme_version_search" in plan


def test_without_postgresql_letters_are_looked_for(monkeypatch):
    desk = make_desk()
    scope_of(desk.team)
    with monkeypatch.context() as other_database:
        other_database.setattr(connection, "vendor", "sqlite")
        found = search_versions(words="наставник", user=desk.team)
    assert (found.knows_stems, list(found.versions)) == (False, [])
    assert "LIKE" in str(found.versions.query)
