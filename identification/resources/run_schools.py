"""The schools of a run as a file: the columns of the page, in its order."""

from collections.abc import Iterator

from django.db.models import QuerySet
from import_export import fields, resources, widgets

from identification.models import RunSchool
from identification.presenters.rule_clauses import RULE_STATUSES, clauses_in_words


class NumberColumn(fields.Field):
    """A column of numbers that stay numbers in the file."""

    def __init__(self, attribute: str, column_name: str) -> None:
        widget = widgets.NumberWidget(coerce_to_string=False)
        super().__init__(attribute, column_name, widget=widget)


class RunSchoolResource(resources.Resource):
    """Schools of a run; titles are those of `RunSchoolTable`, numbers unrounded."""

    school = fields.Field("school__name", "Школа")
    code = fields.Field("school__code", "Код")
    municipality = fields.Field("school__municipality__name", "Муниципалитет")
    group = fields.Field("get_group_display", "Группа")
    confidence = fields.Field("get_confidence_display", "Уверенность")
    rule = fields.Field(column_name="Правило 30 %")
    rule_status = fields.Field(column_name="Правило 30 %: уверенность")
    clauses = fields.Field(column_name="Правило 30 %: условия")
    outcome_points = NumberColumn("outcome_points", "Результат, баллов")
    expected_points = NumberColumn("expected_points", "Ожидание, баллов")
    residual_points = NumberColumn("residual_points", "Отклонение, баллов")
    interval_low = NumberColumn("interval_low", "Интервал ожидания, от")
    interval_high = NumberColumn("interval_high", "Интервал ожидания, до")
    studentised = NumberColumn("studentised", "Остаток, стьюд.")
    context_points = NumberColumn("context_points", "Индекс условий")
    shrunk_points = NumberColumn("shrunk_points", "Отклонение со сжатием")
    group_share = NumberColumn("group_share", "Доля выборок: своя группа")
    low_share = NumberColumn("low_share", "Доля выборок: ШНОР")
    adverse_share = NumberColumn("adverse_share", "Доля выборок: ШНСУ")
    participants = NumberColumn("participants", "Участников")
    reason = fields.Field("reason", "Почему")
    rule_reason = fields.Field("rule_reason", "Почему по правилу 30 %")

    def iter_queryset(self, queryset: QuerySet[RunSchool]) -> Iterator[RunSchool]:
        """Read in the order of the page; the library would go back to keys."""
        return queryset.iterator(chunk_size=2000)

    def dehydrate_rule(self, row: RunSchool) -> str:
        """Return whether the rule fired."""
        return "сработало" if row.is_rule_fired else "нет"

    def dehydrate_rule_status(self, row: RunSchool) -> str:
        """Return how surely."""
        return RULE_STATUSES.get(row.rule_status, row.rule_status)

    def dehydrate_clauses(self, row: RunSchool) -> str:
        """Return the clauses that fired."""
        return clauses_in_words(row.rule_clauses)
