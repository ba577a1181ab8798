"""A document comes in, is started anew, or is given up."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from roadmaps.actions.intake import (
    PASTED_NAME,
    discard_intake,
    paste_intake,
    restart_intake,
    start_intake,
)
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from schools.enums import FilePurpose, JobState, Role
from schools.models import AuditEvent, StoredFile
from tests.factories import MunicipalityFactory, person
from tests.factories.intake import NOW, IntakeFactory, docx_plan


pytestmark = pytest.mark.django_db

PASTED = "План района\nМероприятие\tСрок\nПровести совещание\tСентябрь 2025\n"


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


def start(town, user, content: bytes = b"PK plan", **changes) -> Intake:
    values = {
        "territory": town,
        "upload": ContentFile(content, name="план.docx"),
        "file_name": "C:\\Планы\\план.docx",
        "content_type": "application/msword",
        "period": None,
        "user": user,
        "now": NOW,
        **changes,
    }
    return start_intake(**values)


def paste(town, user, text: str = PASTED, **changes) -> Intake:
    values = {"period": None, "now": NOW, **changes}
    return paste_intake(territory=town, text=text, user=user, **values)


def test_an_upload_is_kept_and_queued(town, coordinator) -> None:
    intake = start(town, coordinator, docx_plan())
    assert (intake.phase, intake.state) == (IntakePhase.READING, JobState.QUEUED)
    assert intake.file_name == "план.docx"
    assert intake.file.purpose == FilePurpose.ROAD_MAP
    assert (intake.file.territory, intake.file.school) == (town, None)
    event = AuditEvent.objects.get(action="intake.uploaded")
    assert event.after == {
        "sha256": intake.file.sha256,
        "size": intake.file.size_bytes,
    }
    assert (event.actor_id, event.municipality_id) == (coordinator.pk, town.pk)


def test_the_same_file_sent_twice_is_one_document(town, coordinator) -> None:
    first, second = start(town, coordinator), start(town, coordinator)
    assert first == second
    assert (Intake.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_a_file_that_was_read_may_come_again(town, coordinator) -> None:
    first = start(town, coordinator)
    Intake.objects.update(state=JobState.FAILED)
    assert start(town, coordinator) != first


def test_a_pasted_table_is_read_at_once(town, coordinator) -> None:
    days = (NOW.date(), NOW.date().replace(year=2026))
    intake = paste(town, coordinator, period=days)
    assert (intake.phase, intake.state) == (IntakePhase.REVIEW, JobState.DONE)
    assert (intake.file_name, intake.file) == (PASTED_NAME, None)
    assert (intake.period_start, intake.period_end) == days
    assert [block.get("text") for block in intake.raw["blocks"]] == [
        "План района",
        None,
    ]
    event = AuditEvent.objects.get(action="intake.pasted")
    assert event.after == {"characters": len(PASTED)}


@pytest.mark.parametrize("text", ["  ", "Просто письмо без таблицы"])
def test_a_text_without_a_table_is_refused(town, coordinator, text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        paste(town, coordinator, text)
    assert list(refused.value.error_dict) == ["text"]
    assert Intake.objects.count() == 0


@pytest.mark.parametrize("way", [start, paste])
def test_a_region_has_no_road_map_of_its_own(town, way) -> None:
    admin = person(Role.ADMINISTRATOR)
    with pytest.raises(ValidationError) as refused:
        way(town.parent, admin)
    assert list(refused.value.error_dict) == ["territory"]


@pytest.mark.parametrize("way", [start, paste])
@pytest.mark.parametrize("role", [Role.HEAD, Role.METHODIST])
def test_who_may_not_edit_plans_brings_nothing_in(town, way, role) -> None:
    with pytest.raises(PermissionDenied):
        way(town, person(role, town))
    with pytest.raises(PermissionDenied):
        way(town, person(Role.COORDINATOR, MunicipalityFactory()))
    assert Intake.objects.count() == 0


def test_a_document_that_failed_is_queued_again(town, coordinator) -> None:
    intake = start(town, coordinator)
    Intake.objects.update(state=JobState.FAILED, error_detail="Скан", attempts=1)
    intake = restart_intake(intake=intake, user=coordinator, now=NOW)
    assert (intake.state, intake.error_detail) == (JobState.QUEUED, "")
    assert AuditEvent.objects.filter(action="intake.restarted").count() == 1


def test_what_did_not_fail_is_not_started_again(town, coordinator) -> None:
    intake = IntakeFactory(territory=town)
    with pytest.raises(ValidationError, match="который не прочитался"):
        restart_intake(intake=intake, user=coordinator, now=NOW)


def test_a_document_is_given_up_with_a_reason(town, coordinator) -> None:
    intake = IntakeFactory(territory=town)
    discard_intake(intake=intake, reason=" Не тот год ", user=coordinator, now=NOW)
    intake.refresh_from_db()
    assert (intake.phase, intake.discard_reason) == (
        IntakePhase.DISCARDED,
        "Не тот год",
    )
    event = AuditEvent.objects.get(action="intake.discarded")
    assert (event.before, event.reason) == ({"phase": "review"}, "Не тот год")

    discard_intake(intake=intake, reason="Ещё раз", user=coordinator, now=NOW)
    assert AuditEvent.objects.filter(action="intake.discarded").count() == 1


def test_a_queued_document_that_is_given_up_is_taken_off_the_queue(
    town, coordinator
) -> None:
    intake = start(town, coordinator)
    discard_intake(intake=intake, reason="Не тот", user=coordinator, now=NOW)
    intake.refresh_from_db()
    assert intake.state == JobState.IDLE


def test_no_reason_and_no_right_give_nothing_up(town, coordinator) -> None:
    intake = IntakeFactory(territory=town)
    with pytest.raises(ValidationError, match="почему отклоняете"):
        discard_intake(intake=intake, reason=" ", user=coordinator, now=NOW)
    with pytest.raises(PermissionDenied):
        discard_intake(
            intake=intake, reason="Так", user=person(Role.HEAD, town), now=NOW
        )
    intake.refresh_from_db()
    assert intake.phase == IntakePhase.REVIEW


def test_a_document_that_became_a_plan_stays(town, coordinator) -> None:
    intake = IntakeFactory(territory=town, phase=IntakePhase.CONFIRMED)
    with pytest.raises(ValidationError, match="уже создан"):
        discard_intake(intake=intake, reason="Так", user=coordinator, now=NOW)
