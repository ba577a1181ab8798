"""What a municipality collects in a year, and what it wants."""

from django.db import models
from django.db.models import Q

from monitoring.models.indicator import Indicator
from schools.models import Territory, User, scope_of


class IndicatorTargetQuerySet(models.QuerySet["IndicatorTarget"]):
    """Reads of targets."""

    def visible_to(self, user: User) -> "IndicatorTargetQuerySet":
        """Keep those of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("territory"))


class IndicatorTarget(models.Model):
    """A municipality collects an indicator in a school year, with a target or without."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets"
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="indicator_targets"
    )
    year = models.PositiveSmallIntegerField("учебный год")
    # Per cent for shares, a number for counts, 1 for «да».
    value = models.DecimalField(
        "цель", max_digits=10, decimal_places=2, null=True, blank=True
    )

    objects = IndicatorTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "цель показателя"
        verbose_name_plural = "цели показателей"
        ordering = ["indicator", "territory", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "territory", "year"],
                name="indicator_target_once",
                violation_error_message="Цель на этот год уже записана: измените её.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="indicator_target_not_negative",
                violation_error_message="Цель не может быть меньше нуля.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value} ({self.year})"
