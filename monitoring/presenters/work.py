"""Jobs and uploads as lines of a list."""

from typing import Any

from django.urls import reverse

from identification.models import Run, RunReport
from identification.presenters.run_words import run_name
from monitoring.queries.work import Work
from schools.models import ImportBatch


def work_lines(work: Work) -> list[dict[str, Any]]:
    """Return every job with its page, its state and how far it is."""
    return [
        *(_import_line(batch) for batch in work.imports),
        *(_run_line(run) for run in work.runs),
        *(_paper_line(paper) for paper in work.papers),
    ]


def _import_line(batch: ImportBatch) -> dict[str, Any]:
    return _line(
        batch,
        title=f"Загрузка «{batch.file_name}»",
        place=str(batch.territory),
        url=reverse("imports:detail", args=[batch.pk]),
    )


def _run_line(run: Run) -> dict[str, Any]:
    return _line(
        run,
        title=f"{run_name(run)}, {run.year} год",
        place=str(run.territory),
        url=reverse("identification:run", args=[run.pk]),
    )


def _paper_line(paper: RunReport) -> dict[str, Any]:
    return _line(
        paper,
        title=f"{paper.get_kind_display()}, расчёт № {paper.run_id}".capitalize(),
        place=str(paper.school or paper.run.territory),
        url=reverse("identification:paper", args=[paper.pk]),
    )


def _line(
    job: ImportBatch | Run | RunReport, *, title: str, place: str, url: str
) -> dict[str, Any]:
    return {
        "title": title,
        "place": place,
        "url": url,
        "state": job.state,
        "stage": job.stage,
        "percent": job.percent_done,
        "detail": job.error_detail,
        "at": job.requested_at,
    }
