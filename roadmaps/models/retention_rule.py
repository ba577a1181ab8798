"""How long drafts that no school has sent are kept: editable data."""

from django.db import models
from django.db.models import Q

from roadmaps.models.programme_kind import ProgrammeKind
from schools.models import Territory, User, scope_of


# Less would take away what a school left over the summer; more than ten years is a slip.
SHORTEST, LONGEST = 90, 3650


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    """Reads of rules."""

    def visible_to(self, user: User) -> "RetentionRuleQuerySet":
        """Keep common ones and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(Q(territory__isnull=True) | scope.within("territory"))


class RetentionRule(models.Model):
    """Days for one kind of documents, in one municipality or everywhere."""

    # Empty for a rule of the whole portal; a municipality's own comes before it.
    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retention_rules",
    )
    kind = models.ForeignKey(
        ProgrammeKind, on_delete=models.PROTECT, related_name="retention_rules"
    )
    # Empty: drafts of this kind are never removed.
    draft_days = models.PositiveSmallIntegerField(
        "сколько дней хранить черновик", null=True, blank=True
    )
    changed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField("изменено")

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "срок хранения черновиков"
        verbose_name_plural = "сроки хранения черновиков"
        ordering = ["kind__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind"],
                name="retention_rule_once",
                violation_error_message="Для этого вида срок уже задан.",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(territory__isnull=True),
                name="retention_rule_common_once",
                violation_error_message="Для этого вида общий срок уже задан.",
            ),
            models.CheckConstraint(
                condition=Q(draft_days__isnull=True)
                | Q(draft_days__range=(SHORTEST, LONGEST)),
                name="retention_rule_days_sensible",
                violation_error_message=(
                    f"Укажите от {SHORTEST} до {LONGEST} дней или оставьте поле пустым."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Срок хранения черновиков: {self.kind}"
