"""Columns of the review desk and of the list of checklists."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.enums import ProgrammeState
from roadmaps.models import Checklist, Programme
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import counted, day, number


class DeskTable(tables.Table):
    """Programmes that wait, the oldest first."""

    name = "reviews"
    caption = "Что ждёт решения"
    row_header = "programme"

    programme = tables.Column(
        verbose_name="Школа и документ",
        empty_values=(),
        order_by=("school__name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    since = tables.Column(
        verbose_name="Ждёт", empty_values=(), order_by=("state_since", "pk")
    )
    due = tables.Column(
        verbose_name="Срок", empty_values=(), order_by=("due_on", "state_since", "pk")
    )
    round = tables.Column(
        verbose_name="Круг",
        accessor="round_number",
        order_by=("round_number", "state_since", "pk"),
        attrs={"td": {"class": "num"}, "th": {"class": "num"}},
    )
    whom = tables.Column(verbose_name="Кого ждут", empty_values=(), orderable=False)
    act = tables.Column(
        verbose_name="",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "row-actions"}},
    )

    def __init__(
        self, *args: Any, today: dt.date, user_id: int, token: str, **kw: Any
    ) -> None:
        self.today, self.user_id, self.token = today, user_id, token
        super().__init__(*args, **kw)

    def render_programme(self, record: Programme) -> SafeString:
        """Name the school first: that is how people look for it."""
        version = f", версия {record.sent_number}" if record.sent_number else ""
        return format_html(
            '<a href="{}">{}</a><br><span class="quiet small">{}{}</span>',
            reverse("programmes:detail", args=[record.pk]),
            record.school,
            record.kind.short_name,
            version,
        )

    def render_since(self, record: Programme) -> SafeString:
        """Say how long, and since when."""
        since = timezone.localdate(record.state_since)
        days = (self.today - since).days
        waiting = counted(days, "день,дня,дней") if days else "сегодня"
        return _labelled(
            "Ждёт",
            format_html(
                '{}<br><span class="quiet small nowrap">с {}</span>',
                *(waiting, day(since)),
            ),
        )

    def render_due(self, record: Programme) -> SafeString:
        """Show the last day of the round, and whether it has passed."""
        shown: SafeString | str = day(record.due_on) if record.due_on else "—"
        if record.due_on and record.due_on < self.today:
            shown = format_html("{}<br>{}", shown, status_badge("due_overdue"))
        return _labelled("Срок", shown)

    def render_round(self, value: int) -> SafeString:
        """Show which time the programme is looked at."""
        return _labelled("Круг", number(value))

    def render_whom(self, record: Programme) -> SafeString:
        """Name who has to act."""
        return _labelled("Кого ждут", self._whom(record))

    def _whom(self, record: Programme) -> SafeString | str:
        if record.state == ProgrammeState.RETURNED:
            return "школу: исправляет замечания"
        if record.review_id is None:
            who = "никто не взял"
        elif record.reviewer_id == self.user_id:
            who = "вас"
        else:
            who = record.reviewer_name or "проверяющего"
        if record.own_opinion and record.reviewer_id != self.user_id:
            return format_html("{}<br>{}", who, "и ваше второе мнение")
        if record.is_second_asked:
            return format_html(
                '{}<br><span class="quiet small">{}</span>',
                who,
                "попросили второе мнение",
            )
        return who

    def render_act(self, record: Programme) -> SafeString | str:
        """Offer the one thing to do next."""
        if record.state == ProgrammeState.RETURNED:
            return ""
        if record.own_opinion:
            return _link(record.own_opinion, "Дать мнение", record)
        if record.review_id is None:
            return self._start(record)
        own = record.reviewer_id == self.user_id
        return _link(record.review_id, "Продолжить" if own else "Посмотреть", record)

    def _start(self, record: Programme) -> SafeString | str:
        if record.sent_version_id is None:
            return ""
        return format_html(
            '<form method="post" action="{}"><input type="hidden" '
            'name="csrfmiddlewaretoken" value="{}"><button class="btn btn-secondary" '
            'type="submit">Начать проверку<span class="visually-hidden">: {}</span>'
            "</button></form>",
            reverse("reviews:start", args=[record.sent_version_id]),
            self.token,
            record.school,
        )


class ChecklistTable(tables.Table):
    """Checklists with all their versions; the newest of each first."""

    name = "checklists"
    caption = "Листы проверки"
    row_header = "title"

    title = tables.Column(
        verbose_name="Лист",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "wide"}},
    )
    kind = tables.Column(
        verbose_name="Для документов", empty_values=(), orderable=False
    )
    territory = tables.Column(verbose_name="Где", empty_values=(), orderable=False)
    criteria_count = tables.Column(
        verbose_name="Критериев", orderable=False, attrs={"td": {"class": "num"}}
    )
    threshold = tables.Column(
        verbose_name="Порог, %",
        accessor="threshold_percent",
        orderable=False,
        attrs={"td": {"class": "num"}},
    )
    reviews_count = tables.Column(
        verbose_name="Проверок", orderable=False, attrs={"td": {"class": "num"}}
    )
    created = tables.Column(
        verbose_name="Составлен", accessor="created_at", orderable=False
    )

    def __init__(self, *args: Any, in_force: frozenset[int], **kw: Any) -> None:
        self.in_force = in_force
        super().__init__(*args, **kw)

    def render_title(self, record: Checklist) -> SafeString:
        """Link the version; say which one new reviews take."""
        code = "in_force" if record.pk in self.in_force else "replaced"
        word = "" if code == "in_force" else "прежняя версия"
        return format_html(
            '<a href="{}">{}</a><br>{}',
            reverse("reviews:checklist", args=[record.pk]),
            record,
            status_badge(code, word),
        )

    def render_kind(self, record: Checklist) -> str:
        """Name the kind."""
        return record.kind.short_name if record.kind else "всех остальных видов"

    def render_territory(self, record: Checklist) -> str:
        """Name the place."""
        return str(record.territory) if record.territory else "везде"

    def render_created(self, record: Checklist) -> SafeString:
        """Say when and by whom."""
        by = record.created_by or "портал"
        return format_html(
            '{}<br><span class="quiet small">{}</span>', day(record.created_at), by
        )


def _labelled(label: str, value: SafeString | str) -> SafeString:
    """Put the column's name into the cell: on a telephone a row is a card."""
    return format_html('<span class="desk-label">{}</span>{}', label, value)


def _link(review_id: int, words: str, record: Programme) -> SafeString:
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
        reverse("reviews:review", args=[review_id]),
        words,
        record.school,
    )
