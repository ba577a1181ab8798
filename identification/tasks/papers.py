"""The worker's part of papers: load by number, call one action."""

from celery import shared_task
from django.utils import timezone

from identification.actions.papers import make_paper
from identification.models import RunReport
from schools.tasks.jobs import resumes


@shared_task(name="identification.tasks.make_paper")
def make_run_paper(report_id: int) -> str:
    """Make a paper; a message that comes again does no work twice."""
    report = make_paper(report_id=report_id, clock=timezone.now)
    return report.state if report is not None else "not mine"


@resumes(RunReport)
def enqueue_paper(pk: int) -> None:
    """Enqueue a paper that a dead worker left."""
    make_run_paper.delay(pk)
