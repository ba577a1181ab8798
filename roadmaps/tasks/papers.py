"""The worker's part of papers: load by number, call one action."""

from celery import shared_task
from django.utils import timezone

from roadmaps.actions.papers import make_plan_report
from roadmaps.models import PlanReport
from schools.tasks.jobs import resumes


@shared_task(name="roadmaps.tasks.make_plan_paper")
def make_plan_paper(report_id: int) -> str:
    """Make a paper; a message that comes again does no work twice."""
    report = make_plan_report(report_id=report_id, clock=timezone.now)
    return report.state if report is not None else "not mine"


@resumes(PlanReport)
def enqueue_plan_paper(pk: int) -> None:
    """Enqueue a paper that a dead worker left."""
    make_plan_paper.delay(pk)
