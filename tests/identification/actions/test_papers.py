"""Papers of a run: the same numbers, for the right eyes, made once."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from python_calamine import CalamineWorkbook

from identification.actions import papers
from identification.actions.decisions import decide_item, open_decision
from identification.actions.papers import make_paper, request_paper, restart_paper
from identification.actions.recording import record_decision
from identification.enums import Group, ReportKind, Verdict
from identification.models import Decision, Run, RunReport, RunSchool
from schools.enums import JobState
from schools.models import AuditEvent, School, User
from schools.templatetags.portal_format import number
from tests.factories.identification import NOW
from tests.identification.conftest import Place


pytestmark = pytest.mark.django_db


@pytest.fixture
def run(place: Place) -> Run:
    return place.run()


def made(run: Run, kind: str, user: User, **where: object) -> RunReport:
    report = request_paper(run=run, kind=kind, user=user, now=NOW, **where)
    make_paper(report_id=report.pk, clock=lambda: NOW)
    report.refresh_from_db()
    assert (report.state, report.error_detail) == (JobState.DONE, "")
    return report


def content(report: RunReport) -> bytes:
    with report.file.content.open("rb") as opened:
        return opened.read()


def words(report: RunReport, folder: Path) -> str:
    """Return the text by its tags, as a screen reader says it."""
    path = folder / f"{report.pk}.pdf"
    path.write_bytes(content(report))
    command = ["pdfinfo", "-struct-text", str(path)]
    tree = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    said = re.findall(r'^\s*"(.*)"\s*$', tree, re.MULTILINE)
    return re.sub(r"\s+", " ", " ".join(said))


def decided(run: Run, place: Place) -> Decision:
    decision = open_decision(
        run=run, territory=place.town, user=place.coordinator, now=NOW
    )
    for item in decision.items.all():
        decide_item(
            item=item,
            verdict=Verdict.ACCEPTED,
            reason="Согласны.",
            user=place.coordinator,
            now=NOW,
        )
    return record_decision(
        decision=decision,
        order_number="77-о",
        order_date=NOW.date(),
        effective_on=NOW.date(),
        user=place.coordinator,
        now=NOW,
    )


def test_the_list_names_the_towns_schools_with_reasons_and_no_others(
    run: Run, place: Place, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    report = made(run, ReportKind.LIST_PDF, place.head, territory=place.town)

    text = words(report, tmp_path)
    rows = RunSchool.objects.filter(run=run).exclude(group=Group.ORDINARY)
    own = [row for row in rows if row.school.municipality_id == place.town.pk]
    assert own
    for row in own:
        assert row.school.name in text
        assert re.sub(r"\s+", " ", row.reason) in text
        assert number(row.outcome_points, 1) in text
    foreign = School.objects.filter(municipality=place.district)
    names = set(re.findall(r"Школа № \d+", text))
    assert names.isdisjoint(foreign.values_list("name", flat=True))
    assert "Коэффициенты модели" in text
    assert "Рассчитано" in text
    assert caplog.records == []


def test_the_list_is_a_draft_until_an_order_and_its_annex_after(
    run: Run, place: Place, tmp_path: Path
) -> None:
    draft = words(
        made(run, ReportKind.LIST_PDF, place.head, territory=place.town), tmp_path
    )
    decided(run, place)
    RunReport.objects.all().delete()
    annex = words(
        made(run, ReportKind.LIST_PDF, place.head, territory=place.town), tmp_path
    )

    # The word is set in capitals by the style; a reader copies it that way.
    assert "ПРОЕКТ" in draft.upper()
    assert "77-о" not in draft
    assert "Приложение к приказу" in annex
    assert "№ 77-о" in annex
    assert "ШНОР: присвоить" in annex


def test_the_workbook_has_the_numbers_of_the_run(run: Run, place: Place) -> None:
    report = made(run, ReportKind.LIST_XLSX, place.analyst)

    book = CalamineWorkbook.from_filelike(io.BytesIO(content(report)))
    head, *lines = book.get_sheet_by_name("Школы").to_python()
    stored = {row.school.code: row for row in RunSchool.objects.filter(run=run)}
    assert len(lines) == len(stored) == 24
    for line in lines:
        cells = dict(zip(head, line, strict=True))
        row = stored[cells["Код"]]
        # A workbook keeps sixteen digits of a number.
        assert cells["Результат, баллов"] == pytest.approx(
            row.outcome_points, rel=1e-15
        )
        assert cells["Интервал от"] == pytest.approx(row.interval_low, rel=1e-15)
        assert cells["Почему"] == row.reason
    model = book.get_sheet_by_name("Модель").to_python()
    values = [row["value"] for row in run.model["coefficients"]]
    assert [line[1] for line in model[1:]] == pytest.approx(values, rel=1e-15)


def test_the_sheet_of_a_school_is_one_tagged_page_about_that_school(
    run: Run, place: Place, tmp_path: Path
) -> None:
    school = place.town_schools[0]
    decided(run, place)
    report = made(run, ReportKind.SCHOOL_PDF, place.team, school=school)

    with pikepdf.open(io.BytesIO(content(report))) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == "ru"
        assert bool(pdf.Root.MarkInfo.Marked) is True
    text = words(report, tmp_path)
    row = RunSchool.objects.get(run=run, school=school)
    assert school.name in text
    assert number(row.outcome_points, 1) in text
    assert "Приказ" in text or "приказ от" in text
    others = set(re.findall(r"Школа № \d+", text)) - {school.name}
    assert others == set()
    assert report.file.school_id == school.pk


def test_a_school_gets_its_sheet_only_after_the_decision(
    run: Run, place: Place
) -> None:
    school = place.town_schools[0]
    ask = {"run": run, "kind": ReportKind.SCHOOL_PDF, "now": NOW}

    with pytest.raises(PermissionDenied):
        request_paper(**ask, user=place.team, school=school)
    decided(run, place)
    assert request_paper(**ask, user=place.team, school=school).school == school
    with pytest.raises(PermissionDenied):
        request_paper(**ask, user=place.other_team, school=school)


def test_a_foreign_territory_is_refused(run: Run, place: Place) -> None:
    with pytest.raises(PermissionDenied):
        request_paper(
            run=run,
            kind=ReportKind.LIST_PDF,
            user=place.head,
            territory=place.district,
            now=NOW,
        )


def test_an_unfinished_run_has_no_papers(run: Run, place: Place) -> None:
    waiting = Run(territory=place.region, rule_set=place.rules, year=run.year)
    waiting.parameters, waiting.requested_at = run.parameters, NOW
    waiting.save()
    with pytest.raises(ValidationError, match="по готовому расчёту"):
        request_paper(
            run=waiting, kind=ReportKind.LIST_PDF, user=place.analyst, now=NOW
        )


def test_a_double_click_gives_one_paper(run: Run, place: Place) -> None:
    ask = {"run": run, "kind": ReportKind.LIST_XLSX, "user": place.analyst, "now": NOW}
    assert request_paper(**ask) == request_paper(**ask)
    assert AuditEvent.objects.filter(action="paper.requested").count() == 1


def test_a_message_that_comes_twice_makes_one_file(run: Run, place: Place) -> None:
    report = made(run, ReportKind.LIST_XLSX, place.analyst)
    assert make_paper(report_id=report.pk, clock=lambda: NOW) is None
    assert AuditEvent.objects.filter(action="paper.made").count() == 1


def test_a_fault_is_told_in_words_and_can_be_tried_again(
    run: Run, place: Place, settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REPORT_LAYOUT = "no-such-profile"
    report = request_paper(
        run=run, kind=ReportKind.LIST_PDF, user=place.analyst, now=NOW
    )
    make_paper(report_id=report.pk, clock=lambda: NOW)
    report.refresh_from_db()
    assert report.state == JobState.FAILED
    assert report.error_detail.startswith("Документ не получился.")
    assert report.file is None
    assert [record.exc_info is not None for record in caplog.records] == [True]

    settings.REPORT_LAYOUT = "gost-2016"
    restart_paper(report=report, user=place.analyst, now=NOW)
    make_paper(report_id=report.pk, clock=lambda: NOW)
    report.refresh_from_db()
    assert report.state == JobState.DONE


def test_many_schools_get_no_picture(
    run: Run, place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(papers, "MOST_MARKS", 3)
    text = words(made(run, ReportKind.LIST_PDF, place.analyst), tmp_path)
    assert "Метод и проверка модели" in text
    assert "Ниже границы ШНОР –" not in text
