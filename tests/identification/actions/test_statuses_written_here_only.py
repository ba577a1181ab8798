"""Statuses of schools are written by the recorded decision and by nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


ALLOWED = {"identification/actions/recording.py"}
APPS = ("config", "schools", "identification", "roadmaps", "monitoring")
WRITES = {
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if "/migrations/" not in name:
                yield name, ast.parse(path.read_text())


def writes(tree: ast.Module) -> list[int]:
    """Return lines that make a status, or write through its manager or relation."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "SchoolStatus":
            found.append(node.lineno)
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            names = {
                part.id if isinstance(part, ast.Name) else part.attr
                for part in ast.walk(node.func.value)
                if isinstance(part, ast.Name | ast.Attribute)
            }
            if names & {"SchoolStatus", "statuses"}:
                found.append(node.lineno)
    return found


def test_one_module_writes_statuses() -> None:
    found = {name for name, tree in sources() if writes(tree)}

    assert found == ALLOWED


def test_the_search_finds_every_way_of_writing() -> None:
    code = """
SchoolStatus(school=school).save()
SchoolStatus.objects.create(school=school)
SchoolStatus.objects.filter(pk=1).update(ends_on=day)
school.statuses.all().delete()
models.SchoolStatus.objects.bulk_create(rows)
SchoolStatus.objects.filter(pk=1)
"""
    assert sorted(set(writes(ast.parse(code)))) == [2, 3, 4, 5, 6]
