"""Columns of the lists of road maps and of responsible parties."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.enums import PartyKind
from roadmaps.models import Party, RoadMap
from schools.enums import Role
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import NBSP, counted, day, number, period


NOWRAP = {"td": {"class": "nowrap"}}
MEDIUM = {"td": {"class": "medium"}}
NUM = {"td": {"class": "num"}}
NOTHING = "По этому отбору ничего нет. Измените или сбросьте отбор."


class RoadMapTable(tables.Table):
    """Road maps, the newest period first."""

    name = "road-maps"
    caption = "Дорожные карты"
    row_header = "title"

    title = tables.Column(
        verbose_name="Дорожная карта", attrs={"td": {"class": "wide"}}
    )
    territory = tables.Column(verbose_name="Муниципалитет", order_by="territory__name")
    period = tables.Column(
        verbose_name="Период",
        accessor="starts_on",
        order_by=("starts_on", "ends_on", "pk"),
        attrs=MEDIUM,
    )
    version = tables.Column(
        verbose_name="Версия",
        accessor="version_number",
        empty_values=(),
        attrs=MEDIUM,
    )
    order = tables.Column(verbose_name="Приказ", accessor="order_date", empty_values=())
    activities = tables.Column(verbose_name="Мероприятий", attrs=NUM)
    done = tables.Column(
        verbose_name="Сроков выполнено",
        accessor="terms_done",
        attrs=NUM,
        empty_values=(),
    )
    overdue = tables.Column(
        verbose_name="Просрочено", accessor="terms_overdue", attrs=NOWRAP
    )

    class Meta:
        order_by = "-period"
        empty_text = NOTHING

    def render_title(self, record: RoadMap) -> SafeString:
        """Link the title to the page."""
        url = reverse("plans:detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.title)

    def render_period(self, record: RoadMap) -> str:
        """The period in words."""
        return period(record.starts_on, record.ends_on)

    def render_version(self, record: RoadMap) -> SafeString:
        """The version in force, the draft of the next one, or both."""
        marks = []
        if record.version_number:
            word = f"версия {record.version_number} действует"
            marks.append(status_badge("in_force", word))
        if record.draft_number:
            word = f"проект версии {record.draft_number}"
            marks.append(status_badge("draft", word))
        return format_html("{}<br>{}", *marks) if len(marks) > 1 else marks[0]

    def render_order(self, record: RoadMap) -> str:
        """The order that put the version in force."""
        if not record.order_number:
            return "—"
        return f"№{NBSP}{record.order_number} от {day(record.order_date)}"

    def render_done(self, record: RoadMap) -> str:
        """How many terms are done, of how many."""
        if not record.terms_total:
            return "—"
        return f"{number(record.terms_done)} из{NBSP}{number(record.terms_total)}"

    def render_overdue(self, value: int) -> SafeString | str:
        """How many are late."""
        if not value:
            return "нет"
        return status_badge("due_overdue", counted(value, "срок,срока,сроков"))


class PartyTable(tables.Table):
    """Responsible parties; those that nobody has looked at stand first."""

    name = "parties"
    caption = "Ответственные"
    row_header = "party"

    party = tables.Column(
        verbose_name="Название",
        accessor="name",
        order_by=("name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    territory = tables.Column(verbose_name="Муниципалитет", order_by="territory__name")
    kind = tables.Column(verbose_name="Кто это", order_by=("is_known", "kind", "name"))
    letters = tables.Column(verbose_name="Кому писать", accessor="pk", orderable=False)
    used = tables.Column(
        verbose_name="Мероприятий",
        accessor="activities_count",
        order_by=("activities_count", "name"),
        attrs=NUM,
    )

    class Meta:
        order_by = "kind"
        empty_text = NOTHING

    def __init__(self, *args: Any, can_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.can_edit = can_edit

    def render_party(self, record: Party) -> SafeString | str:
        """Link the name to the form, for those who keep the directory."""
        if not self.can_edit:
            return record.name
        url = reverse("plans:party", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.name)

    def render_kind(self, record: Party) -> SafeString | str:
        """What it is; an unknown one asks to be looked at."""
        if record.kind == PartyKind.UNKNOWN:
            return status_badge("warning", "не определено")
        return record.get_kind_display()

    def render_letters(self, record: Party) -> str:
        """Who gets the letters."""
        if record.user_id:
            return str(record.user)
        if record.role:
            return f"все с ролью «{Role(record.role).label}»"
        return "некому"
