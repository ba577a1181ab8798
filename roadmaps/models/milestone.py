"""What one activity brings in one year, quarter or month of a plan."""

from django.db import models

from roadmaps.models.activity import Activity
from roadmaps.models.plan_part import PlanPart


class Milestone(PlanPart):
    """A cell of a plan with a column for each year."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField("год", null=True, blank=True)
    # The column's header where it is no year: «I квартал».
    label = models.CharField("столбец", max_length=100, blank=True)
    text = models.TextField("ключевой результат")
    # Terms named in the text, see `roadmaps.terms.encode`.
    terms = models.JSONField("сроки, как поняты", default=list, blank=True)

    class Meta:
        verbose_name = "веха"
        verbose_name_plural = "вехи"
        ordering = ["activity", "position", "pk"]
        default_related_name = "milestones"

    def __str__(self) -> str:
        return f"{self.year or self.label}: {self.text}"[:200]
