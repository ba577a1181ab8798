"""Directions, sections, tracks, blocks and stages of a plan."""

from django.db import models

from roadmaps.models.plan_part import PlanPart


class Section(PlanPart):
    """A part of the plan; a deeper one belongs to the nearest shallower before it."""

    level = models.PositiveSmallIntegerField("глубина", default=1)
    kind = models.CharField("как называется", max_length=40, blank=True)
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.CharField("название", max_length=1000, blank=True)
    # Lists of sentences, each as written.
    goals = models.JSONField("цели", default=list, blank=True)
    tasks = models.JSONField("задачи", default=list, blank=True)
    expected_results = models.JSONField(
        "ожидаемые результаты", default=list, blank=True
    )

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["version", "position", "pk"]
        default_related_name = "sections"

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip() or "без раздела"
