"""What is under way, waits for a person, or went wrong."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from identification.models import Run, RunReport
from schools.enums import ImportPhase, JobState
from schools.models import ImportBatch, User
from schools.policies import has_permission
from schools.roles import Permission


ACTIVE = (JobState.QUEUED, JobState.RUNNING)
# Phases in which an upload stands still until a person says what to do.
WAITING = (ImportPhase.MAPPING, ImportPhase.PREVIEW)
# A failure older than this is history: the trail has it.
RECENT = dt.timedelta(days=14)
SHOWN = 8


@dataclass(frozen=True)
class Work:
    """Jobs of the person's territories, the newest first."""

    imports: list[ImportBatch]
    runs: list[Run]
    papers: list[RunReport]

    @property
    def total(self) -> int:
        """Return how many there are."""
        return len(self.imports) + len(self.runs) + len(self.papers)


def active_work(*, user: User) -> Work:
    """Return jobs that wait for a worker or are in its hands."""
    return _work(user, state__in=ACTIVE)


def failed_work(*, user: User, now: dt.datetime) -> Work:
    """Return jobs that failed lately."""
    return _work(user, state=JobState.FAILED, requested_at__gte=now - RECENT)


def waiting_imports(*, user: User) -> QuerySet[ImportBatch]:
    """Return uploads that wait for a person's confirmation."""
    return (
        _imports_of(user)
        .filter(phase__in=WAITING, state=JobState.DONE)
        .select_related("territory", "requested_by")
        .order_by("-requested_at", "-pk")
    )


def _imports_of(user: User) -> QuerySet[ImportBatch]:
    """Return the uploads whose pages the person may open."""
    rows = ImportBatch.objects.visible_to(user)
    return rows if has_permission(user, Permission.VIEW_IMPORTS) else rows.none()


def _work(user: User, **condition: Any) -> Work:
    imports = _imports_of(user).filter(**condition)
    runs = Run.objects.visible_to(user).filter(**condition)
    papers = RunReport.objects.visible_to(user).filter(**condition)
    return Work(
        imports=list(imports.select_related("territory")[:SHOWN]),
        runs=list(
            runs.select_related("territory").defer("model", "parameters")[:SHOWN]
        ),
        papers=list(
            papers.select_related("run__territory", "school").defer(
                "run__model", "run__parameters"
            )[:SHOWN]
        ),
    )
