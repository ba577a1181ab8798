"""The files of a paper: the same numbers in PDF, Word and Excel, made once."""

import io

import docx
import openpyxl
import pikepdf
import pytest

from monitoring.actions import report_files
from monitoring.actions.report_files import make_files
from monitoring.actions.reports import create_report, freeze_report, request_files
from monitoring.enums import ReportKind
from monitoring.models import Report
from schools.enums import JobState
from schools.models import StoredFile
from tests.monitoring.paper_town import NOW, TODAY, YEAR, PaperTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def asked(town: PaperTown, kind: str, *, is_frozen: bool = False) -> Report:
    report = create_report(
        kind=kind, territory=town.town, year=YEAR, user=town.coordinator, now=NOW
    )
    if is_frozen:
        return freeze_report(report=report, user=town.head, now=NOW, today=TODAY)
    return request_files(report=report, user=town.coordinator, now=NOW)


def made(report: Report) -> Report:
    return make_files(report_id=report.pk, clock=lambda: NOW, today=TODAY)


def content(stored: StoredFile) -> io.BytesIO:
    with stored.content.open("rb") as opened:
        return io.BytesIO(opened.read())


def test_a_frozen_note_in_three_formats(town: PaperTown) -> None:
    report = made(asked(town, ReportKind.NOTE, is_frozen=True))

    assert (report.state, report.error_detail) == (JobState.DONE, "")
    assert report.pdf.original_name == (
        "Аналитическая записка по итогам мониторинга: Озёрск, 2025-26 учебный год, "
        "№ М-2025-047-001.pdf"
    )
    assert (report.pdf.territory, report.pdf.school) == (town.town, None)
    with pikepdf.open(content(report.pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    book = openpyxl.load_workbook(content(report.xlsx))
    sheet = book["Показатели план и факт (2)"]
    row = next(row for row in sheet.values if row[0] == town.share.title)
    assert row[3:7] == (29, 60, 48.3, -51.7)
    document = docx.Document(content(report.docx))
    text = "\n".join(line.text for line in document.paragraphs)
    (picture,) = document.inline_shapes
    words = picture._inline.docPr.get("descr")
    assert words.startswith("Доли и цели. Полоса – факт")
    assert words in text
    assert report.check_code in text
    assert "ПРОЕКТ" not in text
    assert "УТВЕРЖДАЮ\nНачальник отдела\n_________________ П.И.\u00a0Полевой" in text
    assert made(report) is None


def test_a_draft_says_that_it_is_one(
    town: PaperTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "rendered", lambda **_: b"%PDF-1.7")
    report = made(asked(town, ReportKind.SUMMARY))
    first = report.docx
    assert report.docx.original_name.endswith(", проект.docx")
    assert docx.Document(content(report.docx)).paragraphs[0].text == "ПРОЕКТ"
    # Made again, the new files take the place of the old ones.
    again = made(request_files(report=report, user=town.head, now=NOW))
    assert again.docx != first
    assert not StoredFile.objects.filter(pk=first.pk).exists()


def test_sheets_of_all_schools_and_tables(
    town: PaperTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "rendered", lambda **_: b"%PDF-1.7")
    sheets = made(asked(town, ReportKind.SCHOOL))
    book = openpyxl.load_workbook(content(sheets.xlsx))
    assert book.sheetnames == [
        "Школа № 1",
        "Школа № 2",
        "Школа № 3",
        "Текст",
        "О документе",
    ]
    tables = made(asked(town, ReportKind.TABLES))
    assert tables.docx is None
    values = openpyxl.load_workbook(content(tables.xlsx))[
        "Значения показателей по школам"
    ]
    assert [row[3:6] for row in values.values][1:3] == [
        (10, 20, "значение"),
        (1, 1, "значение"),
    ]


def test_a_failure_is_told_in_words(
    town: PaperTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: object) -> bytes:
        raise RuntimeError("the renderer died")

    monkeypatch.setattr(report_files, "rendered", broken)
    report = made(asked(town, ReportKind.SUMMARY))
    assert (report.state, report.error_code) == (JobState.FAILED, "paper_failed")
    assert report.error_detail.startswith("Файлы не получились.")
    assert Report.objects.get().xlsx is None
