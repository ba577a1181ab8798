"""Letters about terms that were written."""

from django.db import models

from roadmaps.enums import ReminderKind
from roadmaps.models.occurrence import Occurrence
from schools.models import OutgoingMessage, User


class Reminder(models.Model):
    """A letter that was written once; the row keeps it from being written again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("какое", max_length=10, choices=ReminderKind)
    # Empty for the weekly overview.
    occurrence = models.ForeignKey(
        Occurrence,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reminders",
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
                fields=["user", "kind", "day"],
                condition=models.Q(occurrence__isnull=True),
                name="digest_once_a_day",
                violation_error_message="Обзор за этот день уже написан.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
