"""The worker's part of papers and recommendations: load by number, call one action."""

from celery import shared_task
from django.utils import timezone

from monitoring.actions.recommendations import draft_recommendations
from monitoring.actions.report_files import make_files
from monitoring.models import Report
from monitoring.queries.analytics import seasons_just_closed
from schools.tasks.jobs import resumes


@shared_task(name="monitoring.tasks.make_report_files")
def make_report_files(report_id: int) -> str:
    """Make the files of a paper; a message that comes again does no work twice."""
    report = make_files(
        report_id=report_id, clock=timezone.now, today=timezone.localdate()
    )
    return report.state if report is not None else "not mine"


@resumes(Report)
def enqueue_report_files(pk: int) -> None:
    """Enqueue a paper that a dead worker left."""
    make_report_files.delay(pk)


@shared_task(name="monitoring.tasks.draft_after_windows")
def draft_after_windows() -> int:
    """Draft recommendations where a window has closed; on the schedule, once a day."""
    now = timezone.now()
    today = timezone.localdate(now)
    return sum(
        draft_recommendations(territory=territory, year=year, now=now, today=today)
        for territory, year in seasons_just_closed(today=today)
    )
