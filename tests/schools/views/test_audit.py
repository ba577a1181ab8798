"""The trail as a list: narrowed, in words, within one's places."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from schools.actions.audit import record
from schools.enums import Role
from tests.factories import SchoolFactory, person
from tests.schools.views.conftest import browser_of


pytestmark = pytest.mark.django_db
LIST = "/audit/"
# The evening of 1 March by Greenwich is the morning of 2 March in Krasnoyarsk.
NOW = dt.datetime(2026, 3, 1, 20, 0, tzinfo=dt.UTC)


def actions(response) -> list[str]:
    return [row.record.action for row in response.context["table"].page.object_list]


def text(response) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


@pytest.fixture
def events(coordinator, school):
    changed = {"before": {"kind": "basic"}, "after": {"kind": "lyceum"}}
    return [
        record(
            actor=coordinator, action="school.changed", obj=school, now=NOW, **changed
        ),
        record(
            actor=None,
            action="import.written",
            obj=school.municipality,
            now=NOW - dt.timedelta(days=1),
        ),
        record(
            actor=coordinator,
            action="access.refused",
            now=NOW - dt.timedelta(days=2),
            after={"method": "POST", "path": "/schools/new/", "status": 403},
            is_refusal=True,
        ),
    ]


def test_newest_first_with_words(as_coordinator, events):
    page = as_coordinator.get(LIST)
    assert actions(page) == ["school.changed", "import.written", "access.refused"]
    assert "вид основная школа (ООШ) стало лицей" in text(page)
    assert "2 марта 2026, 03:00" in text(page)
    assert "отказ в доступе" in text(page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("search=миронова", ["school.changed", "access.refused"]),
        ("search=портал", ["import.written"]),
        ("action=school.changed", ["school.changed"]),
        ("object_label=школа", ["school.changed"]),
        ("object_type=schools.school", ["school.changed"]),
        ("refused=on", ["access.refused"]),
        ("since=2026-03-02", ["school.changed"]),
        ("until=2026-03-01", ["import.written", "access.refused"]),
        ("since=2026-03-01&until=2026-03-01", ["import.written"]),
        ("since=вчера", ["school.changed", "import.written", "access.refused"]),
    ],
)
def test_is_narrowed_by_the_address(as_coordinator, events, query, expected):
    assert actions(as_coordinator.get(f"{LIST}?{query}")) == expected


def test_the_page_of_a_school_leads_to_its_own_trail(as_coordinator, events, school):
    page = as_coordinator.get(reverse("schools:detail", args=[school.pk]))
    assert actions(as_coordinator.get(page.context["history_url"])) == [
        "school.changed"
    ]


def test_foreign_events_stay_unseen(events, school):
    foreign = SchoolFactory(name="Чужая школа")
    record(actor=None, action="school.changed", obj=foreign, now=NOW)
    head = browser_of(person(Role.HEAD, school.municipality))
    page = head.get(f"{LIST}?object_label=школа")
    assert actions(page) == ["school.changed"]
    assert "Чужая школа" not in text(page)


def test_an_empty_trail_says_so(as_coordinator):
    assert "Записей нет" in text(as_coordinator.get(LIST))
