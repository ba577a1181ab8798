"""Sums over schools, as numbers with their denominators."""

from django.db import models

from monitoring.enums import Phase, SchoolGroup
from monitoring.models.indicator import Indicator
from monitoring.models.indicator_version import IndicatorVersion
from monitoring.models.window import Window
from schools.models import Territory, User, scope_of


class RollupQuerySet(models.QuerySet["Rollup"]):
    """Reads of sums."""

    def visible_to(self, user: User) -> "RollupQuerySet":
        """Keep those of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("territory"))


class Rollup(models.Model):
    """Σ numerators and Σ denominators of one indicator in one place and slot."""

    # A municipality with its window, or a region over the same slot of its towns.
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="rollups"
    )
    window = models.ForeignKey(
        Window, on_delete=models.CASCADE, null=True, blank=True, related_name="rollups"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="rollups"
    )
    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.CASCADE, related_name="+"
    )
    year = models.PositiveSmallIntegerField("учебный год")
    # The same collection in all municipalities: code of the calendar and month.
    slot = models.CharField("окно года", max_length=60)
    phase = models.CharField("этап", max_length=10, choices=Phase)
    # Empty for all schools together.
    group = models.CharField("статус", max_length=10, choices=SchoolGroup, blank=True)
    numerator = models.PositiveBigIntegerField("сумма числителей", default=0)
    denominator = models.PositiveBigIntegerField("сумма знаменателей", default=0)
    schools = models.PositiveIntegerField("школ в окне", default=0)
    counted = models.PositiveIntegerField("школ в сумме", default=0)
    not_applicable = models.PositiveIntegerField("не применимо", default=0)
    no_data = models.PositiveIntegerField("нет данных", default=0)
    missing = models.PositiveIntegerField("не сдано", default=0)
    calculated_at = models.DateTimeField("рассчитано")

    objects = RollupQuerySet.as_manager()

    class Meta:
        verbose_name = "сводное значение"
        verbose_name_plural = "сводные значения"
        ordering = ["territory", "year", "slot", "indicator", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year", "slot", "indicator", "group"],
                name="rollup_once",
                violation_error_message="Такая сумма уже есть.",
            )
        ]
        indexes = [
            models.Index(
                fields=["indicator", "territory", "year"], name="rollup_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.numerator}/{self.denominator}"
