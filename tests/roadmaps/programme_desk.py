"""A school with its team, the department above it, and programmes in any state."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import docx
from django.core.files.base import ContentFile

from roadmaps.actions.programme_moves import move
from roadmaps.actions.programmes import add_version, start_programme
from roadmaps.enums import ProgrammeState
from roadmaps.models import Programme, ProgrammeKind, ProgrammeStep, ProgrammeVersion
from schools.enums import Role
from schools.models import School, Territory, User
from tests.factories import MunicipalityFactory, RegionFactory, SchoolFactory, person
from tests.factories.programmes import ProgrammeFactory, ProgrammeVersionFactory


NOW = dt.datetime(2025, 9, 10, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
# Enough for every move of the table.
ORDER = {"order_number": "45-ОД", "order_date": dt.date(2025, 9, 9)}
NEEDED: dict[str, dict[str, Any]] = {
    "reason": {"reason": "Основание."},
    "version": {},
    "order": ORDER,
    "address": {"address": "https://school.example.org/programme"},
    "until": {"until": dt.date(2027, 8, 31)},
}


@dataclass
class Desk:
    """Everybody who meets over a programme."""

    municipality: Territory
    school: School
    team: User
    coordinator: User
    methodist: User
    head: User
    kind: ProgrammeKind

    def start(self, **values: Any) -> Programme:
        given = {
            "school": self.school,
            "kind": self.kind,
            "title": "Программа повышения качества",
            "starts_on": dt.date(2025, 9, 1),
            "ends_on": dt.date(2026, 8, 31),
            "user": self.team,
            "now": NOW,
        }
        return start_programme(**(given | values))

    def upload(self, programme: Programme, *words: str, **values: Any):
        given = {
            "upload": ContentFile(docx_of(*words)),
            "original_name": "Программа.docx",
            "comment": "",
            "user": self.team,
            "now": NOW,
        }
        return add_version(programme=programme, **(given | values))

    def move(self, programme: Programme, code: str, user=None, **values: Any):
        user = user or (self.team if code in OF_SCHOOL else self.coordinator)
        given = {"now": NOW, "today": TODAY}
        return move(programme=programme, code=code, user=user, **(given | values))

    def sent(self, *words: str) -> tuple[Programme, ProgrammeVersion, ProgrammeStep]:
        programme = self.start()
        version = self.upload(programme, *words)
        step = self.move(programme, "submit")
        programme.refresh_from_db()
        version.refresh_from_db()
        return programme, version, step


OF_SCHOOL = frozenset({"submit", "resubmit", "withdraw", "approve", "publish"})


def make_desk() -> Desk:
    region = RegionFactory(name="Приенисейский край")
    municipality = MunicipalityFactory(parent=region, name="Сосновоборск")
    school = SchoolFactory(municipality=municipality, name="Школа № 1")
    return Desk(
        municipality=municipality,
        school=school,
        team=person(Role.SCHOOL_TEAM, school, email="team@example.org"),
        coordinator=person(
            Role.COORDINATOR, municipality, email="coordinator@example.org"
        ),
        methodist=person(Role.METHODIST, municipality, email="m@example.org"),
        head=person(Role.HEAD, municipality, email="head@example.org"),
        kind=ProgrammeKind.objects.get(code="school_programme"),
    )


def in_state(school: School, state: str, **values: Any) -> Programme:
    """Put a programme with one version into a state, past all moves."""
    is_draft = state == ProgrammeState.DRAFT
    given = {
        "school": school,
        "state": state,
        "round_number": 0 if is_draft else 1,
        "first_submitted_at": None if is_draft else NOW,
        **ORDER,
    }
    if state == ProgrammeState.EXTENDED:
        given["extended_until"] = dt.date(2026, 12, 31)
    if state == ProgrammeState.REPLACED:
        # Only what the school has sent can replace another programme.
        given["replaced_by"] = in_state(
            school, ProgrammeState.SUBMITTED, starts_on=dt.date(2020, 9, 1)
        )
    programme = ProgrammeFactory(**(given | values))
    sent_at = (
        NOW if state not in {ProgrammeState.DRAFT, ProgrammeState.RETURNED} else None
    )
    ProgrammeVersionFactory(programme=programme, sent_at=sent_at)
    return programme


def docx_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs or ("Программа школы",):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
