"""Every action of the code has its words, and values read as people write them."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from schools.models import AuditEvent
from schools.presenters import audit as present
from schools.presenters.audit_words import ACTIONS


OWN = ("config", "identification", "monitoring", "roadmaps", "schools")


def recorded_actions() -> set[str]:
    """Return every literal that the code gives to `record(action=…)`."""
    found = set()
    for app in OWN:
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and called(node) == "record":
                    found |= literals(node)
    return found


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def literals(node: ast.Call) -> set[str]:
    values = [keyword.value for keyword in node.keywords if keyword.arg == "action"]
    return {
        part.value
        for value in values
        for part in ast.walk(value)
        if isinstance(part, ast.Constant)
        and str(part.value).count(".") == 1
        and not str(part.value).startswith(".")
    }


def test_every_recorded_action_has_words():
    assert sorted(recorded_actions() - set(ACTIONS)) == []


def test_no_words_for_an_action_that_is_gone():
    code = "".join(
        path.read_text()
        for app in OWN
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if path.name != "audit_words.py"
    )
    # An export is named by what is exported: `what="schools"`.
    unknown = [
        action
        for action in ACTIONS
        if f'"{action}"' not in code
        and f'what="{action.removesuffix(".exported")}"' not in code
    ]
    assert unknown == []


def test_the_code_was_really_read():
    assert {"school.changed", "access.refused", "admin.added"} <= recorded_actions()


@pytest.mark.parametrize(
    ("object_type", "name", "value", "words"),
    [
        ("schools.school", "kind", "lyceum", "лицей"),
        ("schools.school", "closed_on", "2024-06-01", "1\u00a0июня 2024"),
        ("schools.school", "name", "Школа № 1", "Школа № 1"),
        ("schools.user", "is_active", False, "нет"),
        ("schools.school", "opened_on", None, ""),
        ("", "rows", 12345, "12345"),
        ("", "filters", {"rows": 2, "Вид": "лицей"}, "строк: 2; Вид: лицей"),
        ("", "items", [1, 2], "1, 2"),
        ("no.model", "kind", "lyceum", "lyceum"),
        ("", "path", "/a" * 150, "/a" * 100 + "…"),
    ],
)
def test_values_in_words(object_type, name, value, words):
    event = AuditEvent(object_type=object_type, after={name: value})
    lines = present.changes(event)
    assert [line["new"] for line in lines] == ([words] if words else [])


def test_a_value_that_stayed_is_not_struck_out():
    event = AuditEvent(before={"kind": "a", "rows": 1}, after={"kind": "a", "rows": 2})
    assert present.changes(event) == [
        {"field": "вид", "old": "", "new": "a"},
        {"field": "строк", "old": "1", "new": "2"},
    ]


def test_an_object_is_named_and_led_to():
    event = AuditEvent(object_type="schools.school", object_id="7", object_label="СОШ")
    assert (present.object_words(event), present.object_url(event)) == (
        "школа «СОШ»",
        "/schools/7/",
    )
