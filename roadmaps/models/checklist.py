"""What a programme is looked at for: a version that reviews keep for ever."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from roadmaps.models.programme_kind import ProgrammeKind
from schools.models import Territory, User, scope_of
from schools.models.unchanging import UnchangingRowError


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    """Reads of checklists."""

    def visible_to(self, user: User) -> "ChecklistQuerySet":
        """Keep common ones and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.with_common()).distinct()


class Checklist(models.Model):
    """A numbered version of criteria with weights; a correction is the next version."""

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.ForeignKey(
        ProgrammeKind,
        verbose_name="вид документа",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="checklists",
    )
    number = models.PositiveIntegerField("версия")
    title = models.CharField("название", max_length=200)
    threshold_percent = models.PositiveSmallIntegerField(
        "порог согласования, %", default=80, validators=[MaxValueValidator(100)]
    )
    # Whether an open remark keeps a programme from being agreed.
    remarks_block = models.BooleanField("замечания мешают согласованию", default=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("создан")

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "лист проверки"
        verbose_name_plural = "листы проверки"
        ordering = ["-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "number"],
                nulls_distinct=False,
                name="checklist_version_once",
                violation_error_message="Такая версия листа проверки уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(threshold_percent__lte=100),
                name="checklist_threshold_is_percent",
                violation_error_message="Порог – от 0 до 100 %.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new version; an old one stays as it is."""
        if not self._state.adding:
            raise UnchangingRowError("Лист проверки")
        super().save(*args, **kwargs)
