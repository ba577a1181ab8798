"""Columns of the audit trail."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from schools.models import AuditEvent
from schools.presenters import audit as present
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import stamp


class EventTable(tables.Table):
    """Who did what to what, from which value to which."""

    name = "events"
    caption = "Журнал действий, новые сверху"

    happened_at = tables.Column(
        verbose_name="Когда",
        order_by=("happened_at", "pk"),
        attrs={"td": {"class": "nowrap"}},
    )
    actor_name = tables.Column(verbose_name="Кто", order_by=("actor_name", "-pk"))
    action = tables.Column(verbose_name="Что сделано", order_by=("action", "-pk"))
    object = tables.Column(
        verbose_name="С чем", accessor="object_label", orderable=False, empty_values=()
    )
    changes = tables.Column(
        verbose_name="Было → стало",
        accessor="after",
        orderable=False,
        empty_values=(),
        attrs={"td": {"class": "wide"}},
    )

    class Meta:
        order_by = "-happened_at"

    def render_happened_at(self, record: AuditEvent) -> SafeString | str:
        """Show the moment, readable for machines too."""
        return stamp(record.happened_at)

    def render_action(self, record: AuditEvent) -> SafeString | str:
        """Name the action; a refusal carries a mark."""
        words = present.action_words(record.action)
        return status_badge("error", words) if record.is_refusal else words

    def render_object(self, record: AuditEvent) -> SafeString | str:
        """Name the object and lead to its page, if it has one."""
        words, url = present.object_words(record), present.object_url(record)
        if not words:
            return "—"
        return format_html('<a href="{}">{}</a>', url, words) if url else words

    def render_changes(self, record: AuditEvent) -> str:
        """Show the values before and after, and the reason."""
        return render_to_string(
            "audit/_changes.html",
            {
                "changes": present.changes(record),
                "reason": record.reason,
                "request_id": record.request_id,
            },
        )
