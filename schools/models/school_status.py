"""Statuses of schools over time."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from schools.enums import StatusKind
from schools.models.school import School
from schools.models.scope import scope_of
from schools.models.stored_file import StoredFile
from schools.models.user import User


class SchoolStatusQuerySet(models.QuerySet["SchoolStatus"]):
    """Reads of statuses."""

    def visible_to(self, user: User) -> "SchoolStatusQuerySet":
        """Keep statuses of schools within the person's scope."""
        if scope_of(user).everything:
            return self
        return self.filter(school__in=School.objects.visible_to(user))

    def on(self, day: dt.date) -> "SchoolStatusQuerySet":
        """Keep statuses in force on a day; the last day is included."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
        )


class SchoolStatus(models.Model):
    """A status of a school from a day on, with the order that gave it.

    Rows are written by the recorded decision of `identification` alone.
    """

    school = models.ForeignKey(
        School,
        verbose_name="школа",
        on_delete=models.PROTECT,
        related_name="statuses",
    )
    kind = models.CharField("статус", max_length=20, choices=StatusKind)
    starts_on = models.DateField("действует с")
    ends_on = models.DateField("действует по", null=True, blank=True)
    reason = models.TextField("основание словами", blank=True)
    order_number = models.CharField("номер приказа", max_length=60)
    order_date = models.DateField("дата приказа")
    order_file = models.ForeignKey(
        StoredFile,
        verbose_name="файл приказа",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    end_order_number = models.CharField("приказ о снятии", max_length=60, blank=True)
    end_order_date = models.DateField("дата приказа о снятии", null=True, blank=True)
    end_reason = models.TextField("почему снят", blank=True)

    objects = SchoolStatusQuerySet.as_manager()

    class Meta:
        verbose_name = "статус школы"
        verbose_name_plural = "статусы школ"
        ordering = ["school", "starts_on", "kind"]
        indexes = [
            models.Index(fields=["kind", "starts_on", "ends_on"], name="status_by_kind")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="status_ends_after_start",
                violation_error_message="Статус снят раньше, чем присвоен.",
            ),
            models.CheckConstraint(
                condition=~Q(order_number=""),
                name="status_has_order",
                violation_error_message="Статус присваивается только приказом.",
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(ends_on__isnull=True),
                name="status_one_open_per_kind",
                violation_error_message="У школы этот статус уже действует.",
            ),
            models.UniqueConstraint(
                fields=["school", "kind", "starts_on"],
                name="status_starts_once",
                violation_error_message="С этого дня статус уже записан.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} с {self.starts_on:%d.%m.%Y}"
