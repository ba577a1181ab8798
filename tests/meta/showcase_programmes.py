"""Programmes of the demo in each of their states, for the visits of axe."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from roadmaps.actions.programme_reading import read_version
from roadmaps.actions.programmes import add_version
from roadmaps.enums import Occasion
from roadmaps.models import Presentation, Programme, ProgrammeStep
from schools.models import School, User
from tests.roadmaps.programme_desk import docx_of, in_state


LONG_AGO = dt.datetime(2023, 9, 1, 9, 0, tzinfo=dt.UTC)


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
        "presentation": Presentation.objects.create(
            programme=own,
            version=version,
            occasion=Occasion.AUGUST,
            held_on=timezone.localdate(),
            place="Дом учителя, секция заместителей директоров",
            outcome="Одобрена. Советуют показать опыт на методическом совете.",
            next_step="Уточнить показатели второго года до 1 октября.",
            recorded_by=team,
            recorded_at=timezone.now(),
        ),
        # Not touched for years: the page says when it goes.
        "programme_old": in_state(
            school,
            "draft",
            starts_on=dt.date(2017, 9, 1),
            created_at=LONG_AGO,
            state_since=LONG_AGO,
        ),
        "programme_draft": in_state(school, "draft", starts_on=dt.date(2019, 9, 1)),
        "programme_replaced": in_state(
            school, "replaced", starts_on=dt.date(2018, 9, 1)
        ),
    }
    for state in ("submitted", "agreed", "published", "running"):
        rows = Programme.objects.filter(state=state).order_by("pk")
        found[f"programme_{state}"] = rows.first()
    return found
