"""Letters about terms that were written."""

from django.db import models

from roadmaps.enums import ReminderKind
from roadmaps.models.occurrence import Occurrence
from roadmaps.models.programme_deadline import ProgrammeDeadline
from schools.models import OutgoingMessage, School, User


class Reminder(models.Model):
    """A letter that was written once; the row keeps it from being written again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("какое", max_length=10, choices=ReminderKind)
    # Empty for the weekly overview and for deadlines of programmes.
    occurrence = models.ForeignKey(
        Occurrence,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reminders",
    )
    # A deadline of programmes, and the school that has not made the step.
    deadline = models.ForeignKey(
        ProgrammeDeadline,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reminders",
    )
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    day = models.DateField("за какой день")
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "occurrence"],
                condition=models.Q(occurrence__isnull=False),
                name="reminder_once",
                violation_error_message="Это напоминание уже написано.",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "deadline", "school"],
                condition=models.Q(deadline__isnull=False),
                name="programme_reminder_once",
                violation_error_message="Это напоминание о программе уже написано.",
            ),
            models.CheckConstraint(
                condition=models.Q(deadline__isnull=True, school__isnull=True)
                | models.Q(
                    deadline__isnull=False,
                    school__isnull=False,
                    occurrence__isnull=True,
                ),
                name="programme_reminder_has_school",
                violation_error_message="Напоминание о программе пишут её школе.",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "day"],
                condition=models.Q(occurrence__isnull=True, deadline__isnull=True),
                name="digest_once_a_day",
                violation_error_message="Обзор за этот день уже написан.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
