"""A reviewed document becomes a draft of a plan, once."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from roadmaps.actions.intake_confirm import confirm_intake
from roadmaps.actions.intake_edits import save_edit
from roadmaps.documents import to_json
from roadmaps.enums import IntakePhase, Origin
from roadmaps.models import Activity, Intake, RoadMap, RoadMapVersion
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import person
from tests.factories.intake import NOW, TITLE, IntakeFactory, raw_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def intake() -> Intake:
    return IntakeFactory()


@pytest.fixture
def coordinator(intake: Intake):
    return person(Role.COORDINATOR, intake.territory)


def confirm(intake: Intake, user) -> RoadMapVersion:
    return confirm_intake(intake=intake, user=user, now=NOW)


def mend(intake: Intake, user, **cells: str) -> None:
    for key, text in cells.items():
        save_edit(intake=intake, key=key, text=text, user=user, now=NOW)


def test_the_plan_is_what_was_read_and_mended(intake, coordinator) -> None:
    edits = {
        "plan:approver_position": "Начальник отдела",
        "plan:approver_name": "Орлова И. П.",
        "plan:order_number": "15-ОД",
        "plan:order_date": "2025-08-25",
        "0.2:title": "Совет директоров",
        "0.3:term": "Ноябрь 2025",
        "0.5:row": "skip",
    }
    mend(intake, coordinator, **edits)
    version = confirm(intake, coordinator)

    assert (version.number, version.origin, version.is_draft) == (
        1,
        Origin.IMPORT,
        True,
    )
    assert version.approver_position == "Начальник отдела"
    assert version.approver_name == "Орлова И. П."
    version.refresh_from_db()
    assert (version.order_number, version.order_date) == (
        "15-ОД",
        dt.date(2025, 8, 25),
    )
    road_map = version.road_map
    assert (road_map.title, road_map.territory) == (TITLE, intake.territory)
    assert (road_map.starts_on, road_map.ends_on) == (
        dt.date(2025, 9, 1),
        dt.date(2026, 8, 31),
    )
    rows = Activity.objects.filter(version=version).values_list("title", "term_text")
    assert list(rows) == [
        ("Совет директоров", "Сентябрь 2025"),
        ("Составить план поддержки", "Ноябрь 2025"),
    ]
    intake.refresh_from_db()
    assert (intake.phase, intake.version) == (IntakePhase.CONFIRMED, version)
    event = AuditEvent.objects.get(action="intake.confirmed")
    assert event.after == {"title": TITLE, "activities": 2, "mended": len(edits)}


def test_confirming_twice_makes_one_plan(intake, coordinator) -> None:
    assert confirm(intake, coordinator) == confirm(intake, coordinator)
    assert RoadMap.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_confirm_at_once_make_one_plan(intake, coordinator) -> None:
    barrier = threading.Barrier(2)
    made: list[int] = []

    def work() -> None:
        barrier.wait()
        made.append(confirm(Intake.objects.get(pk=intake.pk), coordinator).pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert len(set(made)) == 1
    assert RoadMap.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (raw_plan(title="План работы со школами"), "Период плана не указан"),
        (raw_plan(()), "Нет ни одного мероприятия"),
    ],
)
def test_a_document_that_lacks_something_makes_no_plan(
    intake, coordinator, raw, words
) -> None:
    intake.raw = to_json(raw)
    intake.save()
    with pytest.raises(ValidationError, match=words):
        confirm(intake, coordinator)
    assert RoadMap.objects.count() == 0
    intake.refresh_from_db()
    assert (intake.phase, intake.version) == (IntakePhase.REVIEW, None)


def test_a_plan_whose_title_was_emptied_is_not_made(intake, coordinator) -> None:
    mend(intake, coordinator, **{"plan:title": ""})
    with pytest.raises(ValidationError, match="нет названия"):
        confirm(intake, coordinator)


def test_a_discarded_document_makes_no_plan(intake, coordinator) -> None:
    Intake.objects.update(phase=IntakePhase.DISCARDED)
    with pytest.raises(ValidationError, match="отклонён"):
        confirm(intake, coordinator)


def test_a_head_makes_no_plan(intake) -> None:
    with pytest.raises(PermissionDenied):
        confirm(intake, person(Role.HEAD, intake.territory))
    assert RoadMap.objects.count() == 0
