"""A road-map document on its way to become a plan."""

from django.db import models

from roadmaps.enums import IntakePhase
from roadmaps.models.version import RoadMapVersion
from schools.models import StoredFile, Territory, TrackedJob, User, scope_of
from schools.models.tracked_job import TrackedJobQuerySet


class IntakeQuerySet(TrackedJobQuerySet):
    """Reads of intakes."""

    def visible_to(self, user: User) -> "IntakeQuerySet":
        """Keep those of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("territory"))


class Intake(TrackedJob):
    """The file, its rows as read, what was understood, and what a person mended."""

    territory = models.ForeignKey(
        Territory, verbose_name="муниципалитет", on_delete=models.PROTECT
    )
    phase = models.CharField(
        "этап", max_length=10, choices=IntakePhase, default=IntakePhase.READING
    )
    # Empty for a table pasted from Word or Excel.
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("имя файла", max_length=255)
    # `RawDocument` as JSON: the review never opens the file again.
    raw = models.JSONField("как прочитано", default=dict, blank=True)
    # What the person said instead of what was guessed.
    period_start = models.DateField("период с", null=True, blank=True)
    period_end = models.DateField("период по", null=True, blank=True)
    columns = models.JSONField("столбцы, названные человеком", default=dict, blank=True)
    # Mended cells by the row they were read from, see `roadmaps.documents.edit_keys`:
    # {"1.4:term": {"value": "Ноябрь 2022", "by": 7, "at": "2026-03-02T09:00:00Z"}, …}.
    edits = models.JSONField("исправления", default=dict, blank=True)
    discard_reason = models.TextField("почему отклонён", blank=True)
    version = models.ForeignKey(
        RoadMapVersion,
        verbose_name="принятая версия",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="intakes",
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "документ дорожной карты"
        verbose_name_plural = "документы дорожных карт"
        ordering = ["-requested_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
