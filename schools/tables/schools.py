"""Columns of the list of schools."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from schools.models import School
from schools.presenters.statuses import held_years_lines
from schools.queries.schools import in_force, years_by_kind
from schools.templatetags.portal_components import status_badge


NO_STATUS = mark_safe('<span class="quiet">нет</span>')


class SchoolTable(tables.Table):
    """Schools with their statuses on a day."""

    name = "schools"
    caption = "Школы и их статусы"
    row_header = "school"

    school = tables.Column(
        verbose_name="Школа",
        accessor="name",
        order_by=("name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    code = tables.Column(verbose_name="Код", attrs={"td": {"class": "nowrap"}})
    municipality = tables.Column(
        verbose_name="Муниципалитет",
        accessor="municipality__name",
        order_by=("municipality__name", "name", "pk"),
    )
    kind = tables.Column(
        verbose_name="Вид",
        order_by=("kind", "name", "pk"),
        attrs={"td": {"class": "nowrap"}},
    )
    locality = tables.Column(
        verbose_name="Населённый пункт", order_by=("locality", "name", "pk")
    )
    statuses = tables.Column(
        verbose_name="Статусы", accessor="all_statuses", orderable=False
    )
    years = tables.Column(
        verbose_name="Лет в статусе",
        accessor="all_statuses",
        orderable=False,
        attrs={"td": {"class": "nowrap"}},
    )
    closed_on = tables.Column(
        verbose_name="Закрыта",
        order_by=("closed_on", "name", "pk"),
        attrs={"td": {"class": "nowrap"}},
    )

    class Meta:
        order_by = "school"

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_school(self, record: School, value: str) -> SafeString:
        """Link the name to the school's page."""
        url = reverse("schools:detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_statuses(self, value: list) -> SafeString:
        """Show a badge for each status in force on the day."""
        held = in_force(value, self.on)
        if not held:
            return NO_STATUS
        return format_html_join(
            "", "<div>{}</div>", ((status_badge(s.kind),) for s in held)
        )

    def render_years(self, value: list) -> SafeString | str:
        """Say for how many years the statuses in force have been held."""
        held = [status.kind for status in in_force(value, self.on)]
        if not held:
            return "—"
        lines = held_years_lines(held, years_by_kind(value, self.on))
        return format_html_join("", "<div>{}</div>", ((line,) for line in lines))
