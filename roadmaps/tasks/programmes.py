"""The worker's part of programmes: read what was uploaded, make receipts."""

from celery import shared_task
from django.utils import timezone

from roadmaps.actions.programme_reading import lost_versions, read_version
from roadmaps.actions.programme_receipts import lost_receipts, make_receipt


@shared_task(name="roadmaps.tasks.read_programme_version")
def read_programme_version(version_id: int) -> bool:
    """Read a version's text; a message that comes again does no work twice."""
    return read_version(version_id=version_id, now=timezone.now())


@shared_task(name="roadmaps.tasks.make_programme_receipt")
def make_programme_receipt(step_id: int) -> bool:
    """Make the PDF of a receipt; a message that comes again does no work twice."""
    return make_receipt(step_id=step_id, now=timezone.now())


@shared_task(name="roadmaps.tasks.resume_programmes")
def resume_programmes() -> dict[str, int]:
    """Hand out again what a dead worker or a lost message left undone."""
    now = timezone.now()
    versions, steps = lost_versions(now=now), lost_receipts(now=now)
    for pk in versions:
        read_programme_version.delay(pk)
    for pk in steps:
        make_programme_receipt.delay(pk)
    return {"versions": len(versions), "receipts": len(steps)}
