"""Indicators with targets that a plan's document names."""

from django.db import models

from roadmaps.models.plan_part import PlanPart


class PlanIndicator(PlanPart):
    """An indicator as the document words it; monitoring takes it from here."""

    title = models.TextField("показатель")
    target = models.CharField("цель", max_length=100, blank=True)

    class Meta:
        verbose_name = "показатель плана"
        verbose_name_plural = "показатели плана"
        ordering = ["version", "position", "pk"]
        default_related_name = "indicators"

    def __str__(self) -> str:
        return self.title[:200]
