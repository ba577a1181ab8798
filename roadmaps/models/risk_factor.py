"""The catalogue of risk factors of «500+»."""

from django.db import models


class RiskFactor(models.Model):
    """One factor of the risk profile; a school chooses three to five."""

    code = models.SlugField("код", max_length=40, unique=True)
    title = models.CharField("фактор", max_length=300)
    hint = models.TextField("как проявляется", blank=True)
    position = models.PositiveSmallIntegerField("место по порядку", default=0)
    is_active = models.BooleanField("используется", default=True)

    class Meta:
        verbose_name = "рисковый профиль: фактор"
        verbose_name_plural = "рисковый профиль: факторы"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title
