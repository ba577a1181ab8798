"""The worker's part of keeping drafts: letters before, removal after."""

from celery import shared_task
from django.utils import timezone

from roadmaps.actions.retention import remove_draft, tell_of_removal
from roadmaps.queries.retention import near_removals


@shared_task(name="roadmaps.tasks.remove_old_drafts")
def remove_old_drafts() -> dict[str, int]:
    """Tell of drafts that go soon and remove those whose day has come; once a day."""
    now, today = timezone.now(), timezone.localdate()
    done = {"told": 0, "removed": 0}
    for pk, removal in list(near_removals(today=today)):
        given = {"programme_id": pk, "now": now, "today": today}
        if removal.is_told:
            done["removed"] += remove_draft(**given)
        else:
            done["told"] += tell_of_removal(**given)
    return done
