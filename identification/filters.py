"""Filters of the lists of identification; their state is the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from identification.enums import (
    Confidence,
    DecisionState,
    Group,
    RunPurpose,
)
from identification.models import Decision, Run, RunSchool
from schools.enums import JobState
from schools.models import School, Territory
from schools.queries.search import matching, read_search


LOW = (Group.LOW, Group.BOTH)
RULE_CHOICES = [
    ("fired", "сработало"),
    ("border", "на границе"),
    ("silent", "не сработало"),
]
METHOD_CHOICES = [
    ("both", "оба способа: низкие результаты"),
    ("regression", "только расчёт"),
    ("rule", "только правило 30 %"),
    ("neither", "ни один"),
]
STATE_CHOICES = [
    (state.value, state.label) for state in JobState if state is not JobState.IDLE
]


def by_name(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Keep rows whose school the text means, as the list of schools understands it."""
    words = read_search(text).words
    return rows.filter(school__in=matching(School.objects.all(), words).values("pk"))


class RunFilter(django_filters.FilterSet):
    """Year, territory, kind and state of calculations."""

    year = django_filters.ChoiceFilter(label="Год", empty_label="все")
    territory = django_filters.ModelChoiceFilter(
        label="Территория", queryset=Territory.objects.none(), empty_label="все"
    )
    purpose = django_filters.ChoiceFilter(
        label="Вид", choices=RunPurpose.choices, empty_label="все"
    )
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=STATE_CHOICES, empty_label="все"
    )

    class Meta:
        model = Run
        fields = ("year", "territory", "purpose", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.queryset.order_by()
        years = sorted(set(rows.values_list("year", flat=True)), reverse=True)
        self.filters["year"].extra["choices"] = [(y, str(y)) for y in years]
        self.filters["territory"].queryset = Territory.objects.filter(
            pk__in=rows.values("territory")
        )


class RunSchoolFilter(django_filters.FilterSet):
    """Search and filters of a run's schools."""

    search = django_filters.CharFilter(label="Школа или код", method="by_search")
    group = django_filters.MultipleChoiceFilter(
        label="Группа", choices=Group.choices, widget=forms.CheckboxSelectMultiple
    )
    municipality = django_filters.ModelChoiceFilter(
        label="Муниципалитет",
        field_name="school__municipality",
        queryset=Territory.objects.none(),
        empty_label="все",
    )
    confidence = django_filters.ChoiceFilter(
        label="Уверенность", choices=Confidence.choices, empty_label="любая"
    )
    rule = django_filters.ChoiceFilter(
        label="Правило 30 %",
        choices=RULE_CHOICES,
        method="by_rule",
        empty_label="любое",
    )
    methods = django_filters.ChoiceFilter(
        label="Низкие результаты",
        choices=METHOD_CHOICES,
        method="by_methods",
        empty_label="все школы",
    )

    class Meta:
        model = RunSchool
        fields = ("search", "group", "municipality", "confidence", "rule", "methods")

    def __init__(self, *args: Any, municipalities: QuerySet[Territory], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if len(municipalities) > 1:
            self.filters["municipality"].queryset = municipalities
        else:
            del self.filters["municipality"]

    def by_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep schools by a part of the name or by the code."""
        return by_name(rows, value)

    def by_rule(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep schools by the outcome of the 30 % rule."""
        if value == "fired":
            return rows.filter(is_rule_fired=True)
        border = Q(is_rule_fired=False, rule_status="border")
        if value == "border":
            return rows.filter(border)
        return rows.filter(is_rule_fired=False).exclude(border)

    def by_methods(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep schools by what both methods say; unclassified ones are in none."""
        is_fired = value in {"both", "rule"}
        rows = rows.exclude(group=Group.UNCLASSIFIED).filter(is_rule_fired=is_fired)
        if value in {"both", "regression"}:
            return rows.filter(group__in=LOW)
        return rows.exclude(group__in=LOW)


class DecisionFilter(django_filters.FilterSet):
    """State and municipality of decisions."""

    state = django_filters.ChoiceFilter(
        label="Состояние", choices=DecisionState.choices, empty_label="все"
    )
    territory = django_filters.ModelChoiceFilter(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label="все"
    )

    class Meta:
        model = Decision
        fields = ("state", "territory")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["territory"].queryset = Territory.objects.filter(
            pk__in=self.queryset.order_by().values("territory")
        )
