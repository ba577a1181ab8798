"""A draft is printed, made a version, and on approval becomes the school's targets."""

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.constructor_versions import make_version, print_draft
from roadmaps.actions.programme_moves import move
from roadmaps.enums import ProgrammeState
from roadmaps.models import ProgrammeStep, SchoolTarget
from tests.roadmaps.constructor.contents import whole
from tests.roadmaps.constructor_desk import NOW, TABLES, ConstructorDesk


pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def desk() -> ConstructorDesk:
    made = ConstructorDesk()
    made.fill()
    return made


def made(desk, now=NOW, **changes):
    values = {"comment": "", "user": desk.writer, "now": now, **changes}
    return make_version(programme=desk.programme, **values)


class TestMakeVersion:
    def test_keeps_the_words_beside_the_file(self, desk):
        version = made(desk, comment="Первая")
        expected = {k: v for k, v in whole().items() if k not in TABLES}
        assert (version.number, version.comment, version.content) == (
            *(1, "Первая", expected),
        )
        with version.file.content.open() as opened:
            document = docx.Document(io.BytesIO(opened.read()))
        assert version.sha256 == version.file.sha256
        assert "Ступени" in [line.text for line in document.paragraphs]

    def test_a_double_click_makes_one_version(self, desk):
        assert made(desk) == made(desk)
        assert desk.programme.versions.count() == 1

    def test_without_a_change_there_is_nothing_to_make(self, desk):
        made(desk)
        with pytest.raises(ValidationError) as refusal:
            made(desk, now=LATER)
        assert refusal.value.code == "same_content"

    def test_the_next_version_leaves_the_first_as_it_was(self, desk):
        first = made(desk)
        desk.save("aim", "Иначе: до 10 %", revision=1)
        second = made(desk, now=LATER)
        first.refresh_from_db()
        assert (first.content["aim"], second.content["aim"], second.number) == (
            *("Снизить с 24 до 12 %", "Иначе: до 10 %", 2),
        )

    def test_an_empty_draft_is_refused(self, desk):
        desk.programme.fields.all().delete()
        with pytest.raises(ValidationError) as refusal:
            made(desk)
        assert refusal.value.code == "empty"

    def test_others_make_none(self, desk):
        with pytest.raises(PermissionDenied):
            made(desk, user=desk.coordinator)

    def test_of_a_sent_programme_none_is_made(self, desk):
        desk.programme.state = ProgrammeState.SUBMITTED
        desk.programme.save()
        with pytest.raises(ValidationError) as refusal:
            made(desk)
        assert refusal.value.code == "not_writable"


class TestPrintDraft:
    def test_the_same_draft_gives_the_same_word_file(self, desk):
        first, second = (
            print_draft(programme=desk.programme, form="docx", now=now)
            for now in (NOW, LATER)
        )
        assert (first.content == second.content, first.name) == (
            *(True, "ШППКО 2025-09-01.docx"),
        )

    def test_pdf_is_a_pdf(self, desk):
        printed = print_draft(programme=desk.programme, form="pdf", now=NOW)
        assert (printed.content[:5], printed.content_type) == (
            *(b"%PDF-", "application/pdf"),
        )


class TestApproval:
    def test_indicators_of_the_agreed_version_become_targets(self, desk):
        version = made(desk)
        ProgrammeStep.objects.create(
            programme=desk.programme,
            version=version,
            code="submit",
            source=ProgrammeState.DRAFT,
            target=ProgrammeState.SUBMITTED,
            happened_at=NOW,
        )
        row = {**whole()["indicators"][0], "title": "Написано после отправки"}
        desk.save("indicators", [row], revision=1)
        desk.programme.state = ProgrammeState.AGREED
        desk.programme.save()
        move(
            programme=desk.programme,
            code="approve",
            user=desk.writer,
            now=LATER,
            today=LATER.date(),
            order_number="12",
            order_date=LATER.date(),
        )
        target = SchoolTarget.objects.get(programme=desk.programme)
        assert (target.title, target.targets) == (
            *("Доля «2»", {"2026": "18.00", "2027": "12.00"}),
        )
