"""Many rows at once: what COPY writes is what was given."""

import pytest
from django.db import connection
from django.utils import timezone

from schools.actions import bulk
from schools.actions.bulk import Json, copy_rows, copy_text, upsert_rows
from schools.enums import ImportPhase, RowState
from schools.models import ImportBatch, ImportRow, School
from tests.factories import MunicipalityFactory, SchoolFactory


pytestmark = pytest.mark.django_db

STRANGE = 'Школа\t№ 1\n\\ «1»; "x", \\N'
COLUMNS = ("batch_id", "number", "state", "label", "values", "before")


@pytest.fixture
def batch():
    return ImportBatch.objects.create(
        kind="schools",
        phase=ImportPhase.PREVIEW,
        territory=MunicipalityFactory(),
        file_name="a.csv",
        file_sha256="0" * 64,
        requested_at=timezone.now(),
    )


def test_the_tests_write_by_copy():
    assert connection.vendor == "postgresql"
    assert connection.Database.__name__ == "psycopg2"


def test_strange_texts_and_nothing_arrive_as_they_are(batch):
    rows = [
        (batch.pk, 2, RowState.NEW, STRANGE, {"a": STRANGE, "b": None}, None),
        (batch.pk, 3, RowState.NEW, "", {}, Json('{"x": 1.5}')),
    ]
    assert copy_rows(ImportRow, COLUMNS, rows) == 2
    assert list(
        ImportRow.objects.values_list("number", "label", "values", "before")
    ) == [
        (2, STRANGE, {"a": STRANGE, "b": None}, None),
        (3, "", {}, {"x": 1.5}),
    ]


def test_lines_are_written_as_postgresql_documents():
    rows = [(1, None, True, "a\tb", 0.1), (2, "x", False, "\\", None)]
    assert copy_text(rows) == "1\t\\N\tt\ta\\tb\t0.1\n2\tx\tf\t\\\\\t\\N\n"


def test_no_rows_are_no_rows(batch):
    assert copy_rows(ImportRow, COLUMNS, []) == 0


def test_upsert_adds_and_changes(django_assert_num_queries):
    town = MunicipalityFactory()
    SchoolFactory(municipality=town, code="1", name="Старое", locality="Село")
    columns = (
        *("code", "name", "full_name", "municipality_id", "kind"),
        *("locality", "locality_kind", "site"),
    )
    rows = [
        (code, name, "", town.pk, "basic", "", "rural", "")
        for code, name in (("1", "Новое"), ("2", "Второе"))
    ]
    with django_assert_num_queries(4):
        count = upsert_rows(School, columns, rows, key=["code"], update=["name"])
    assert count == 2
    assert list(
        School.objects.order_by("code").values_list("code", "name", "locality")
    ) == [("1", "Новое", "Село"), ("2", "Второе", "")]


def test_two_upserts_in_one_transaction_do_not_meet():
    town = MunicipalityFactory()
    columns = (
        *("code", "name", "full_name", "municipality_id", "kind"),
        *("locality", "locality_kind", "site"),
    )
    for code in ("1", "2"):
        row = (code, code, "", town.pk, "basic", "", "rural", "")
        upsert_rows(School, columns, [row], key=["code"], update=["name"])
    assert School.objects.count() == 2


def test_databases_without_copy_get_the_same_rows(batch):
    """SQLite takes this way; it works on any database."""
    rows = [
        (batch.pk, 2, RowState.NEW, STRANGE, Json('{"a": 1}'), None),
        (batch.pk, 3, RowState.NEW, "", {}, Json('{"x": 1.5}')),
    ]
    assert bulk._insert(ImportRow, COLUMNS, rows) == 2
    assert list(
        ImportRow.objects.values_list("number", "label", "values", "before")
    ) == [(2, STRANGE, {"a": 1}, None), (3, "", {}, {"x": 1.5})]


def test_databases_without_copy_change_what_is_there():
    town = MunicipalityFactory()
    SchoolFactory(municipality=town, code="1", name="Старое", locality="Село")
    columns = ("code", "name", "municipality_id")
    rows = [("1", "Новое", town.pk), ("2", "Второе", town.pk)]
    bulk._insert(School, columns, rows, key=["code"], update=["name"])
    assert list(
        School.objects.order_by("code").values_list("code", "name", "locality")
    ) == [("1", "Новое", "Село"), ("2", "Второе", "")]
