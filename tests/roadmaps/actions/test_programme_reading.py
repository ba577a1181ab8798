"""The worker reads versions and makes receipts: once, and after a death again."""

import datetime as dt

import pytest

from roadmaps.actions.programme_reading import lost_versions, read_version
from roadmaps.actions.programme_receipts import lost_receipts, make_receipt
from roadmaps.models import ProgrammeVersion
from roadmaps.queries.programme_search import search_versions
from schools.models import AuditEvent, StoredFile
from tests.roadmaps.programme_desk import NOW, Desk, make_desk


pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(minutes=6)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_a_version_is_read_once(desk):
    version = desk.upload(desk.start(), "Цель программы", "Ёлка и задачи")
    assert read_version(version_id=version.pk, now=LATER)
    assert not read_version(version_id=version.pk, now=LATER)
    version = ProgrammeVersion.objects.get(pk=version.pk)
    assert version.paragraphs == ["Цель программы", "Ёлка и задачи"]
    assert version.search == "цель программы \nелка и задачи"
    assert version.read_at == LATER


def test_a_file_without_text_counts_as_read(desk):
    version = desk.upload(desk.start(), "")
    assert read_version(version_id=version.pk, now=LATER)
    version = ProgrammeVersion.objects.get(pk=version.pk)
    assert (version.paragraphs, version.read_at) == ([], LATER)


def test_what_nobody_has_read_is_handed_out_again(desk):
    version = desk.upload(desk.start(), "Цель")
    assert lost_versions(now=NOW + dt.timedelta(minutes=1)) == []
    assert lost_versions(now=LATER) == [version.pk]
    read_version(version_id=version.pk, now=LATER)
    assert lost_versions(now=LATER) == []


def test_a_receipt_is_made_once_and_belongs_to_its_step(desk):
    _, _, step = desk.sent("Цель")
    assert lost_receipts(now=LATER) == [step.pk]
    assert make_receipt(step_id=step.pk, now=LATER)
    assert not make_receipt(step_id=step.pk, now=LATER)
    step.refresh_from_db()
    paper = step.receipt_file
    with paper.content.open("rb") as content:
        assert content.read(5) == b"%PDF-"
    assert paper.original_name == f"Расписка {step.receipt_number}.pdf"
    assert StoredFile.objects.filter(original_name=paper.original_name).count() == 1
    made = AuditEvent.objects.get(action="programme.receipt_made")
    assert made.after["sha256"] == paper.sha256
    assert lost_receipts(now=LATER) == []


# --- search ----------------------------------------------------------------------


def found(words: str, user) -> list[str]:
    rows = search_versions(words=words, user=user).versions
    return [version.programme.title for version in rows]


def read(*versions: ProgrammeVersion) -> None:
    for version in versions:
        read_version(version_id=version.pk, now=LATER)


def test_other_forms_of_a_word_are_found(desk):
    _, version, _ = desk.sent("Профилактика учебной неуспешности")
    read(version)
    for words in ("неуспешность", "НЕУСПЕШНОСТЬЮ", "профилактикой неуспешности"):
        assert found(words, desk.coordinator) == ["Программа повышения качества"]
    assert found("здоровье", desk.coordinator) == []


def test_a_draft_is_found_by_its_school_alone(desk):
    version = desk.upload(desk.start(), "Наставник из центра")
    read(version)
    assert found("наставник", desk.team) == ["Программа повышения качества"]
    for user in (desk.coordinator, desk.methodist, desk.head):
        assert found("наставник", user) == []


def test_an_old_wording_is_no_find(desk):
    programme, first, _ = desk.sent("Старая наставница")
    desk.move(programme, "return", reason="Уточнить.")
    second = desk.upload(programme, "Новый куратор")
    read(first, second)
    assert found("наставница", desk.team) == []
    # The office sees the first version still: the second was not sent.
    assert found("наставница", desk.coordinator) == ["Программа повышения качества"]
