"""One school and one status in a decision."""

from typing import Any

from django.db import models
from django.db.models import Q

from identification.enums import Confidence, DecisionState, Verdict
from identification.models.decision import Decision
from schools.enums import StatusKind
from schools.models import School, SchoolStatus
from schools.models.unchanging import UnchangingRowError


class DecisionItemQuerySet(models.QuerySet["DecisionItem"]):
    """Reads of items."""

    def update(self, **values: Any) -> int:
        """Write in bulk, but never to items of a recorded decision."""
        if self.filter(decision__state=DecisionState.RECORDED).exists():
            raise UnchangingRowError("Пункт записанного решения")
        return super().update(**values)


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
    # How sure the run is of this status, not of the school's group.
    confidence = models.CharField(
        "уверенность", max_length=10, choices=Confidence, blank=True
    )
    proposal = models.TextField("почему предложено", blank=True)
    verdict = models.CharField(
        "решение", max_length=10, choices=Verdict, default=Verdict.PENDING
    )
    reason = models.TextField("почему так решено", blank=True)
    status = models.ForeignKey(
        SchoolStatus, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DecisionItemQuerySet.as_manager()

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
        return self.get_kind_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save an item of a draft; those of a recorded decision stay."""
        is_final = Decision.objects.filter(
            pk=self.decision_id, state=DecisionState.RECORDED
        ).exists()
        if is_final:
            raise UnchangingRowError("Пункт записанного решения")
        super().save(*args, **kwargs)
