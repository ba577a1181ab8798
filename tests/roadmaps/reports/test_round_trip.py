"""A document goes in, comes out as Word and goes in again: the same rows."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from roadmaps.actions.plan_content import fill_from_document
from roadmaps.actions.plans import create_road_map
from roadmaps.documents import read_document, understand
from roadmaps.documents.model import Activity, RoadMapDocument, Section
from roadmaps.enums import Origin
from roadmaps.queries.papers import plan_content
from roadmaps.reports.plan_docx import plan_docx
from roadmaps.reports.plan_paper import plan_paper
from roadmaps.terms import Period
from schools.enums import Role
from schools.reports.layout import PROFILES
from tests.factories import MunicipalityFactory, person
from tests.roadmaps.documents.corpus.description import Plan
from tests.roadmaps.documents.corpus.plans import PLANS
from tests.roadmaps.documents.corpus.writing import Writer


pytestmark = pytest.mark.django_db

NOW = dt.datetime(2022, 10, 1, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
SEEDS = sorted((Path(settings.BASE_DIR).parent / "shared/seeds").glob("*.docx"))
UNTITLED = "План мероприятий"
NOBODY = {"post": "Руководитель", "name": ""}


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Writer:
    return Writer(tmp_path_factory.mktemp("corpus"))


def exported(document: RoadMapDocument) -> bytes:
    """Make a plan of a document and write it as Word."""
    town = MunicipalityFactory()
    coordinator = person(Role.COORDINATOR, town)
    version = create_road_map(
        territory=town,
        title=document.title or UNTITLED,
        starts_on=document.period.start,
        ends_on=document.period.end,
        origin=Origin.IMPORT,
        user=coordinator,
        now=NOW,
    )
    fill_from_document(version=version, document=document, user=coordinator, now=NOW)
    version.refresh_from_db()
    paper = plan_paper(
        plan_content(version=version), approver=NOBODY, signatures=[NOBODY]
    )
    return plan_docx(paper, PROFILES["gost-2025"], made=NOW)


def read(content: bytes | Path, name: str, given: Period | None) -> RoadMapDocument:
    return understand(read_document(content, name=name), period=given, today=TODAY)


def words(text: str) -> str:
    """Leave the words of a text: a list keeps its items, a line break is no word."""
    return " ".join(text.split())


def row(activity: Activity) -> dict[str, object]:
    return {
        "number": activity.number,
        "title": words(activity.title),
        "term": (words(activity.term.text), activity.term.kind, activity.term.spans),
        "responsible": activity.responsible,
        "result": words(activity.result),
        "document": words(activity.document),
        "indicator": words(activity.indicator),
        # A column that had no header on one page of the source has one now.
        "note": words(activity.note).removeprefix("Примечание: "),
        "milestones": [
            (m.year, m.label, words(m.text), m.term.spans) for m in activity.milestones
        ],
    }


def part(section: Section) -> dict[str, object]:
    return {
        "number": section.number,
        "title": words(section.title).rstrip("."),
        "kind": section.kind,
        "level": section.level,
        "goals": [words(text) for text in section.goals],
        "tasks": [words(text) for text in section.tasks],
        "results": [words(text) for text in section.expected_results],
        "rows": [row(activity) for activity in section.activities],
    }


def content(document: RoadMapDocument) -> dict[str, object]:
    return {
        "title": document.title or UNTITLED,
        "period": document.period,
        "sections": [part(section) for section in document.sections],
        "indicators": [(words(i.title), i.target) for i in document.indicators],
    }


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_own_documents(plan: Plan, writer: Writer) -> None:
    path = writer.write(plan, "docx")
    given = None if plan.period_is_written else Period(*plan.period)
    first = read(path, path.name, given)

    again = read(exported(first), "план.docx", None)

    assert content(again) == content(first)
    assert again.abbreviations == first.abbreviations


@pytest.mark.skipif(not SEEDS, reason="the shared documents are not here")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_documents_of_municipalities(path: Path) -> None:
    first = read(path, path.name, None)

    again = read(exported(first), "план.docx", None)

    assert content(again) == content(first)
