"""A draft before the head: what it lacks, the order, the note."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roadmaps.actions.versions import return_draft
from roadmaps.enums import VersionState
from schools.models import StoredFile
from tests.factories.plans import NOW
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db
ORDER = {"order_number": "15-ОД", "order_date": "2025-08-25"}


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


@pytest.fixture
def version(desk):
    return desk.draft()


def messages_of(response) -> list[str]:
    return [finding["message"] for finding in response.context["findings"]]


class TestCheck:
    def test_says_what_each_row_lacks_with_the_way_to_mend_it(self, desk, version):
        first, second = version.activities.in_order()
        first.term_text = ""
        first.document_types = ["order"]
        first.save()
        second.document_types = ["order"]
        second.title = ""
        second.save()
        second.party_links.all().delete()
        response = desk.get("approve", version.pk)
        found = [
            (finding["message"], finding.get("url"))
            for finding in response.context["findings"]
            if finding["severity"] == "warning"
        ]
        edit = [
            reverse("plans:activity_edit", args=[row.pk]) for row in (first, second)
        ]
        assert found == [
            ("Срок не указан.", edit[0]),
            ("У мероприятия нет названия.", edit[1]),
            ("Никто не назначен ответственным.", edit[1]),
        ]

    def test_who_may_not_edit_is_led_to_the_page_of_the_row(self, desk, version):
        version.activities.update(document_types=[])
        findings = desk.get("approve", version.pk, who="head").context["findings"]
        rows = {
            reverse("plans:activity", args=[row.pk]) for row in version.activities.all()
        }
        assert {f["url"] for f in findings if f["url"]} == rows

    def test_a_repeated_number_is_a_warning(self, desk, version):
        version.activities.update(number="1")
        words = "Номер 1 в одном разделе стоит несколько раз."
        assert words in messages_of(desk.get("approve", version.pk))

    def test_a_year_that_is_not_the_columns_is_a_warning(self, desk, version):
        from roadmaps.actions.plan_activities import add_activity

        add_activity(
            section=version.sections.get(),
            values={
                "title": "Курсы",
                "term_text": "",
                "milestones": {(2026, ""): "Июнь 2025: итоги"},
            },
            user=desk.coordinator,
            now=NOW,
        )
        words = "В столбце 2026 года назван 2025 год."
        assert words in messages_of(desk.get("approve", version.pk))

    def test_warnings_bar_nothing(self, desk, version):
        version.activities.update(term_text="", title="Дело")
        response = desk.post("approve", version.pk, who="head", **ORDER)
        assert response.url == address(version)

    def test_an_empty_plan_has_no_form(self, desk, version):
        version.activities.all().delete()
        response = desk.get("approve", version.pk, who="head")
        assert messages_of(response) == [
            "В плане нет ни одного мероприятия: утверждать нечего."
        ]
        assert "order_number" not in response.content.decode()

    def test_the_coordinator_reads_the_check_and_enters_no_order(self, desk, version):
        page = desk.get("approve", version.pk).content.decode()
        assert "Приказ вводит начальник отдела" in page
        assert desk.post("approve", version.pk, **ORDER).status_code == 403


class TestApprove:
    def test_puts_the_draft_in_force_with_its_file(self, desk, version):
        scan = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7", "application/pdf")
        response = desk.post(
            "approve", version.pk, who="head", order_file=scan, **ORDER
        )
        version.refresh_from_db()
        assert response.url == address(version)
        assert (version.state, version.order_number, version.order_date) == (
            VersionState.IN_FORCE,
            "15-ОД",
            dt.date(2025, 8, 25),
        )
        assert version.order_file.original_name == "приказ.pdf"

    def test_the_order_of_the_document_is_offered(self, desk, version):
        version.order_number, version.order_date = "7-п", dt.date(2025, 8, 1)
        version.save()
        form = desk.get("approve", version.pk, who="head").context["form"]
        assert (form["order_number"].value(), form["order_date"].value()) == (
            "7-п",
            dt.date(2025, 8, 1),
        )

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"order_number": ""}, "order_number"),
            (
                {
                    "order_date": (
                        timezone.localdate() + dt.timedelta(days=2)
                    ).isoformat()
                },
                "order_date",
            ),
        ],
    )
    def test_an_error_is_said_at_its_field_and_stores_nothing(
        self, desk, version, changes, field
    ):
        scan = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7", "application/pdf")
        data = {**ORDER, **changes, "order_file": scan}
        response = desk.post("approve", version.pk, who="head", **data)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert not StoredFile.objects.exists()

    def test_a_program_is_no_order(self, desk, version):
        scan = SimpleUploadedFile("приказ.exe", b"MZ", "application/octet-stream")
        data = {**ORDER, "order_file": scan}
        response = desk.post("approve", version.pk, who="head", **data)
        assert list(response.context["form"].errors) == ["order_file"]

    def test_an_approved_version_has_no_form(self, desk):
        version = desk.in_force().versions.get()
        response = desk.get("approve", version.pk, who="head")
        assert response.url == address(version)

    def test_another_towns_head_finds_no_draft(self, desk, version):
        response = desk.get("approve", version.pk, who="neighbour")
        assert response.status_code == 404


class TestReturn:
    def test_the_note_is_written(self, desk, version):
        response = desk.post("return", version.pk, who="head", note="Нет сроков")
        version.refresh_from_db()
        assert response.url == address(version)
        assert version.return_note == "Нет сроков"

    def test_words_are_asked(self, desk, version):
        response = desk.post("return", version.pk, who="head", note="")
        assert response.status_code == 422

    def test_the_coordinator_takes_the_note_off(self, desk, version):
        return_draft(version=version, note="Нет сроков", user=desk.head, now=NOW)
        response = desk.post("settle", version.pk)
        version.refresh_from_db()
        assert (response.url, version.return_note) == (address(version), "")

    def test_the_coordinator_returns_nothing(self, desk, version):
        assert desk.get("return", version.pk).status_code == 403
