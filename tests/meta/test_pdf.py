"""Every kind of paper: silent, offline, tagged, and the same bytes for the same numbers."""

from __future__ import annotations

import datetime as dt
import io
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from identification.actions.papers import make_paper, request_paper
from identification.enums import ReportKind
from identification.models import Run, RunReport
from monitoring.actions.report_files import make_files
from monitoring.actions.reports import create_report, freeze_report
from monitoring.enums import ReportKind as MonitoringKind
from monitoring.models import Report
from roadmaps.enums import PlanReportKind
from roadmaps.models import PlanReport
from schools.enums import JobState
from tests.factories.identification import NOW
from tests.identification.conftest import Place
from tests.monitoring import paper_town
from tests.monitoring.paper_town import PaperTown
from tests.roadmaps import paper_place
from tests.roadmaps.paper_place import PaperPlace


pytestmark = pytest.mark.django_db

PDFS = (ReportKind.LIST_PDF, ReportKind.SCHOOL_PDF)
PLAN_PDFS = (PlanReportKind.PLAN_PDF, PlanReportKind.PROGRESS_PDF)
NEXT_DAY = NOW + dt.timedelta(days=1)
FETCH = "import urllib.request as u; u.urlopen('http://fonts.example.org/', timeout=5)"


@pytest.fixture
def place(db: None) -> Place:
    return Place()


@pytest.fixture
def run(place: Place) -> Run:
    return place.run()


@pytest.fixture
def plan(db: None) -> PaperPlace:
    """Return a town whose road map is in force."""
    made_place = PaperPlace()
    made_place.add_years()
    made_place.approve()
    return made_place


@pytest.fixture
def callers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Stand where the network would be, and note who calls, child processes too."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        ended = threading.Event()
        thread = threading.Thread(target=_listen, args=(listener, heard, ended))
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"):
            monkeypatch.setenv(name, address)
        monkeypatch.setenv("no_proxy", "")
        yield heard
        ended.set()
        thread.join()


def _listen(listener: socket.socket, heard: list[str], ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            caller, _ = listener.accept()
        except TimeoutError:
            continue
        with caller:
            heard.append(caller.recv(1000).decode(errors="replace").split("\r\n")[0])


def paper(run: Run, place: Place, kind: str, now: dt.datetime = NOW) -> RunReport:
    """Ask for a paper and make it."""
    where = (
        {"school": place.town_schools[0]}
        if kind == ReportKind.SCHOOL_PDF
        else {"territory": place.town}
    )
    report = request_paper(run=run, kind=kind, user=place.coordinator, now=now, **where)
    make_paper(report_id=report.pk, clock=lambda: now)
    report.refresh_from_db()
    assert (report.state, report.error_detail) == (JobState.DONE, "")
    return report


def content(report: RunReport | PlanReport) -> bytes:
    with report.file.content.open("rb") as opened:
        return opened.read()


@pytest.mark.parametrize("kind", ReportKind.values)
def test_it_is_made_offline_in_silence_and_the_same_on_another_day(
    kind: str,
    run: Run,
    place: Place,
    callers: list[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    with caplog.at_level(logging.WARNING):
        first, second = paper(run, place, kind), paper(run, place, kind, NEXT_DAY)

    assert [record.getMessage() for record in caplog.records] == []
    assert callers == []
    assert first.pk != second.pk
    assert first.file.sha256 == second.file.sha256
    if kind in PDFS:
        demand_readable(content(first), tmp_path / "paper.pdf")


@pytest.mark.parametrize("kind", PlanReportKind.values)
def test_a_plans_paper_too(
    kind: str,
    plan: PaperPlace,
    callers: list[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    next_day = paper_place.NOW + dt.timedelta(days=1)
    with caplog.at_level(logging.WARNING):
        first = paper_place.made(plan, kind)
        second = paper_place.made(plan, kind, now=next_day)

    assert [record.getMessage() for record in caplog.records] == []
    assert callers == []
    assert first.pk != second.pk
    assert first.file.sha256 == second.file.sha256
    if kind in PLAN_PDFS:
        demand_readable(content(first), tmp_path / "paper.pdf")


@pytest.fixture(scope="module")
def reported(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[PaperTown]:
    """Return a town whose year has been reported on; one for all papers."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = PaperTown()
        town.look_at_sites()
        town.advice()
        yield town
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", MonitoringKind.values)
def test_a_paper_of_monitoring_too(
    kind: str,
    reported: PaperTown,
    callers: list[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    """A frozen paper is the same for ever: in PDF, in Word, in Excel."""
    when = {"now": paper_town.NOW}
    report = create_report(
        kind=kind,
        territory=reported.town,
        year=paper_town.YEAR,
        user=reported.coordinator,
        **when,
    )
    report = freeze_report(
        report=report, user=reported.head, today=paper_town.TODAY, **when
    )
    with caplog.at_level(logging.WARNING):
        first = monitoring_files(report, paper_town.NOW)
        Report.objects.filter(pk=report.pk).update(state=JobState.QUEUED)
        second = monitoring_files(report, paper_town.NOW + dt.timedelta(days=1))

    assert [record.getMessage() for record in caplog.records] == []
    assert callers == []
    assert first == second
    assert {"pdf", "xlsx"} <= set(first)
    demand_readable(first["pdf"], tmp_path / "paper.pdf")


def monitoring_files(report: Report, now: dt.datetime) -> dict[str, bytes]:
    """Make the files of a queued paper, and read them."""
    made = make_files(report_id=report.pk, clock=lambda: now, today=now.date())
    assert made is not None
    assert (made.state, made.error_detail) == (JobState.DONE, "")
    found = {}
    for name in ("pdf", "docx", "xlsx"):
        stored = getattr(made, name)
        if stored is not None:
            with stored.content.open("rb") as opened:
                found[name] = opened.read()
    return found


def test_a_call_to_the_network_would_be_heard(callers: list[str]) -> None:
    subprocess.run([sys.executable, "-c", FETCH], check=False, capture_output=True)

    assert callers == ["GET http://fonts.example.org/ HTTP/1.1"]


def test_a_workbook_is_dated_by_its_run(run: Run, place: Place) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(content(paper(run, place, ReportKind.LIST_XLSX)))
    )

    assert book.properties.created == run.finished_at.replace(
        microsecond=0, tzinfo=None
    )


def demand_readable(paper: bytes, file: Path) -> None:
    """Demand tags, a language, a title, and the fonts inside."""
    file.write_bytes(paper)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert str(pdf.Root.Lang) == "ru"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert 'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes().decode()
    assert fonts_outside(file) == []


def fonts_outside(file: Path) -> list[str]:
    """Return fonts that the paper uses and does not carry."""
    listed = subprocess.run(
        ["pdffonts", str(file)], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    column = listed[0].index("emb")
    fonts = listed[2:]
    assert fonts
    return [line for line in fonts if line[column : column + 3] != "yes"]
