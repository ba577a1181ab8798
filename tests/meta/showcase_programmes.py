"""Programmes of the demo in each of their states, for the visits of axe."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from roadmaps.actions.programme_reading import read_version
from roadmaps.actions.programmes import add_version
from roadmaps.models import Programme, ProgrammeStep
from schools.models import School, User
from tests.roadmaps.programme_desk import docx_of, in_state


def programmes_shown(school: School) -> dict[str, object]:
    """Return a programme of each state; the school's own gets its second version."""
    own = Programme.objects.get(school=school, state="returned")
    team = User.objects.get(username="school")
    version = add_version(
        programme=own,
        upload=ContentFile(docx_of("Мониторинг", "Входной – в сентябре.")),
        original_name="ШППКО, исправлено.docx",
        comment="Добавлен мониторинг.",
        user=team,
        now=timezone.now(),
    )
    read_version(version_id=version.pk, now=timezone.now())
    found: dict[str, object] = {
        "programme_returned": own,
        "programme_step": ProgrammeStep.objects.get(programme=own, code="submit"),
        "programme_draft": in_state(school, "draft", starts_on=dt.date(2019, 9, 1)),
        "programme_replaced": in_state(
            school, "replaced", starts_on=dt.date(2018, 9, 1)
        ),
    }
    for state in ("submitted", "agreed", "published", "running"):
        rows = Programme.objects.filter(state=state).order_by("pk")
        found[f"programme_{state}"] = rows.first()
    return found
