"""A row that is also the job which fills it."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F

from schools.enums import JobState


class TrackedJobQuerySet(models.QuerySet[Any]):
    """Moves of a job that only one worker may win."""

    def claim(self, pk: int, *, now: dt.datetime) -> bool:
        """Take a queued job; true for exactly one of several workers."""
        claimed = self.filter(pk=pk, state=JobState.QUEUED).update(
            state=JobState.RUNNING,
            started_at=now,
            heartbeat_at=now,
            finished_at=None,
            attempts=F("attempts") + 1,
            error_code="",
            error_detail="",
        )
        return claimed == 1

    def lost(self, *, before: dt.datetime) -> Self:
        """Keep running jobs whose worker has been silent since a moment."""
        return self.filter(state=JobState.RUNNING, heartbeat_at__lt=before)


class TrackedJob(models.Model):
    """Who asked for the work, how far it is, and what went wrong in words."""

    state = models.CharField(
        "состояние", max_length=10, choices=JobState, default=JobState.IDLE
    )
    stage = models.CharField("этап", max_length=120, blank=True)
    steps_done = models.PositiveIntegerField("сделано шагов", default=0)
    steps_total = models.PositiveIntegerField("всего шагов", default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="кто запустил",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    requested_at = models.DateTimeField("запрошено")
    started_at = models.DateTimeField("начато", null=True, blank=True)
    heartbeat_at = models.DateTimeField("работник отвечал", null=True, blank=True)
    finished_at = models.DateTimeField("закончено", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    error_code = models.CharField("код ошибки", max_length=60, blank=True)
    error_detail = models.TextField("что случилось", blank=True)

    class Meta:
        abstract = True

    @property
    def is_under_way(self) -> bool:
        """Tell whether the page should keep asking."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def percent_done(self) -> int:
        """Return progress as whole per cent, 0 while the length is unknown."""
        if not self.steps_total:
            return 0
        return min(100, self.steps_done * 100 // self.steps_total)
