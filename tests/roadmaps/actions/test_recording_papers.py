"""Evidence: files and links, of the department or of a school, and who may see them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmaps.actions.recording import mark_done
from roadmaps.actions.recording_papers import add_evidence, remove_evidence
from roadmaps.enums import DocumentType
from roadmaps.models import Evidence
from schools.enums import FilePurpose
from schools.models import AuditEvent, StoredFile
from tests.roadmaps.following import NOW, TODAY, Town


pytestmark = pytest.mark.django_db
LINK = "https://example.org/order"


@pytest.fixture
def town() -> Town:
    return Town()


def add(town, row, **changes) -> Evidence:
    values = {
        "document_type": DocumentType.ORDER,
        "title": "Приказ № 3",
        "link": LINK,
        "user": town.coordinator,
        "now": NOW,
        **changes,
    }
    return add_evidence(occurrence=row, **values)


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("Приказ № 3.pdf", b"%PDF-1.7 order", "text/html")


class TestAdd:
    def test_a_link(self, town):
        row = town.occurrence()
        evidence = add(town, row)
        assert (evidence.link, evidence.file, evidence.added_by) == (
            LINK,
            None,
            town.coordinator,
        )
        event = AuditEvent.objects.get(action="evidence.added")
        assert event.after == {
            "document_type": "order",
            "occurrence": row.pk,
            "link": LINK,
        }

    def test_a_file_of_the_department(self, town):
        evidence = add(
            town,
            town.occurrence(),
            upload=pdf(),
            content_type="application/pdf",
            link="",
            title="",
        )
        stored = evidence.file
        assert (
            stored.purpose,
            stored.content_type,
            stored.territory,
            stored.school,
        ) == (
            FilePurpose.EVIDENCE,
            "application/pdf",
            town.place,
            None,
        )
        assert evidence.title == "Приказ № 3.pdf"

    def test_its_file_is_seen_by_officials_of_the_place_alone(self, town):
        row = town.occurrence(concerns=(town.low,))
        stored = add(
            town, row, upload=pdf(), content_type="application/pdf", link=""
        ).file
        seen = [
            who
            for who in ("coordinator", "head", "analyst", "team", "neighbour")
            if StoredFile.objects.visible_to(getattr(town, who))
            .filter(pk=stored.pk)
            .exists()
        ]
        assert seen == ["coordinator", "head", "analyst"]

    def test_a_schools_file_is_seen_by_the_school_and_above(self, town):
        row = town.occurrence(concerns=(town.low, town.adverse))
        evidence = add(
            town,
            row,
            user=town.team,
            school=town.low,
            upload=pdf(),
            content_type="application/pdf",
            link="",
        )
        seen = [
            who
            for who in ("coordinator", "team", "other_team", "neighbour")
            if StoredFile.objects.visible_to(getattr(town, who))
            .filter(pk=evidence.file_id)
            .exists()
            and Evidence.objects.visible_to(getattr(town, who))
            .filter(pk=evidence.pk)
            .exists()
        ]
        assert seen == ["coordinator", "team"]

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"link": ""}, "Приложите файл или укажите адрес."),
            ({"upload": pdf()}, "Приложите файл или укажите адрес."),
            (
                {"link": "javascript:alert(1)"},
                "Адрес начинается с http:// или https://.",
            ),
            (
                {"link": "ftp://example.org/1"},
                "Адрес начинается с http:// или https://.",
            ),
        ],
    )
    def test_what_is_no_evidence(self, town, changes, message):
        with pytest.raises(ValidationError) as refusal:
            add(town, town.occurrence(), **changes)
        assert refusal.value.messages == [message]

    def test_a_school_that_is_not_concerned(self, town):
        row = town.occurrence(concerns=(town.adverse,))
        with pytest.raises(ValidationError) as refusal:
            add(town, row, user=town.team, school=town.low)
        assert refusal.value.messages == ["Это мероприятие не касается школы."]

    def test_a_team_speaks_for_its_own_school_alone(self, town):
        row = town.occurrence(concerns=(town.low, town.adverse))
        for school in (town.adverse, None):
            with pytest.raises(PermissionDenied):
                add(town, row, user=town.team, school=school)


class TestRemove:
    def test_with_a_reason_and_its_file(self, town):
        evidence = add(
            town,
            town.occurrence(),
            upload=pdf(),
            content_type="application/pdf",
            link="",
        )
        remove_evidence(
            evidence=evidence, reason="Не тот файл.", user=town.coordinator, now=NOW
        )
        assert not Evidence.objects.exists()
        assert not StoredFile.objects.filter(purpose=FilePurpose.EVIDENCE).exists()
        event = AuditEvent.objects.get(action="evidence.removed")
        assert event.reason == "Не тот файл."

    def test_not_without_a_reason(self, town):
        evidence = add(town, town.occurrence())
        with pytest.raises(ValidationError) as refusal:
            remove_evidence(
                evidence=evidence, reason=" ", user=town.coordinator, now=NOW
            )
        assert refusal.value.messages == ["Напишите, почему подтверждение убирается."]

    def test_a_closed_thing_keeps_its_proof(self, town):
        row = town.occurrence()
        evidence = add(town, row)
        mark_done(
            occurrence=row, done_on=TODAY, user=town.coordinator, now=NOW, today=TODAY
        )
        with pytest.raises(ValidationError) as refusal:
            remove_evidence(
                evidence=evidence, reason="Ошибка.", user=town.coordinator, now=NOW
            )
        assert refusal.value.messages == [
            (
                "Мероприятие уже закрыто (выполнено): чтобы изменить подтверждения, "
                "координатор снимает отметку."
            )
        ]
