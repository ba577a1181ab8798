"""Territories are kept here; schools, statuses and files are looked at."""

from typing import Any

from django.contrib import admin
from django.utils import timezone
from import_export.admin import ImportExportMixin

from schools.admin.audited import AuditedAdmin, ReadOnlyAdmin
from schools.models import (
    ImportBatch,
    OutgoingMessage,
    RememberedMapping,
    School,
    SchoolStatus,
    StoredFile,
    Territory,
)
from schools.resources.territories import TerritoryResource
from schools.resources.xlsx import TypedXlsx


@admin.register(Territory)
class TerritoryAdmin(ImportExportMixin, AuditedAdmin):
    """Regions and municipalities; a table brings them all at once."""

    resource_classes = [TerritoryResource]
    import_formats = [TypedXlsx]
    export_formats = [TypedXlsx]
    # The library's page of choices has inline scripts, and there is nothing to choose.
    skip_export_form = True
    list_display = ["name", "code", "kind", "parent", "department"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "department"]
    autocomplete_fields = ["parent"]

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Give the resource the moment of the import."""
        return {**super().get_import_data_kwargs(**kwargs), "now": timezone.now()}


@admin.register(School)
class SchoolAdmin(ReadOnlyAdmin):
    """Schools are changed on their own pages and by tables."""

    list_display = ["name", "code", "municipality", "kind", "closed_on"]
    list_filter = ["kind", "locality_kind"]
    list_select_related = ["municipality"]
    search_fields = ["name", "code"]


@admin.register(SchoolStatus)
class SchoolStatusAdmin(ReadOnlyAdmin):
    """Statuses arise from recorded decisions alone."""

    list_display = ["school", "kind", "starts_on", "ends_on", "order_number"]
    list_filter = ["kind"]
    list_select_related = ["school"]
    search_fields = ["school__name", "order_number"]


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """What is kept, how large it is and with which fingerprint."""

    list_display = ["original_name", "purpose", "size_bytes", "uploaded_at"]
    list_filter = ["purpose"]
    search_fields = ["original_name", "sha256"]
    exclude = ["content"]


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Uploads with the state of their work."""

    list_display = ["file_name", "kind", "phase", "state", "territory", "requested_at"]
    list_filter = ["kind", "phase", "state"]
    list_select_related = ["territory"]
    search_fields = ["file_name", "file_sha256"]


@admin.register(RememberedMapping)
class RememberedMappingAdmin(AuditedAdmin):
    """Columns that people matched; deleting one makes the portal ask again."""

    list_display = ["kind", "territory", "updated_by", "updated_at"]
    list_filter = ["kind"]
    list_select_related = ["territory", "updated_by"]

    def has_add_permission(self, request: object) -> bool:
        """Refuse: they arise while a table is loaded."""
        return False


@admin.register(OutgoingMessage)
class OutgoingMessageAdmin(ReadOnlyAdmin):
    """Letters: what waits, what has left, what went wrong. The text stays unseen."""

    list_display = ["to", "subject", "created_at", "sent_at", "attempts", "last_error"]
    search_fields = ["to", "subject"]
    # A letter may hold a link that gives a password.
    exclude = ["body"]
