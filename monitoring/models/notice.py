"""Letters about windows that were written."""

from django.db import models
from django.db.models import Q

from monitoring.enums import NoticeKind
from monitoring.models.window_school import WindowSchool
from schools.models import OutgoingMessage, User


class Notice(models.Model):
    """A letter that was written once; the row keeps it from being written again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("какое", max_length=10, choices=NoticeKind)
    # Empty for the coordinator's digest.
    window_school = models.ForeignKey(
        WindowSchool,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
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
        verbose_name = "письмо об окне"
        verbose_name_plural = "письма об окнах"
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "window_school"],
                condition=Q(window_school__isnull=False),
                name="notice_once",
                violation_error_message="Это письмо уже написано.",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "day"],
                condition=Q(window_school__isnull=True),
                name="notice_digest_once_a_day",
                violation_error_message="Сводка за этот день уже написана.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
