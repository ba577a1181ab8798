"""An activity's identity over the versions of its road map."""

from django.db import models

from roadmaps.models.road_map import RoadMap
from schools.models import Territory


class PlanLine(models.Model):
    """What an activity is, whatever its wording: what was done hangs on it."""

    road_map = models.ForeignKey(
        RoadMap, on_delete=models.CASCADE, related_name="lines"
    )
    # The line of the plan of the period before that this one carries on.
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
    )

    class Meta:
        verbose_name = "строка плана"
        verbose_name_plural = "строки планов"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Строка {self.pk}"

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.road_map.territory
