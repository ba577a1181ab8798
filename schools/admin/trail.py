"""The audit trail, looked at."""

from django.contrib import admin

from schools.admin.audited import ReadOnlyAdmin
from schools.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Nothing here can be added, changed or deleted, by the model itself."""

    list_display = ["happened_at", "actor_name", "action", "object_label", "is_refusal"]
    list_filter = ["is_refusal", "action"]
    search_fields = ["actor_name", "object_label", "request_id"]
    date_hierarchy = "happened_at"
