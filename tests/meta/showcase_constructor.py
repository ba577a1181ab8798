"""Programmes of the constructor for the visits of axe: empty, half written, whole."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from roadmaps.actions.constructor import fill_table, save_field
from roadmaps.actions.programmes import start_programme
from roadmaps.models import Programme, ProgrammeKind
from roadmaps.workflow.standard import SCHOOL_PROGRAMME
from schools.models import School, User
from tests.roadmaps.constructor.contents import whole


TABLES = ("results_table", "context_table")


def written_shown(school: School) -> dict[str, object]:
    """Return an empty draft, one with doubts, and one that lacks nothing."""
    doubtful = {
        **whole(),
        "aim": "Учиться лучше",
        "aim_on": "31.05.2040",
        "tasks": [{"id": "t1", "task": "Читать", "cause": "gone"}],
    }
    half, full = _begun(school, 2013), _begun(school, 2012)
    for key in ("aim", "aim_on", "tasks", "activities", "factors"):
        _save(half, key, doubtful[key])
    for key, value in whole().items():
        if key not in TABLES:
            _save(full, key, value)
    for key in TABLES:
        fill_table(
            programme=full, key=key, revision=0, user=_writer(), now=timezone.now()
        )
    return {
        "written_empty": _begun(school, 2014),
        "written_half": half,
        "written_whole": full,
    }


def _begun(school: School, year: int) -> Programme:
    return start_programme(
        school=school,
        kind=ProgrammeKind.objects.get(code=SCHOOL_PROGRAMME, territory=None),
        title=f"Программа {year} года",
        starts_on=dt.date(year, 9, 1),
        ends_on=dt.date(year + 2, 8, 31),
        user=_writer(),
        now=timezone.now(),
    )


def _save(programme: Programme, key: str, value: object) -> None:
    save_field(
        programme=programme,
        key=key,
        value=value,
        revision=0,
        user=_writer(),
        now=timezone.now(),
    )


def _writer() -> User:
    return User.objects.get(username="school")
