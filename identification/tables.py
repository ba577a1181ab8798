"""Columns of the lists of identification."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from identification.models import Decision, RuleSet, Run, RunSchool
from identification.presenters.rule_clauses import clauses_in_short
from identification.presenters.run_words import groups_in_words, run_name
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import day, moment, number, signed


NUM = {"td": {"class": "num"}}
NOWRAP = {"td": {"class": "nowrap"}}
NO_DATA = "—"
RULE_BADGES = {"border": "border", "clear": "no"}


class RunTable(tables.Table):
    """Calculations, the newest first."""

    name = "runs"
    caption = "Расчёты"
    row_header = "title"

    title = tables.Column(
        verbose_name="Расчёт",
        accessor="pk",
        order_by=("requested_at", "pk"),
        attrs=NOWRAP,
    )
    territory = tables.Column(verbose_name="Территория", order_by="territory__name")
    year = tables.Column(verbose_name="Год", attrs=NUM)
    purpose = tables.Column(verbose_name="Вид")
    state = tables.Column(verbose_name="Состояние", attrs=NOWRAP)
    groups = tables.Column(
        verbose_name="Школ по группам",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "medium"}},
    )
    requested_at = tables.Column(verbose_name="Запущен", attrs=NOWRAP)
    requested_by = tables.Column(verbose_name="Кто", order_by="requested_by__full_name")

    class Meta:
        model = Run
        fields = ()
        sequence = (
            *("title", "territory", "year", "purpose", "state"),
            *("groups", "requested_at", "requested_by"),
        )
        order_by = "-requested_at"
        empty_text = "По этому отбору расчётов нет. Измените или сбросьте отбор."

    def __init__(self, *args: Any, counts: dict[int, dict[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.counts = counts

    def render_title(self, record: Run) -> SafeString:
        """The way to the run."""
        url = reverse("identification:run", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, run_name(record))

    def render_year(self, value: int) -> str:
        """A year is no quantity: no thin space inside."""
        return str(value)

    def render_state(self, record: Run) -> SafeString:
        """The state as shape and word."""
        return status_badge(record.state)

    def render_groups(self, record: Run) -> str:
        """How many schools fell into which group."""
        return groups_in_words(self.counts.get(record.pk, {}))

    def render_requested_at(self, value: Any) -> str:
        """The moment in local time."""
        return moment(value)


class RunSchoolTable(tables.Table):
    """Schools of one run; by name unless a person asks otherwise: no ranking."""

    name = "run-schools"
    caption = "Школы расчёта, результаты в баллах"
    zebra = True
    tall = True

    school = tables.Column(
        verbose_name="Школа",
        order_by=("school__name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    municipality = tables.Column(
        verbose_name="Муниципалитет",
        accessor="school__municipality__name",
        order_by=("school__municipality__name", "school__name"),
    )
    group = tables.Column(
        verbose_name="Группа",
        order_by=("group_order", "school__name"),
    )
    confidence = tables.Column(
        verbose_name="Уверенность", empty_values=(None,), attrs=NOWRAP
    )
    rule_status = tables.Column(
        verbose_name="Правило 30 %",
        empty_values=(),
        attrs={"td": {"class": "medium"}},
        order_by=("-is_rule_fired", "rule_status", "school__name"),
    )
    outcome_points = tables.Column(verbose_name="Результат", attrs=NUM)
    expected_points = tables.Column(verbose_name="Ожидание", attrs=NUM)
    residual_points = tables.Column(
        verbose_name="Отклонение",
        order_by=("residual_points", "school__name", "pk"),
        attrs=NUM,
    )
    context_points = tables.Column(verbose_name="Индекс условий", attrs=NUM)
    participants = tables.Column(verbose_name="Участников", attrs=NUM)

    class Meta:
        model = RunSchool
        fields = ()
        order_by = "school"
        sequence = (
            *("school", "municipality", "group", "confidence", "rule_status"),
            *("outcome_points", "expected_points", "residual_points"),
            *("context_points", "participants"),
        )
        empty_text = "По этому отбору школ нет. Измените или сбросьте отбор."

    def render_school(self, record: RunSchool) -> SafeString:
        """The way to the explanation."""
        url = reverse(
            "identification:run_school", args=[record.run_id, record.school_id]
        )
        return format_html('<a href="{}">{}</a>', url, record.school.name)

    def render_group(self, record: RunSchool) -> SafeString:
        """The group as shape and word."""
        return status_badge(record.group)

    def render_confidence(self, record: RunSchool) -> SafeString | str:
        """How surely the school belongs there."""
        return status_badge(record.confidence) if record.confidence else NO_DATA

    def render_rule_status(self, record: RunSchool) -> SafeString:
        """Whether the rule fired, by which clause, and how surely."""
        return rule_badge(record)

    def render_outcome_points(self, value: float) -> str:
        """Points with one decimal."""
        return number(value, 1)

    def render_expected_points(self, record: RunSchool, value: float) -> SafeString:
        """Points with one decimal, the prediction interval below."""
        return format_html(
            '{}<div class="small quiet">{}–{}</div>',
            number(value, 1),
            number(record.interval_low, 1),
            number(record.interval_high, 1),
        )

    def render_residual_points(self, record: RunSchool, value: float) -> SafeString:
        """The gap with its sign, the studentised residual below."""
        return format_html(
            '{}<div class="small quiet">{}</div>',
            signed(value, 1),
            signed(record.studentised, 2),
        )

    def render_context_points(self, value: float) -> str:
        """Points with one decimal."""
        return number(value, 1)


def rule_badge(row: RunSchool) -> SafeString:
    """The outcome of the 30 % rule as shape and word, with the clauses below."""
    if row.is_rule_fired:
        is_sure = row.rule_status != "border"
        return format_html(
            '{}<div class="small quiet">{}</div>',
            status_badge("rule_fired", "" if is_sure else "сработало, на границе"),
            clauses_in_short(row.rule_clauses),
        )
    return status_badge(RULE_BADGES.get(row.rule_status, "rule_silent"))


class DecisionTable(tables.Table):
    """Decisions with how far they are."""

    name = "decisions"
    caption = "Решения"
    row_header = "title"

    title = tables.Column(verbose_name="Решение", accessor="pk", orderable=False)
    territory = tables.Column(verbose_name="Муниципалитет", order_by="territory__name")
    year = tables.Column(
        verbose_name="Год расчёта",
        accessor="run__year",
        order_by="run__year",
        attrs=NUM,
    )
    state = tables.Column(verbose_name="Состояние", attrs=NOWRAP)
    progress = tables.Column(
        verbose_name="Решено", accessor="items_total", orderable=False, attrs=NUM
    )
    order_date = tables.Column(verbose_name="Приказ", empty_values=())
    created_at = tables.Column(verbose_name="Начато", attrs=NOWRAP)

    class Meta:
        model = Decision
        fields = ()
        order_by = "-created_at"
        sequence = (
            *("title", "territory", "year", "state"),
            *("progress", "order_date", "created_at"),
        )
        empty_text = "По этому отбору решений нет. Измените или сбросьте отбор."

    def render_title(self, record: Decision) -> SafeString:
        """The way to the decision."""
        url = reverse("identification:decision", args=[record.pk])
        return format_html('<a href="{}">По расчёту № {}</a>', url, record.run_id)

    def render_year(self, value: int) -> str:
        """A year is no quantity."""
        return str(value)

    def render_state(self, record: Decision) -> SafeString:
        """The state as shape and word."""
        return status_badge(record.state)

    def render_progress(self, record: Decision) -> str:
        """How many items have a verdict."""
        decided = record.items_total - record.items_pending
        return f"{number(decided)} из {number(record.items_total)}"

    def render_order_date(self, record: Decision) -> str:
        """Number and date of the order."""
        if not record.order_number:
            return NO_DATA
        return f"№ {record.order_number} от {day(record.order_date)}"

    def render_created_at(self, value: Any) -> str:
        """The day in words."""
        return day(value)


class RuleSetTable(tables.Table):
    """Versions of the rules with their dates."""

    name = "rule-sets"
    caption = "Версии правил"

    title = tables.Column(verbose_name="Правила")
    version = tables.Column(verbose_name="Версия", attrs=NUM)
    territory = tables.Column(
        verbose_name="Для кого", empty_values=(), order_by="territory__name"
    )
    valid_from = tables.Column(verbose_name="Действует с", attrs=NOWRAP)
    note = tables.Column(verbose_name="Что изменено", orderable=False)
    runs_count = tables.Column(verbose_name="Расчётов", attrs=NUM)

    class Meta:
        model = RuleSet
        fields = ()
        order_by = "-valid_from"
        sequence = ("title", "version", "territory", "valid_from", "note", "runs_count")

    def render_title(self, record: RuleSet) -> SafeString:
        """The way to the version."""
        url = reverse("identification:rule_set", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.title)

    def render_territory(self, record: RuleSet) -> str:
        """Whose rules they are."""
        return str(record.territory) if record.territory else "общие"

    def render_valid_from(self, value: Any) -> str:
        """The day in words."""
        return day(value)
