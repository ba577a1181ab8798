"""The audit trail: who did what, and what was refused."""

from typing import Any

from django.db import models
from django.db.models import Q

from schools.models.scope import scope_of
from schools.models.user import User


class TrailIsFinalError(Exception):
    """Somebody tried to change or delete a record of the trail."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads of the trail."""

    def visible_to(self, user: User) -> "AuditEventQuerySet":
        """Keep events of the person's territories, and the person's own."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            Q(actor_id=user.pk)
            | Q(municipality_id__in=scope.territory_ids)
            | Q(region_id__in=scope.territory_ids)
        )

    def update(self, **_kwargs: object) -> int:
        """Refuse: the trail is only added to."""
        raise TrailIsFinalError

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: the trail is only added to."""
        raise TrailIsFinalError


class AuditEvent(models.Model):
    """One write or one refusal; it holds no foreign keys, so it outlives its object."""

    happened_at = models.DateTimeField("когда", db_index=True)
    actor_id = models.BigIntegerField("номер человека", null=True, blank=True)
    actor_name = models.CharField("кто", max_length=200)
    action = models.CharField("действие", max_length=80)
    object_type = models.CharField("вид объекта", max_length=80, blank=True)
    object_id = models.CharField("номер объекта", max_length=40, blank=True)
    object_label = models.CharField("объект", max_length=300, blank=True)
    municipality_id = models.BigIntegerField(null=True, blank=True)
    region_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField("было", default=dict, blank=True)
    after = models.JSONField("стало", default=dict, blank=True)
    reason = models.TextField("почему", blank=True)
    request_id = models.CharField("номер запроса", max_length=36, blank=True)
    is_refusal = models.BooleanField("отказано", default=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "событие журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["municipality_id"], name="audit_by_municipality"),
            models.Index(fields=["region_id"], name="audit_by_region"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new record; one that stands stays as it is."""
        if not self._state.adding:
            raise TrailIsFinalError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: the trail is only added to."""
        raise TrailIsFinalError
