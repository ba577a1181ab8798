"""One school and one status in a decision."""

from django.db import models
from django.db.models import Q

from identification.enums import Verdict
from identification.models.decision import Decision
from schools.enums import StatusKind
from schools.models import School, SchoolStatus


class DecisionItem(models.Model):
    """A status proposed by the run, or added by a person, and what was decided."""

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="items"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("статус", max_length=20, choices=StatusKind)
    # False for a status that a person added without the run's proposal.
    is_proposed = models.BooleanField("предложено расчётом", default=True)
    # The school holds this status now; declining it means taking it away.
    is_held = models.BooleanField("статус уже есть", default=False)
    proposal = models.TextField("почему предложено", blank=True)
    verdict = models.CharField(
        "решение", max_length=10, choices=Verdict, default=Verdict.PENDING
    )
    reason = models.TextField("почему так решено", blank=True)
    status = models.ForeignKey(
        SchoolStatus, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "пункт решения"
        verbose_name_plural = "пункты решений"
        ordering = ["school__name", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "school", "kind"],
                name="decision_item_once",
                violation_error_message="Этот статус школы в решении уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PENDING) | ~Q(reason=""),
                name="decision_item_has_reason",
                violation_error_message="Напишите, почему принято такое решение.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.get_kind_display()}"
