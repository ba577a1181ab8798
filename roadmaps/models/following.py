"""Whether a person wants letters about terms, and the address of their calendar."""

from django.db import models

from schools.models import User


class Following(models.Model):
    """A person's own switches; without a row all letters are on and no calendar."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="plan_following"
    )
    wants_reminders = models.BooleanField("напоминания о сроках", default=True)
    wants_digest = models.BooleanField("обзор недели", default=True)
    # SHA-256 of the secret in the calendar's address; the secret itself is shown once.
    calendar_digest = models.CharField(
        "отпечаток адреса календаря", max_length=64, blank=True, db_index=True
    )
    calendar_made_at = models.DateTimeField("адрес создан", null=True, blank=True)

    class Meta:
        verbose_name = "уведомления человека"
        verbose_name_plural = "уведомления людей"
        ordering = ["user"]

    def __str__(self) -> str:
        return str(self.user)
