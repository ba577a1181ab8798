"""Columns of the list of road-map documents."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from schools.enums import JobState
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import NO_DATA, moment


# Shapes and words of the list; a phase is not a status of the portal at large.
PHASES = {
    IntakePhase.READING: ("reading", "чтение"),
    IntakePhase.REVIEW: ("preview", "ждёт проверки"),
    IntakePhase.CONFIRMED: ("written", "принят"),
    IntakePhase.DISCARDED: ("cancelled", "отклонён"),
}


class IntakeTable(tables.Table):
    """Documents, the latest first."""

    name = "intakes"
    caption = "Загруженные документы"
    row_header = "file"

    file = tables.Column(
        verbose_name="Документ",
        accessor="file_name",
        order_by=("file_name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    territory = tables.Column(
        verbose_name="Муниципалитет",
        accessor="territory__name",
        order_by=("territory__name",),
    )
    phase = tables.Column(verbose_name="Состояние", order_by=("phase", "-requested_at"))
    plan = tables.Column(
        verbose_name="План", accessor="version", orderable=False, empty_values=()
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

    def render_file(self, record: Intake, value: str) -> SafeString:
        """Link the name to the document's page."""
        url = reverse("intake:detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_phase(self, record: Intake) -> SafeString:
        """Show the step, or that the reading failed."""
        if record.state == JobState.FAILED:
            return status_badge("failed", "не прочитан")
        return status_badge(*PHASES[IntakePhase(record.phase)])

    def render_plan(self, record: Intake) -> SafeString | str:
        """Link to the plan that came of the document."""
        if record.version is None:
            return NO_DATA
        road_map = record.version.road_map
        url = reverse("plans:detail", args=[road_map.pk])
        return format_html('<a href="{}">{}</a>', url, road_map.title)

    def render_when(self, record: Intake) -> str:
        """Say when it came."""
        return moment(record.requested_at)
