"""Moves of a programme between states: who, when, why."""

from typing import Any

from django.db import models

from roadmaps.enums import ProgrammeState
from roadmaps.models.programme import Programme
from roadmaps.models.programme_version import ProgrammeVersion
from schools.models import School, User
from schools.models.unchanging import UnchangingRowError


WHAT = "Шаг программы"


class ProgrammeStepQuerySet(models.QuerySet["ProgrammeStep"]):
    """Reads of steps."""

    def update(self, **values: Any) -> int:
        """Refuse: history is not rewritten."""
        raise UnchangingRowError(WHAT)


class ProgrammeStep(models.Model):
    """One move; the timeline of a programme is the list of its steps."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="steps"
    )
    version = models.ForeignKey(
        ProgrammeVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
    )
    code = models.CharField("переход", max_length=30)
    source = models.CharField("из", max_length=10, choices=ProgrammeState)
    target = models.CharField("в", max_length=10, choices=ProgrammeState)
    round_number = models.PositiveSmallIntegerField("круг согласования", default=0)
    reason = models.TextField("почему", blank=True)
    actor = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    happened_at = models.DateTimeField("когда")
    # Only sending has a receipt: its number is what a school quotes.
    receipt_number = models.CharField(
        "номер расписки", max_length=30, unique=True, null=True, blank=True
    )
    receipt_file = models.ForeignKey(
        "schools.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ProgrammeStepQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг программы"
        verbose_name_plural = "шаги программ"
        ordering = ["programme", "happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_source_display()} → {self.get_target_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new step, or the paper of its receipt."""
        is_paper = set(kwargs.get("update_fields") or ()) == {"receipt_file"}
        if not self._state.adding and not is_paper:
            raise UnchangingRowError(WHAT)
        super().save(*args, **kwargs)

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
