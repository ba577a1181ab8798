"""Reference tables of identification are kept here; what runs made is looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from import_export.admin import ImportExportMixin

from identification.models import (
    ContextFactor,
    Decision,
    Procedure,
    RuleSet,
    Run,
    Subject,
)
from identification.resources import (
    ContextFactorResource,
    ProcedureResource,
    SubjectResource,
)
from schools.admin.audited import AuditedAdmin, ReadOnlyAdmin
from schools.resources.xlsx import TypedXlsx


class ReferenceAdmin(ImportExportMixin, AuditedAdmin):
    """A reference table: by hand, or all at once from a file."""

    import_formats = [TypedXlsx]
    export_formats = [TypedXlsx]
    # The library's page of choices has inline scripts, and there is nothing to choose.
    skip_export_form = True
    search_fields = ["code", "name"]

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Give the resource the moment of the import."""
        return {**super().get_import_data_kwargs(**kwargs), "now": timezone.now()}

    def get_readonly_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> tuple[str, ...]:
        """Keep a code for ever: rules and finished runs name it."""
        return ("code",) if obj is not None else ()


@admin.register(Subject)
class SubjectAdmin(ReferenceAdmin):
    """Subjects and how files spell them."""

    resource_classes = [SubjectResource]
    list_display = ["name", "code", "synonyms"]


@admin.register(Procedure)
class ProcedureAdmin(ReferenceAdmin):
    """Procedures, their kinds and units."""

    resource_classes = [ProcedureResource]
    list_display = ["name", "code", "kind", "score_kind"]
    list_filter = ["kind"]


@admin.register(ContextFactor)
class ContextFactorAdmin(ReferenceAdmin):
    """Factors of social context."""

    resource_classes = [ContextFactorResource]
    list_display = ["name", "code", "unit", "direction", "position", "is_active"]
    list_filter = ["is_active", "direction"]


@admin.register(RuleSet)
class RuleSetAdmin(ReadOnlyAdmin):
    """Versions of the rules; a correction is the next version, on its own page."""

    list_display = ["title", "version", "territory", "valid_from", "created_by"]
    list_select_related = ["territory", "created_by"]


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    """Runs with the state of their work."""

    list_display = ["id", "territory", "year", "purpose", "state", "requested_at"]
    list_filter = ["state", "purpose"]
    list_select_related = ["territory"]
    # Hundreds of kilobytes that their own pages show in words.
    exclude = ["model", "parameters"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions with their orders."""

    list_display = ["territory", "run", "state", "order_number", "order_date"]
    list_filter = ["state"]
    list_select_related = ["territory", "run__territory"]
