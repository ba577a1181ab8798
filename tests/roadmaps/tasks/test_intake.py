"""The worker reads a document: once, to the end, in words; a dead worker is replaced."""

import datetime as dt
import io
import time

import pytest
from django.core.files.base import ContentFile
from docx import Document

from roadmaps.actions.intake import discard_intake, start_intake
from roadmaps.actions.intake_reading import ReplacedError, _keep, read_intake
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake, RoadMap
from roadmaps.queries.intake import reading_of
from roadmaps.tasks import enqueue_intake, read_road_map
from schools.actions.jobs import MAX_ATTEMPTS, SILENCE
from schools.enums import JobState, Role
from schools.models import AuditEvent
from schools.tasks import requeue_lost_jobs, resumed_models
from tests.factories import MunicipalityFactory, person
from tests.factories.intake import NOW, TITLE, docx_plan


@pytest.fixture
def town(db):
    return MunicipalityFactory()


def queued(town, content: bytes, name: str = "план.docx") -> Intake:
    return start_intake(
        territory=town,
        upload=ContentFile(content, name=name),
        file_name=name,
        content_type="",
        period=None,
        user=person(Role.COORDINATOR, town),
        now=NOW,
    )


def read(intake: Intake, **changes) -> Intake | None:
    found = read_intake(intake_id=intake.pk, clock=lambda: NOW, **changes)
    intake.refresh_from_db()
    return found


def test_a_word_file_comes_to_its_review(town) -> None:
    intake = queued(town, docx_plan())
    assert read_road_map(intake.pk) == JobState.DONE
    intake.refresh_from_db()
    assert (intake.phase, intake.state) == (IntakePhase.REVIEW, JobState.DONE)
    assert intake.percent_done == 100
    document = reading_of(intake).document
    assert document.title == TITLE
    assert [a.number for a in document.activities] == ["1.1", "1.2", "2.1"]
    assert RoadMap.objects.count() == 0
    event = AuditEvent.objects.get(action="intake.read")
    assert event.after == {"activities": 3}


def test_a_message_that_comes_again_does_nothing(town) -> None:
    intake = queued(town, docx_plan())
    read(intake)
    assert read_road_map(intake.pk) == "not mine"
    assert AuditEvent.objects.filter(action="intake.read").count() == 1


def word(*, text: str = "") -> bytes:
    stream = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"PK\x03\x04 cut off", "план.docx", "damaged"),
        (b"hello", "план.docx", "wrong_content"),
        (b"%PDF-1.4\nnothing\n%%EOF", "план.pdf", "damaged"),
        (b"text", "план.exe", "unknown_extension"),
        (b"PK macros", "план.docm", "macros"),
        (word(), "план.docx", "no_text"),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_one_sentence(
    town, content: bytes, name: str, code: str
) -> None:
    intake = queued(town, content, name)
    read(intake)
    assert (intake.phase, intake.state) == (IntakePhase.READING, JobState.FAILED)
    assert intake.error_code == code
    assert intake.error_detail.endswith(".")
    assert "Traceback" not in intake.error_detail
    assert intake.raw == {}
    event = AuditEvent.objects.get(action="intake.failed")
    assert event.after == {"error": code, "detail": intake.error_detail}


def test_a_scan_without_text_says_so(town) -> None:
    intake = queued(town, scanned_pdf(), "скан.pdf")
    read(intake)
    assert (intake.state, intake.error_code) == (JobState.FAILED, "scan")


def scanned_pdf() -> bytes:
    """Return a page with a picture and not one letter."""
    import pikepdf

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    picture = pdf.make_stream(
        bytes(64 * 64),
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": 64,
            "/Height": 64,
            "/ColorSpace": pikepdf.Name.DeviceGray,
            "/BitsPerComponent": 8,
        },
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pdf.make_stream(b"q 500 0 0 700 40 60 cm /Im0 Do Q")
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def test_a_file_gone_from_the_disk_says_so(town) -> None:
    intake = queued(town, docx_plan())
    intake.file.content.storage.delete(intake.file.content.name)
    read(intake)
    assert (intake.state, intake.error_code) == (JobState.FAILED, "file_gone")


# --- workers that die ------------------------------------------------------------------


def test_a_lost_document_is_handed_out_again() -> None:
    assert Intake in resumed_models()


def test_the_document_of_a_dead_worker_is_read_by_another(town) -> None:
    intake = queued(town, docx_plan())
    Intake.objects.claim(intake.pk, now=NOW - SILENCE - dt.timedelta(hours=1))
    assert read(intake) is None
    assert read(intake, is_redelivery=True) is not None
    assert (intake.phase, intake.attempts) == (IntakePhase.REVIEW, 2)


def test_a_silent_worker_is_replaced_by_the_schedule(town, monkeypatch) -> None:
    intake = queued(town, docx_plan())
    now = dt.datetime.now(dt.UTC)
    Intake.objects.claim(intake.pk, now=now - SILENCE - dt.timedelta(seconds=1))
    handed: list[int] = []
    monkeypatch.setattr(read_road_map, "delay", handed.append)
    assert requeue_lost_jobs() == {"roadmaps.intake": [intake.pk]}
    assert handed == [intake.pk]
    read(intake)
    assert intake.phase == IntakePhase.REVIEW


def test_a_document_that_kills_its_workers_is_given_up(town) -> None:
    intake = queued(town, docx_plan())
    Intake.objects.filter(pk=intake.pk).update(
        state=JobState.RUNNING, attempts=MAX_ATTEMPTS, heartbeat_at=NOW
    )
    assert read(intake, is_redelivery=True) is None
    assert (intake.state, intake.error_code) == (JobState.FAILED, "worker_lost")


def test_a_worker_that_was_replaced_writes_nothing(town) -> None:
    intake = queued(town, docx_plan())
    Intake.objects.claim(intake.pk, now=NOW)
    mine = Intake.objects.get(pk=intake.pk)
    later = NOW + dt.timedelta(minutes=3)
    Intake.objects.filter(pk=intake.pk).update(started_at=later)
    mine.raw = {"source": "", "blocks": []}
    with pytest.raises(ReplacedError):
        _keep(mine, 0, NOW)
    intake.refresh_from_db()
    assert (intake.raw, intake.started_at) == ({}, later)


def test_a_document_given_up_in_the_queue_is_not_read(town) -> None:
    intake = queued(town, docx_plan())
    discard_intake(intake=intake, reason="Не тот", user=intake.requested_by, now=NOW)
    assert read(intake) is None
    assert intake.phase == IntakePhase.DISCARDED


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_reads_a_document(live_worker) -> None:
    intake = queued(MunicipalityFactory(), docx_plan())
    enqueue_intake(intake.pk)
    deadline = time.monotonic() + 60
    while intake.phase != IntakePhase.REVIEW:
        assert time.monotonic() < deadline, intake.error_detail or intake.stage
        time.sleep(0.05)
        intake.refresh_from_db()
    assert len(reading_of(intake).document.activities) == 3
