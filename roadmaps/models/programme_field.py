"""What a school writes in the constructor, field by field."""

from django.db import models

from roadmaps.models.programme import Programme
from schools.models import School, User


class ProgrammeField(models.Model):
    """One field of the constructor; `revision` shows a second writer the difference."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="fields"
    )
    # A key of `roadmaps.constructor`: «aim», «causes», «indicators».
    key = models.CharField("поле", max_length=60)
    value = models.JSONField("значение", default=str, blank=True)
    revision = models.PositiveIntegerField("правка", default=1)
    saved_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField("сохранено")

    class Meta:
        verbose_name = "поле конструктора"
        verbose_name_plural = "поля конструктора"
        ordering = ["programme", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="programme_field_once",
                violation_error_message="Это поле уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
