"""Lines of a checklist."""

from typing import Any

from django.db import models

from roadmaps.models.checklist import Checklist
from schools.models.unchanging import UnchangingRowError


class Criterion(models.Model):
    """One line of a checklist."""

    checklist = models.ForeignKey(
        Checklist, on_delete=models.CASCADE, related_name="criteria"
    )
    number = models.PositiveSmallIntegerField("номер")
    title = models.CharField("критерий", max_length=300)
    hint = models.TextField("на что смотреть", blank=True)
    weight = models.PositiveSmallIntegerField("вес", default=1)
    # A zero here keeps the programme from being agreed whatever the sum.
    is_starred = models.BooleanField("обязательный", default=False)

    class Meta:
        verbose_name = "критерий"
        verbose_name_plural = "критерии"
        ordering = ["checklist", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "number"],
                name="criterion_number_once",
                violation_error_message="Критерий с таким номером уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new criterion; an old one stays as it is."""
        if not self._state.adding:
            raise UnchangingRowError("Критерий")
        super().save(*args, **kwargs)
