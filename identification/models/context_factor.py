"""Factors of social context: data, so that a region can have its own."""

from django.db import models

from identification.enums import FactorDirection


class ContextFactor(models.Model):
    """What is measured about a school's conditions, in which unit."""

    code = models.SlugField("код", max_length=40, unique=True)
    name = models.CharField("название", max_length=200, unique=True)
    unit = models.CharField("единица", max_length=30, blank=True)
    direction = models.CharField(
        "направление",
        max_length=20,
        choices=FactorDirection,
        default=FactorDirection.UNKNOWN,
    )
    synonyms = models.JSONField("другие написания", default=list, blank=True)
    minimum = models.FloatField("не меньше", null=True, blank=True)
    maximum = models.FloatField("не больше", null=True, blank=True)
    note = models.TextField("определение", blank=True)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    is_active = models.BooleanField("используется", default=True)

    class Meta:
        verbose_name = "фактор контекста"
        verbose_name_plural = "факторы контекста"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
