"""The department's decision on a run: the only source of statuses."""

from typing import Any

from django.db import models
from django.db.models import Q

from identification.enums import DecisionState
from identification.models.run import Run
from schools.models import StoredFile, Territory, User, scope_of
from schools.models.unchanging import UnchangingRowError


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def update(self, **values: Any) -> int:
        """Write in bulk, but never to a recorded decision."""
        if self.filter(state=DecisionState.RECORDED).exists():
            raise UnchangingRowError("Записанное решение")
        return super().update(**values)

    def visible_to(self, user: User) -> "DecisionQuerySet":
        """Keep decisions of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("territory"))


class Decision(models.Model):
    """What a municipality decides about its schools by an order."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="decisions")
    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    state = models.CharField(
        "состояние",
        max_length=10,
        choices=DecisionState,
        default=DecisionState.DRAFT,
    )
    order_number = models.CharField("номер приказа", max_length=60, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)
    effective_on = models.DateField("статусы действуют с", null=True, blank=True)
    order_file = models.ForeignKey(
        StoredFile,
        verbose_name="файл приказа",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("начато")
    recorded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("записано", null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "решение"
        verbose_name_plural = "решения"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "territory"],
                name="decision_once_per_run",
                violation_error_message="По этому расчёту решение уже готовится.",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, recorded_at__isnull=True)
                | (
                    Q(
                        state=DecisionState.RECORDED,
                        recorded_at__isnull=False,
                        order_date__isnull=False,
                        effective_on__isnull=False,
                    )
                    & ~Q(order_number="")
                ),
                name="decision_recorded_has_order",
                violation_error_message="Решение записывают с номером и датой приказа.",
            ),
        ]

    def __str__(self) -> str:
        return f"Решение по расчёту № {self.run_id}, {self.territory}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft, or the record of it; a recorded decision stays."""
        if Decision.objects.filter(pk=self.pk, state=DecisionState.RECORDED).exists():
            raise UnchangingRowError("Записанное решение")
        super().save(*args, **kwargs)
