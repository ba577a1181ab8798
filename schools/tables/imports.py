"""Columns of the list of uploads."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from schools.actions.imports import target_of
from schools.enums import ImportPhase, JobState
from schools.models import ImportBatch
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import counted, moment, number


NUM = {"th": {"class": "num"}, "td": {"class": "num"}}


class ImportTable(tables.Table):
    """Uploads, the latest first."""

    name = "imports"
    caption = "Загрузки таблиц"
    row_header = "file"

    file = tables.Column(
        verbose_name="Файл",
        accessor="file_name",
        order_by=("file_name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    kind = tables.Column(verbose_name="Таблица", order_by=("kind", "-requested_at"))
    territory = tables.Column(
        verbose_name="Куда", accessor="territory__name", order_by=("territory__name",)
    )
    phase = tables.Column(verbose_name="Этап", order_by=("phase", "-requested_at"))
    rows = tables.Column(
        verbose_name="Строк записано", empty_values=(), orderable=False, attrs=NUM
    )
    who = tables.Column(
        verbose_name="Кто", accessor="requested_by", order_by=("requested_by",)
    )
    when = tables.Column(
        verbose_name="Когда",
        accessor="requested_at",
        order_by=("requested_at", "pk"),
        attrs={"td": {"class": "nowrap"}},
    )

    class Meta:
        order_by = "-when"

    def render_file(self, record: ImportBatch, value: str) -> SafeString:
        """Link the name to the upload's page."""
        url = reverse("imports:detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_kind(self, value: str) -> str:
        """Say the name of the table."""
        return target_of(value).title

    def render_phase(self, record: ImportBatch) -> SafeString:
        """Show the step, or that it failed."""
        if record.state == JobState.FAILED:
            return status_badge("failed", f"{record.get_phase_display()}: не удалось")
        if record.phase == ImportPhase.PREVIEW and record.rows_error:
            errors = counted(record.rows_error, "ошибка,ошибки,ошибок")
            return status_badge("preview", f"проверка: {errors}")
        return status_badge(record.phase)

    def render_rows(self, record: ImportBatch) -> str:
        """Count the rows that the upload wrote, once it has."""
        is_written = record.phase == ImportPhase.WRITTEN
        return number(record.rows_new + record.rows_changed if is_written else None)

    def render_when(self, record: ImportBatch) -> str:
        """Say the moment of the last step."""
        return moment(record.requested_at)
