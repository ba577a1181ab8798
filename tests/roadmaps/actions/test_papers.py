"""Papers of a road map: for the right people, made once, told in words when they fail."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.papers import (
    make_plan_report,
    note_download,
    request_plan_report,
    restart_plan_report,
)
from roadmaps.enums import PlanReportKind
from schools.enums import JobState
from schools.models import AuditEvent
from tests.roadmaps.paper_place import NOW, TODAY, PaperPlace, made


pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> PaperPlace:
    return PaperPlace()


def asked(place: PaperPlace, **changes: object):
    values = {
        "version": place.version,
        "kind": PlanReportKind.PLAN_XLSX,
        "as_of": TODAY,
        "user": place.coordinator,
        "now": NOW,
        **changes,
    }
    return request_plan_report(**values)


def actions() -> list[str]:
    rows = AuditEvent.objects.filter(action__startswith="plan_paper.")
    return list(rows.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("who", ["neighbour", "team", "far_team"])
def test_others_make_no_papers(place: PaperPlace, who: str) -> None:
    with pytest.raises(PermissionDenied):
        asked(place, user=getattr(place, who))


def test_a_double_click_gives_one_paper(place: PaperPlace) -> None:
    assert asked(place) == asked(place)
    assert asked(place) != asked(place, kind=PlanReportKind.PLAN_DOCX)
    assert actions() == ["plan_paper.requested"] * 2


@pytest.mark.parametrize("kind", ["progress_pdf", "progress_docx"])
def test_a_draft_has_no_report_of_what_was_done(place: PaperPlace, kind: str) -> None:
    with pytest.raises(ValidationError, match="по утверждённой дорожной карте"):
        asked(place, kind=kind)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("plan_docx", "Дорожная карта 2025-2026, версия 1, проект.docx"),
        ("plan_xlsx", "Дорожная карта 2025-2026, версия 1, проект.xlsx"),
    ],
)
def test_the_file_of_a_draft_says_so(place: PaperPlace, kind: str, name: str) -> None:
    report = made(place, kind)

    assert report.file.original_name == name
    assert (report.file.territory, report.file.school) == (place.town, None)
    assert report.file.purpose == "report"


def test_the_report_is_named_by_its_day(place: PaperPlace) -> None:
    place.approve()

    assert made(place, "progress_docx").file.original_name == (
        "Отчёт о выполнении на 02.02.2026.docx"
    )


def test_a_message_that_comes_twice_makes_one_file(place: PaperPlace) -> None:
    report = made(place, "plan_xlsx")

    assert make_plan_report(report_id=report.pk, clock=lambda: NOW) is None
    assert actions() == ["plan_paper.requested", "plan_paper.made"]


def test_a_fault_is_told_in_words_and_can_be_tried_again(
    place: PaperPlace, settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REPORT_LAYOUT = "no-such-profile"
    report = asked(place, kind=PlanReportKind.PLAN_DOCX)
    make_plan_report(report_id=report.pk, clock=lambda: NOW)
    report.refresh_from_db()
    assert (report.state, report.file) == (JobState.FAILED, None)
    assert report.error_detail.startswith("Документ не получился.")
    assert [record.exc_info is not None for record in caplog.records] == [True]

    settings.REPORT_LAYOUT = "gost-2016"
    restart_plan_report(report=report, user=place.head, now=NOW)
    make_plan_report(report_id=report.pk, clock=lambda: NOW)
    report.refresh_from_db()
    assert report.state == JobState.DONE


def test_only_a_failed_paper_is_made_again(place: PaperPlace) -> None:
    report = made(place, "plan_xlsx")

    with pytest.raises(ValidationError, match="который не получился"):
        restart_plan_report(report=report, user=place.coordinator, now=NOW)


def test_a_neighbour_starts_nothing_again(place: PaperPlace) -> None:
    with pytest.raises(PermissionDenied):
        restart_plan_report(report=asked(place), user=place.neighbour, now=NOW)


def test_a_download_leaves_a_trace(place: PaperPlace) -> None:
    report = made(place, "plan_xlsx")

    note_download(report=report, user=place.head, now=NOW)

    event = AuditEvent.objects.get(action="plan_paper.downloaded")
    assert (event.actor_id, event.object_id) == (place.head.pk, str(report.pk))
