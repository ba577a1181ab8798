"""The worker's part of a paper: PDF, Word and Excel of the same words and numbers."""

import datetime as dt
import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from monitoring.datasets.composed import paper_of
from monitoring.drafting import Paper
from monitoring.enums import ReportKind
from monitoring.models import Report
from monitoring.reports.paper_docx import paper_docx
from monitoring.reports.paper_pdf import paper_sections
from monitoring.reports.paper_workbook import paper_workbook
from monitoring.reports.rendering import Seal
from roadmaps.reports import word
from schools.actions.audit import record
from schools.actions.files import discard_file, store_file
from schools.actions.jobs import advance_job, fail_job, finish_job
from schools.enums import FilePurpose
from schools.models import StoredFile
from schools.reports import workbook
from schools.reports.layout import PROFILES
from schools.reports.render import render_paper
from schools.templatetags.portal_format import day


Clock = Callable[[], dt.datetime]
Made = dict[str, tuple[bytes, str]]

log = logging.getLogger(__name__)

PDF = "application/pdf"
STEPS = 4
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


def _made(report: Report, clock: Clock, today: dt.date) -> Made:
    advance_job(job=report, stage="собираю числа", done=0, total=STEPS, now=clock())
    paper = paper_of(report, today=today).paper
    seal = seal_of(report)
    profile = PROFILES[settings.REPORT_LAYOUT]
    moment = report.frozen_at or clock()
    made: Made = {
        "xlsx": (paper_workbook(paper, seal, made=moment), workbook.CONTENT_TYPE)
    }
    # Thousands of rows are for a workbook: nobody edits them in Word.
    if report.kind != ReportKind.TABLES:
        advance_job(job=report, stage="пишу Word", done=1, total=STEPS, now=clock())
        content = paper_docx(paper, seal, profile, made=moment)
        made["docx"] = (content, word.CONTENT_TYPE)
    made["pdf"] = (_pdf(report, paper, seal, clock), PDF)
    return made


def _pdf(report: Report, paper: Paper, seal: Seal, clock: Clock) -> bytes:
    def show(done: int, total: int) -> None:
        stage = f"верстаю: готово частей {done} из {total}"
        advance_job(
            job=report, stage=stage, done=2 + done, total=total + STEPS, now=clock()
        )

    rendered = render_paper(
        paper_sections(paper, seal),
        title=paper.title,
        profile=PROFILES[settings.REPORT_LAYOUT],
        progress=show,
    )
    for remark in rendered.remarks:
        log.warning("the renderer says: %s", remark)
    return rendered.content


@transaction.atomic
def _keep(report: Report, made: Made, now: dt.datetime) -> None:
    """Store the files in the place of earlier ones and finish the job together."""
    for name in ("pdf", "docx", "xlsx"):
        earlier = getattr(report, name)
        stored = _stored(report, name, *made[name], now) if name in made else None
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


def _stored(
    report: Report, name: str, content: bytes, content_type: str, now: dt.datetime
) -> StoredFile:
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        path = Path(folder) / "paper"
        path.write_bytes(content)
        return store_file(
            path=path,
            purpose=FilePurpose.REPORT,
            original_name=f"{_stem(report)}.{name}",
            content_type=content_type,
            # A territory's file: a school gets its sheet from the paper's own page.
            territory=report.territory,
            user=report.requested_by,
            now=now,
        )


def _stem(report: Report) -> str:
    words = f"№ {report.number}" if report.frozen_at else "проект"
    # A slash, of the number or of the school year, would begin a folder.
    return f"{report.title}, {words}".replace("/", "-")
