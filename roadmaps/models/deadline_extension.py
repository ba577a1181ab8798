"""More time for one school."""

from django.db import models
from django.db.models import Q

from roadmaps.models.programme_deadline import ProgrammeDeadline
from schools.models import School, User


class DeadlineExtension(models.Model):
    """A later last day for one school, with its reason; others stay closed."""

    deadline = models.ForeignKey(
        ProgrammeDeadline, on_delete=models.CASCADE, related_name="extensions"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="deadline_extensions"
    )
    due_on = models.DateField("последний день для школы")
    reason = models.TextField("почему")
    granted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    granted_at = models.DateTimeField("разрешено")

    class Meta:
        verbose_name = "продление срока"
        verbose_name_plural = "продления сроков"
        ordering = ["deadline", "school__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "school"],
                name="deadline_extension_once",
                violation_error_message="Срок этой школе уже продлён: измените его.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="deadline_extension_has_reason",
                violation_error_message="Напишите, почему срок продлён.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: до {self.due_on:%d.%m.%Y}"
