"""The worker's part of a paper: PDF, Word and Excel of the same words and numbers."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from monitoring.datasets.composed import paper_of
from monitoring.enums import ReportKind
from monitoring.models import Report
from monitoring.reports.paper_docx import paper_docx
from monitoring.reports.paper_pdf import paper_sections
from monitoring.reports.paper_workbook import paper_workbook
from monitoring.reports.rendering import Seal
from roadmaps.reports import word
from schools.actions.audit import record
from schools.actions.files import discard_file
from schools.actions.jobs import fail_job, finish_job
from schools.actions.papers import (
    PDF,
    Clock,
    MadePaper,
    rendered,
    show_step,
    stored_paper,
)
from schools.models import StoredFile
from schools.reports import workbook
from schools.reports.layout import PROFILES
from schools.templatetags.portal_format import day


log = logging.getLogger(__name__)

NOT_MADE = (
    "Файлы не получились. Документ и его числа не изменились. Попробуйте ещё раз; если "
    "не поможет, сообщите администратору номер задания."
)


def make_files(*, report_id: int, clock: Clock, today: dt.date) -> Report | None:
    """Make the files of a queued paper; a message that comes again does nothing."""
    if not Report.objects.claim(report_id, now=clock()):
        return None
    report = Report.objects.select_related(
        "territory", "school", "requested_by", "pdf", "docx", "xlsx"
    ).get(pk=report_id)
    try:
        made = _made(report, clock, today)
        _keep(report, made, clock())
    except Exception:
        log.exception("monitoring report %s", report_id)
        fail_job(job=report, code="paper_failed", detail=NOT_MADE, now=clock())
    return report


def seal_of(report: Report) -> Seal:
    """Return the number, the day and the code; nothing for a draft."""
    if report.frozen_at is None:
        return Seal()
    return Seal(report.number, day(report.frozen_at), report.check_code)


def _made(report: Report, clock: Clock, today: dt.date) -> list[MadePaper]:
    show_step(job=report, stage="собираю числа", done=0, clock=clock)
    paper = paper_of(report, today=today).paper
    seal = seal_of(report)
    stem, moment = _stem(report), report.frozen_at or clock()
    made = [
        MadePaper(
            paper_workbook(paper, seal, made=moment),
            f"{stem}.xlsx",
            workbook.CONTENT_TYPE,
        )
    ]
    # Thousands of rows are for a workbook: nobody edits them in Word.
    if report.kind != ReportKind.TABLES:
        show_step(job=report, stage="пишу Word", done=1, clock=clock)
        content = paper_docx(paper, seal, PROFILES[settings.REPORT_LAYOUT], made=moment)
        made.append(MadePaper(content, f"{stem}.docx", word.CONTENT_TYPE))
    content = rendered(
        job=report,
        sections=paper_sections(paper, seal),
        title=paper.title,
        clock=clock,
    )
    return [*made, MadePaper(content, f"{stem}.pdf", PDF)]


@transaction.atomic
def _keep(report: Report, made: list[MadePaper], now: dt.datetime) -> None:
    """Store the files in the place of earlier ones and finish the job together."""
    found = {paper.name.rpartition(".")[2]: paper for paper in made}
    for name in ("pdf", "docx", "xlsx"):
        earlier = getattr(report, name)
        stored = _stored(report, found[name], now) if name in found else None
        setattr(report, name, stored)
        report.save(update_fields=[name])
        if earlier is not None:
            discard_file(
                stored=earlier, user=None, reason="Сделан новый файл.", now=now
            )
    report.steps_done, report.stage = report.steps_total, ""
    report.save(update_fields=["steps_done", "stage"])
    finish_job(job=report, now=now)
    record(
        actor=report.requested_by,
        action="monitoring_report.made",
        obj=report,
        now=now,
        after={"sha256": report.pdf.sha256 if report.pdf else ""},
    )


def _stored(report: Report, made: MadePaper, now: dt.datetime) -> StoredFile:
    return stored_paper(
        made=made,
        # A territory's file: a school gets its sheet from the paper's own page.
        territory=report.territory,
        school=None,
        user=report.requested_by,
        now=now,
    )


def _stem(report: Report) -> str:
    words = f"№ {report.number}" if report.frozen_at else "проект"
    # A slash, of the number or of the school year, would begin a folder.
    return f"{report.title}, {words}".replace("/", "-")
