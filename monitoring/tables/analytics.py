"""Columns of papers and of recommendations."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from monitoring.models import Recommendation, Report
from monitoring.presenters.analytics import advice_state, report_state
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import NO_DATA, day, moment, school_year


NOWRAP = {"td": {"class": "nowrap"}}


class ReportTable(tables.Table):
    """Papers, the newest first."""

    name = "papers"
    caption = "Записки и отчёты"
    row_header = "title"

    title = tables.Column(verbose_name="Документ", attrs={"td": {"class": "wide"}})
    year = tables.Column(verbose_name="Учебный год", attrs=NOWRAP)
    state = tables.Column(
        verbose_name="Состояние", accessor="frozen_at", empty_values=()
    )
    number = tables.Column(verbose_name="Номер", attrs=NOWRAP)
    requested_at = tables.Column(verbose_name="Когда", attrs=NOWRAP)
    requested_by = tables.Column(verbose_name="Кто составил", accessor="requested_by")

    class Meta:
        empty_text = "По этому отбору документов нет."

    def render_title(self, record: Report) -> SafeString:
        """Link the name to the paper."""
        url = reverse("analytics:report", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.title)

    def render_year(self, record: Report) -> str:
        """The school year as people write it."""
        return school_year(record.year)

    def render_state(self, record: Report) -> SafeString:
        """A draft, or frozen."""
        return status_badge(*report_state(record))

    def render_requested_at(self, record: Report) -> str:
        """When it was frozen, else when it was begun."""
        return moment(record.frozen_at or record.requested_at)


class AdviceTable(tables.Table):
    """Recommendations, the nearest term first."""

    name = "advice"
    caption = "Адресные рекомендации"
    row_header = "action"

    action = tables.Column(
        verbose_name="Что сделать", attrs={"td": {"class": "wide"}}, orderable=False
    )
    school = tables.Column(
        verbose_name="Школа", accessor="school__name", empty_values=()
    )
    municipality = tables.Column(
        verbose_name="Муниципалитет", accessor="territory__name"
    )
    addressee = tables.Column(verbose_name="Кому")
    finding = tables.Column(
        verbose_name="Вывод", attrs={"td": {"class": "wide"}}, orderable=False
    )
    due_on = tables.Column(verbose_name="Срок", attrs=NOWRAP, empty_values=())
    state = tables.Column(verbose_name="Состояние", attrs=NOWRAP)

    class Meta:
        empty_text = "По этому отбору рекомендаций нет."

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_action(self, record: Recommendation) -> SafeString:
        """Link the action to the recommendation."""
        url = reverse("analytics:recommendation", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.action)

    def render_school(self, record: Recommendation) -> str:
        """The school; a dash when it speaks to the department."""
        return record.school.name if record.school else NO_DATA

    def render_due_on(self, record: Recommendation) -> str:
        """The last day."""
        return day(record.due_on) if record.due_on else "не назначен"

    def render_state(self, record: Recommendation) -> SafeString:
        """Where it stands; late when its day has passed."""
        return status_badge(*advice_state(record, today=self.today))
