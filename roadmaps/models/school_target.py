"""Indicators that a school has set itself in its programme."""

from django.db import models

from roadmaps.models.programme import Programme
from schools.models import School


class SchoolTarget(models.Model):
    """An indicator of an approved programme with its baseline and targets by year."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="targets"
    )
    position = models.PositiveSmallIntegerField("место по порядку")
    title = models.CharField("показатель", max_length=500)
    unit = models.CharField("единица", max_length=60, blank=True)
    baseline = models.DecimalField(
        "исходное значение", max_digits=12, decimal_places=2, null=True, blank=True
    )
    # {"2026": "35.00", "2027": "30.00"}: decimals as text, no rounding on the way.
    targets = models.JSONField("цели по годам", default=dict, blank=True)
    source = models.CharField("откуда данные", max_length=300, blank=True)
    responsible = models.CharField("ответственный", max_length=300, blank=True)

    class Meta:
        verbose_name = "показатель программы"
        verbose_name_plural = "показатели программ"
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position"],
                name="school_target_once",
                violation_error_message="На этом месте уже есть показатель.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
