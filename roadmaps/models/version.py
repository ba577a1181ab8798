"""A version of a road map: a draft that people edit, then a paper that stays."""

from typing import Any

from django.db import models
from django.db.models import Q

from roadmaps.enums import Origin, VersionState
from roadmaps.models.road_map import RoadMap
from schools.models import StoredFile, Territory, User, scope_of
from schools.models.unchanging import UnchangingRowError, demand_changeable


# When the next version comes into force, the one before it only says so.
CHANGES_WHEN_FINAL = frozenset({"state", "replaced_at"})


class RoadMapVersionQuerySet(models.QuerySet["RoadMapVersion"]):
    """Reads of versions."""

    def drafts(self) -> "RoadMapVersionQuerySet":
        """Keep what may still be edited."""
        return self.filter(state=VersionState.DRAFT)

    def in_force(self) -> "RoadMapVersionQuerySet":
        """Keep the versions that people work by."""
        return self.filter(state=VersionState.IN_FORCE)

    def update(self, **values: Any) -> int:
        """Write in bulk; an approved version changes its state and nothing else."""
        final = self.exclude(state=VersionState.DRAFT).exists()
        demand_changeable(
            values, allowed=CHANGES_WHEN_FINAL, is_final=final, what="Версия плана"
        )
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts; an approved version stays."""
        if self.exclude(state=VersionState.DRAFT).exists():
            raise UnchangingRowError("Версия плана")
        return super().delete()

    def visible_to(self, user: User) -> "RoadMapVersionQuerySet":
        """Keep versions of the person's road maps; a school sees approved ones."""
        scope = scope_of(user)
        if scope.everything:
            return self
        approved = Q(
            road_map__territory__schools__in=scope.school_ids,
            approved_at__isnull=False,
        )
        return self.filter(scope.within("road_map__territory") | approved).distinct()


class RoadMapVersion(models.Model):
    """One wording of the whole plan; approved, it never changes again."""

    road_map = models.ForeignKey(
        RoadMap, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField("версия")
    state = models.CharField(
        "состояние", max_length=10, choices=VersionState, default=VersionState.DRAFT
    )
    origin = models.CharField("откуда", max_length=12, choices=Origin)
    # The grif as it is printed: whose post and name stand under «УТВЕРЖДАЮ».
    approver_position = models.CharField(
        "должность в грифе", max_length=300, blank=True
    )
    approver_name = models.CharField("фамилия в грифе", max_length=120, blank=True)
    preamble = models.TextField("текст перед таблицей", blank=True)
    # The document's own abbreviations: {"МЦ": "МБУ «Методический центр»"}.
    abbreviations = models.JSONField("сокращения", default=dict, blank=True)
    # The columns of the printed table in order, with the document's own headers:
    # [{"meaning": "title", "header": "Описание действий", "milestone": ""}, …].
    layout = models.JSONField("столбцы таблицы", default=list, blank=True)
    change_note = models.TextField("что изменено", blank=True)
    # What the head wants mended before the draft is approved.
    return_note = models.TextField("замечания к проекту", blank=True)
    returned_at = models.DateTimeField("возвращена", null=True, blank=True)
    returned_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    order_number = models.CharField("номер приказа", max_length=60, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)
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
    created_at = models.DateTimeField("создана")
    approved_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("утверждена", null=True, blank=True)
    replaced_at = models.DateTimeField("заменена", null=True, blank=True)

    objects = RoadMapVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия дорожной карты"
        verbose_name_plural = "версии дорожных карт"
        ordering = ["road_map", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["road_map", "number"],
                name="version_number_once",
                violation_error_message="Версия с таким номером уже есть.",
            ),
            models.UniqueConstraint(
                fields=["road_map"],
                condition=Q(state=VersionState.DRAFT),
                name="version_one_draft",
                violation_error_message="Проект следующей версии уже есть.",
            ),
            models.UniqueConstraint(
                fields=["road_map"],
                condition=Q(state=VersionState.IN_FORCE),
                name="version_one_in_force",
                violation_error_message="Действует только одна версия.",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, approved_at__isnull=True)
                | (
                    ~Q(state=VersionState.DRAFT)
                    & Q(approved_at__isnull=False, order_date__isnull=False)
                    & ~Q(order_number="")
                ),
                name="version_approved_has_order",
                violation_error_message="Версию утверждают с номером и датой приказа.",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.REPLACED, replaced_at__isnull=False)
                | (~Q(state=VersionState.REPLACED) & Q(replaced_at__isnull=True)),
                name="version_replaced_has_moment",
                violation_error_message="Заменённая версия хранит время замены.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.road_map}, версия {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft or its approval; an approved version stays."""
        stored = RoadMapVersion.objects.filter(pk=self.pk)
        if stored.exclude(state=VersionState.DRAFT).exists():
            raise UnchangingRowError("Версия плана")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; an approved version stays."""
        if not self.is_draft:
            raise UnchangingRowError("Версия плана")
        return super().delete(*args, **kwargs)

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.road_map.territory

    @property
    def is_draft(self) -> bool:
        """Tell whether the plan may still be edited."""
        return self.state == VersionState.DRAFT
