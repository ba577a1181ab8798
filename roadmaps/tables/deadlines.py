"""Columns of the schools that owe a step of a programme."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.presenters.deadlines import state_words
from roadmaps.queries.owed import Owed
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import day


NOWRAP = {"td": {"class": "nowrap"}}


class OwedTable(tables.Table):
    """Schools before deadlines, those that are late the longest first."""

    name = "owed"
    caption = "Школы и сроки их программ"
    row_header = "school"

    school = tables.Column(
        verbose_name="Школа", accessor="school__name", attrs={"td": {"class": "wide"}}
    )
    municipality = tables.Column(
        verbose_name="Муниципалитет", accessor="school__municipality__name"
    )
    kind = tables.Column(verbose_name="Вид", accessor="deadline__kind__short_name")
    step = tables.Column(
        verbose_name="Что сделать", accessor="deadline__get_step_display"
    )
    due = tables.Column(verbose_name="До", accessor="due_on", attrs=NOWRAP)
    state = tables.Column(
        verbose_name="Срок", accessor="due_on", orderable=False, attrs=NOWRAP
    )
    programme = tables.Column(
        verbose_name="Программа",
        accessor="shown_programme",
        orderable=False,
        empty_values=(),
    )
    more = tables.Column(
        verbose_name="Продление",
        accessor="extension",
        orderable=False,
        empty_values=(),
    )

    class Meta:
        order_by = "due"
        empty_text = "По этому отбору школ нет."

    def __init__(
        self, *args: Any, today: dt.date, can_extend: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.can_extend = today, can_extend

    def render_school(self, record: Owed) -> SafeString:
        """Link the name to the school."""
        url = reverse("schools:detail", args=[record.school.pk])
        return format_html('<a href="{}">{}</a>', url, record.school.name)

    def render_due(self, record: Owed) -> str:
        """The last day for this very school."""
        return day(record.due_on)

    def render_state(self, record: Owed) -> SafeString:
        """Done, late, soon, not yet, or in the department's hands."""
        return status_badge(*state_words(record, today=self.today))

    def render_programme(self, record: Owed) -> SafeString | str:
        """The programme as far as the department may see it."""
        programme = record.shown_programme
        if programme is None:
            return "не отправлена"
        url = reverse("programmes:detail", args=[programme.pk])
        state = programme.get_state_display()
        return format_html('<a href="{}">{}</a>', url, state)

    def render_more(self, record: Owed) -> SafeString | str:
        """More time for the school: granted, or the way to grant it."""
        words = "продлён" if record.extension else ""
        if not self.can_extend or record.is_made:
            return words or "—"
        url = reverse("deadlines:extend", args=[record.deadline.pk])
        return format_html(
            '{}<a href="{}?school={}">{}<span class="visually-hidden"> срок: {}</span></a>',
            f"{words}, " if words else "",
            url,
            record.school.pk,
            "изменить" if record.extension else "Продлить",
            record.school.name,
        )
