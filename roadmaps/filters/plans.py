"""Filters of the lists of road maps and of responsible parties."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from roadmaps.enums import PartyKind
from roadmaps.models import Party, RoadMap
from schools.forms.quick import QuickSelect
from schools.models import Territory


STATES = [
    ("in_force", "действует"),
    ("draft", "есть проект"),
    ("overdue", "есть просроченное"),
]
LETTERS = [("set", "известно"), ("unset", "не указано")]


class RoadMapFilter(django_filters.FilterSet):
    """Search by the title, municipality, year and state."""

    search = django_filters.CharFilter(label="Название", method="by_words")
    territory = django_filters.ModelChoiceFilter(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label="все"
    )
    year = django_filters.ChoiceFilter(
        label="Год", empty_label="все", method="by_year", widget=QuickSelect
    )
    state = django_filters.ChoiceFilter(
        label="Состояние",
        choices=STATES,
        empty_label="все",
        method="by_state",
        widget=QuickSelect,
    )

    class Meta:
        model = RoadMap
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(
            self.queryset.order_by().values_list("territory", "starts_on", "ends_on")
        )
        years = {
            year for _, start, end in rows for year in range(start.year, end.year + 1)
        }
        self.filters["year"].extra["choices"] = [
            (year, str(year)) for year in sorted(years, reverse=True)
        ]
        places = {place for place, _, _ in rows}
        if len(places) > 1:
            self.filters["territory"].queryset = Territory.objects.filter(pk__in=places)
        else:
            del self.filters["territory"]

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep plans in whose title every word stands."""
        for word in value.split():
            rows = rows.filter(title__icontains=word)
        return rows

    def by_year(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep plans whose period touches the year."""
        return rows.filter(starts_on__year__lte=value, ends_on__year__gte=value)

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep plans with a version in force, with a draft, or with things overdue."""
        if value == "in_force":
            return rows.filter(version_number__isnull=False)
        if value == "draft":
            return rows.filter(draft_number__isnull=False)
        return rows.filter(terms_overdue__gt=0)


class PartyFilter(django_filters.FilterSet):
    """Search by the name, kind, and whether letters reach anybody."""

    search = django_filters.CharFilter(label="Название", method="by_words")
    kind = django_filters.ChoiceFilter(
        label="Кто это",
        choices=PartyKind.choices,
        empty_label="все",
        widget=QuickSelect,
    )
    letters = django_filters.ChoiceFilter(
        label="Кому писать",
        choices=LETTERS,
        empty_label="не важно",
        method="by_letters",
        widget=QuickSelect,
    )
    territory = django_filters.ModelChoiceFilter(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label="все"
    )

    class Meta:
        model = Party
        fields = ("search", "kind", "letters", "territory")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Territory.objects.filter(
            pk__in=self.queryset.order_by().values("territory")
        )
        if len(places[:2]) > 1:
            self.filters["territory"].queryset = places
        else:
            del self.filters["territory"]

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep parties in whose name every word stands."""
        for word in value.split():
            rows = rows.filter(name__icontains=word)
        return rows

    def by_letters(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep parties with or without somebody to write to."""
        nobody = Q(role="", user__isnull=True)
        return rows.filter(nobody) if value == "unset" else rows.exclude(nobody)
