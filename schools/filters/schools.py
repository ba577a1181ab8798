"""The filter bar of the list of schools."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from schools.enums import LocalityKind, SchoolKind, StatusKind
from schools.models import School, Territory, User
from schools.queries.schools import (
    ANY_STATUS,
    MANY_YEARS,
    NO_STATUS,
    SchoolCriteria,
    listed_schools,
    visible_municipalities,
    visible_regions,
)


STATUS_CHOICES = [
    (ANY_STATUS, "любой"),
    *StatusKind.choices,
    (NO_STATUS, "без статуса"),
]
YEARS_CHOICES = [("1", "1"), ("2", "2"), (str(MANY_YEARS), f"{MANY_YEARS} и больше")]
OPEN, CLOSED, ALL = "open", "closed", "all"
STATE_CHOICES = [(CLOSED, "закрытые"), (ALL, "все")]


class SchoolFilter(django_filters.FilterSet):
    """Narrows the list; everything chosen stands in the address."""

    search = django_filters.CharFilter(label="Название, код, место или статус")
    region = django_filters.ModelChoiceFilter(
        label="Регион", empty_label="все", queryset=Territory.objects.none()
    )
    municipality = django_filters.ModelChoiceFilter(
        label="Муниципалитет", empty_label="все", queryset=Territory.objects.none()
    )
    status = django_filters.ChoiceFilter(
        label="Статус", choices=STATUS_CHOICES, empty_label="не важен"
    )
    years = django_filters.ChoiceFilter(
        label="Лет в статусе", choices=YEARS_CHOICES, empty_label="не важно"
    )
    on = django_filters.DateFilter(
        label="На дату",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = django_filters.MultipleChoiceFilter(
        label="Вид", choices=SchoolKind.choices, widget=forms.CheckboxSelectMultiple
    )
    locality_kind = django_filters.ChoiceFilter(
        label="Где находится", choices=LocalityKind.choices, empty_label="не важно"
    )
    state = django_filters.ChoiceFilter(
        label="Работают", choices=STATE_CHOICES, empty_label="работающие"
    )

    class Meta:
        model = School
        fields: list[str] = []

    def __init__(
        self, data: Any = None, *, user: User, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(data, queryset=School.objects.none(), **kwargs)
        self.user, self.today = user, today
        self._narrow_places()

    @property
    def day(self) -> dt.date:
        """Return the day of which the list speaks."""
        if not self.is_bound:
            return self.today
        return self.form.cleaned_data.get("on") or self.today

    @property
    def has_places(self) -> bool:
        """Tell whether the person works with more than one municipality."""
        return bool({"region", "municipality"} & set(self.form.fields))

    @property
    def misread(self) -> list[str]:
        """Return names of filters whose value was not understood and is ignored."""
        return [str(self.form[name].label) for name in self.form.errors]

    @property
    def qs(self) -> QuerySet[School]:
        """Return the schools that the list shows, in the order of their names."""
        if not hasattr(self, "_qs"):
            if self.is_bound:
                self.form.is_valid()
            self._qs = listed_schools(user=self.user, criteria=self.criteria())
        return self._qs

    def criteria(self) -> SchoolCriteria:
        """Return what was chosen; a value that was not understood narrows nothing."""
        chosen = self.form.cleaned_data if self.is_bound else {}
        state = chosen.get("state")
        return SchoolCriteria(
            on=self.day,
            search=chosen.get("search") or "",
            region=chosen.get("region"),
            municipality=chosen.get("municipality"),
            kinds=tuple(chosen.get("kind") or ()),
            locality_kind=chosen.get("locality_kind") or "",
            status=chosen.get("status") or "",
            years=int(chosen["years"]) if chosen.get("years") else None,
            is_open={CLOSED: False, ALL: None}.get(state, True),
        )

    def _narrow_places(self) -> None:
        """Offer only the person's places; of a country, the chosen region's alone.

        A list of all 2,300 municipalities would weigh more than the page.
        """
        fields = self.form.fields
        regions = list(visible_regions(user=self.user)[:2])
        if len(regions) > 1:
            fields["region"].queryset = visible_regions(user=self.user)
            region = self._chosen_region()
            if region is None:
                del fields["municipality"]
                return
        else:
            del fields["region"]
            region = None
        municipalities = visible_municipalities(user=self.user, region=region)
        fields["municipality"].queryset = municipalities
        if len(municipalities[:2]) < 2:
            del fields["municipality"]

    def _chosen_region(self) -> Territory | None:
        value = (self.data or {}).get("region", "")
        if not str(value).isdigit():
            return None
        return visible_regions(user=self.user).filter(pk=value).first()
