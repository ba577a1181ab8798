"""Values of context factors by school and year."""

from django.db import models
from django.db.models import Q

from identification.models.context_factor import ContextFactor
from schools.models import ImportBatch, School, User, scope_of


class ContextValueQuerySet(models.QuerySet["ContextValue"]):
    """Reads of context values."""

    def visible_to(self, user: User) -> "ContextValueQuerySet":
        """Keep values of schools within the person's scope."""
        if scope_of(user).everything:
            return self
        return self.filter(school__in=School.objects.visible_to(user))


class ContextValue(models.Model):
    """One factor of one school in one year; no row means no data."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="context")
    year = models.PositiveSmallIntegerField("год")
    factor = models.ForeignKey(
        ContextFactor, on_delete=models.PROTECT, related_name="values"
    )
    value = models.FloatField("значение")
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ContextValueQuerySet.as_manager()

    class Meta:
        verbose_name = "значение фактора"
        verbose_name_plural = "значения факторов"
        ordering = ["school", "-year", "factor"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "factor"],
                name="context_value_once",
                violation_error_message="Значение фактора за этот год уже записано.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="context_year_plausible",
                violation_error_message="Год должен быть от 2000 до 2100.",
            ),
        ]
        indexes = [models.Index(fields=["year", "school"], name="context_by_year")]

    def __str__(self) -> str:
        return f"{self.factor_id}: {self.value}"
