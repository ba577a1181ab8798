"""The embedded SQLite reads and sorts Russian, and the whole portal runs on it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.sqlite import NATURAL_ORDER, like, register_functions
from schools.models import ordering


@pytest.fixture
def database():
    connection = sqlite3.connect(":memory:")
    register_functions(connection)
    yield connection
    connection.close()


def ask(database, expression: str, *values: object) -> object:
    return database.execute(f"SELECT {expression}", values).fetchone()[0]


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        ("%шКОЛА%", "Школа № 1", 1),
        ("ёЛКА", "ЁЛКА", 1),
        ("школа", "Школа № 1", 0),
        ("_кола%", "Школа", 1),
        ("100\\%", "100%", 1),
        ("100\\%", "1000", 0),
        ("a.c", "abc", 0),
        ("%", "две\nстроки", 1),
        (None, "x", None),
        ("x", None, None),
        ("12%", 123, 1),
    ],
)
def test_like(database, pattern, value, found):
    assert ask(database, "? LIKE ? ESCAPE '\\'", value, pattern) == found


def test_like_without_an_escape_sign():
    assert like("%я", "Заря") is True


def test_letters_grow_and_shrink(database):
    assert ask(database, "UPPER('ёлка')") == "ЁЛКА"
    assert ask(database, "LOWER('ЁЛКА')") == "ёлка"
    assert ask(database, "LOWER(NULL)") is None
    assert ask(database, "UPPER(5)") == 5


def test_names_stand_in_the_order_of_people(database):
    names = ["Школа № 10", "Ёлочная", "школа № 1", "Жуковская", "Школа № 2", "Еловая"]
    database.execute(f"CREATE TABLE t (name TEXT COLLATE {NATURAL_ORDER})")
    database.executemany("INSERT INTO t VALUES (?)", [(name,) for name in names])
    found = [row[0] for row in database.execute("SELECT name FROM t ORDER BY name")]
    assert found == [
        "Еловая",
        "Ёлочная",
        "Жуковская",
        "школа № 1",
        "Школа № 2",
        "Школа № 10",
    ]


def test_the_order_has_one_name():
    assert NATURAL_ORDER == ordering.NATURAL_ORDER


SMOKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from schools.models import School
from tests.factories import MunicipalityFactory, SchoolFactory, SchoolStatusFactory, person
place = MunicipalityFactory(name="Берёзовск")
for name in ("Школа № 10", "Школа № 2", "Лицей"):
    SchoolFactory(municipality=place, name=name)
SchoolStatusFactory(school=School.objects.get(name="Школа № 2"))
client = Client(headers={"host": "localhost"})
client.force_login(
    person("coordinator", place), "django.contrib.auth.backends.ModelBackend"
)
def shown(query):
    table = client.get("/schools/" + query).context["table"]
    return [row.record.name for row in table.page.object_list]
print([
    connection.vendor,
    shown(""),
    shown("?search=ШКОЛА"),
    shown("?search=березовск 2"),
    shown("?search=ШНРО"),
])
"""


def test_the_portal_runs_on_it(tmp_path: Path):
    (tmp_path / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", f"import pytest{SMOKE}"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
            "STATIC_ROOT": str(tmp_path / "static"),
            "SECRET_KEY": "for-this-test-only-0123456789-0123456789-0123456789",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == str(
        [
            "sqlite",
            ["Лицей", "Школа № 2", "Школа № 10"],
            ["Школа № 2", "Школа № 10"],
            ["Школа № 2"],
            ["Школа № 2"],
        ]
    )
