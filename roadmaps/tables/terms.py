"""Columns of the list of terms."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence
from roadmaps.presenters import terms as words
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import day


class TermTable(tables.Table):
    """Terms, the soonest first."""

    name = "terms"
    caption = "Сроки дорожных карт"
    row_header = "activity"

    due = tables.Column(
        verbose_name="Срок",
        empty_values=(),
        order_by=("due_on", "plan_position", "pk"),
        attrs={"td": {"class": "medium"}},
    )
    activity = tables.Column(
        verbose_name="Мероприятие",
        empty_values=(),
        order_by=("plan_position", "due_on", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    who = tables.Column(
        verbose_name="Ответственные",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "medium"}},
    )
    schools = tables.Column(
        verbose_name="Школы",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "nowrap"}},
    )
    act = tables.Column(
        verbose_name="",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "num"}},
    )

    def __init__(
        self,
        *args: Any,
        today: dt.date,
        is_of_school: bool,
        can_record: bool,
        **kw: Any,
    ) -> None:
        self.today, self.is_of_school = today, is_of_school
        hidden = [] if can_record or is_of_school else ["act"]
        if is_of_school:
            hidden.append("who")
        super().__init__(*args, exclude=hidden, **kw)
        if is_of_school:
            self.columns["schools"].column.verbose_name = "Ответ школы"

    def render_due(self, record: Occurrence) -> SafeString:
        """Show the days, how it stands, and how far the last day is."""
        return format_html(
            '{}<br><span class="nowrap">{}</span>{}',
            words.days_words(record),
            status_badge(words.mark_code(record, today=self.today)),
            _under(words.distance_words(record, today=self.today)),
        )

    def render_activity(self, record: Occurrence) -> SafeString:
        """Link the title; the section and what is to be counted under it."""
        activity, count = record.activity, words.count_words(record)
        return format_html(
            '<a href="{}">{}</a>{}{}{}',
            reverse("terms:occurrence", args=[record.pk]),
            words.title_of(activity),
            _under(str(activity.section) if activity else ""),
            _under(f"сделано {count}" if count else ""),
            _under("дату назовёт человек" if _waits(record) else ""),
        )

    def render_who(self, record: Occurrence) -> str:
        """Name who answers, as the document has it."""
        return words.parties_words(record.activity) or "—"

    def render_schools(self, record: Occurrence) -> str | SafeString:
        """Count the answers; to a school say its own."""
        if not self.is_of_school:
            return words.schools_words(record.seen_answers) or "—"
        done = [a.done_on for a in record.seen_answers if a.done_on]
        if done:
            return format_html("дан {}", day(done[0]))
        return "ответа ждут"

    def render_act(self, record: Occurrence) -> SafeString | str:
        """Offer the one thing to do next."""
        if record.state != OccurrenceState.PLANNED:
            return ""
        if self.is_of_school:
            silent = [a for a in record.seen_answers if a.done_on is None]
            if not silent:
                return ""
            url = reverse("terms:answer", args=[silent[0].pk])
            return format_html('<a href="{}">Ответить</a>', url)
        url = reverse("terms:done", args=[record.pk])
        return format_html('<a href="{}">Отметить</a>', url)


def _under(text: str) -> SafeString | str:
    if not text:
        return ""
    return format_html('<br><span class="quiet small">{}</span>', text)


def _waits(record: Occurrence) -> bool:
    return record.needs_human and not record.are_dates_named
