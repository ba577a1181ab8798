"""Indicators: what is counted stands in their versions, what is wanted in targets."""

from django.db import models
from django.db.models import Q

from monitoring.enums import Track
from roadmaps.models import PlanIndicator
from schools.models import Territory, User, scope_of


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Reads of indicators."""

    def visible_to(self, user: User) -> "IndicatorQuerySet":
        """Keep common ones and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.with_common()).distinct()


class Indicator(models.Model):
    """What stays the same when wording and formula change from year to year."""

    # Empty for an indicator that every municipality may use.
    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    code = models.SlugField("код", max_length=40)
    track = models.CharField(
        "направление", max_length=12, choices=Track, default=Track.COMMON
    )
    group = models.CharField("группа", max_length=200, blank=True)
    position = models.PositiveIntegerField("место по порядку", default=0)
    is_active = models.BooleanField("собирается", default=True)
    # The line of the plan that it was made from.
    plan_indicator = models.ForeignKey(
        PlanIndicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "code"],
                name="indicator_once",
                violation_error_message="Показатель с таким кодом уже есть.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(territory__isnull=True),
                name="indicator_common_once",
                violation_error_message="Общий показатель с таким кодом уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
