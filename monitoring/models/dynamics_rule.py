"""What a municipality takes for «положительная динамика»: a versioned choice."""

from django.db import models
from django.db.models import Q

from monitoring.enums import DynamicsDefinition
from schools.models import Territory, User, scope_of


class DynamicsRuleQuerySet(models.QuerySet["DynamicsRule"]):
    """Reads of rules."""

    def visible_to(self, user: User) -> "DynamicsRuleQuerySet":
        """Keep the common one and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.with_common()).distinct()


class DynamicsRule(models.Model):
    """A definition with its thresholds from a school year on; never changed later."""

    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dynamics_rules",
    )
    valid_from = models.PositiveSmallIntegerField("с учебного года")
    definition = models.CharField(
        "определение", max_length=12, choices=DynamicsDefinition
    )
    least_participants = models.PositiveSmallIntegerField(
        "не меньше участников", default=10
    )
    # Points of mean, percentage points or standard deviations, by the definition.
    threshold = models.DecimalField("порог", max_digits=6, decimal_places=3, default=0)
    note = models.TextField("обоснование", blank=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("выбрано")

    objects = DynamicsRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "определение динамики"
        verbose_name_plural = "определения динамики"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "valid_from"],
                name="dynamics_rule_one_a_year",
                violation_error_message="На этот учебный год определение уже выбрано.",
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=0),
                name="dynamics_rule_threshold_not_negative",
                violation_error_message="Порог не может быть меньше нуля.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_definition_display()} с {self.valid_from}"
