"""What every page of the administration inherits: a trace of each write."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from schools.actions.audit import record
from schools.queries.versions import differences, plain_values


# Never written into the trail.
SECRET_FIELDS = frozenset({"password", "content", "data"})


class AuditedAdmin(admin.ModelAdmin):
    """Writes an event with the values before and after each change."""

    def save_model(
        self, request: HttpRequest, obj: Model, form: Any, change: bool
    ) -> None:
        """Save, and leave the trace in the same transaction."""
        names = audited_fields(type(obj))
        stored = type(obj)._default_manager.filter(pk=obj.pk).first()  # noqa: SLF001 any model
        before = plain_values(stored, names) if change and stored else {}
        super().save_model(request, obj, form, change)
        before, after = differences(before, plain_values(obj, names))
        record(
            actor=request.user,
            action="admin.changed" if change else "admin.added",
            obj=obj,
            now=timezone.now(),
            before=before if change else {},
            after=after,
        )

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete one row and say what it held."""
        _record_deletion(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete the chosen rows, an event for each."""
        for obj in queryset:
            _record_deletion(request, obj)
        super().delete_queryset(request, queryset)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are looked at here and written elsewhere, by an action."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Refuse; looking is another right."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Refuse."""
        return False


def audited_fields(model: type[Model]) -> list[str]:
    """Return the columns whose values may stand in the trail."""
    return [
        field.name
        for field in model._meta.concrete_fields  # noqa: SLF001 the public registry of fields
        if field.name not in SECRET_FIELDS and not field.primary_key
    ]


def _record_deletion(request: HttpRequest, obj: Model) -> None:
    record(
        actor=request.user,
        action="admin.deleted",
        obj=obj,
        now=timezone.now(),
        before=plain_values(obj, audited_fields(type(obj))),
    )
