"""The filter bar of the list of schools."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from schools.enums import LocalityKind, SchoolKind, StatusKind
from schools.forms.quick import QuickCheckboxes, QuickSelect
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
    # Choices of places come by one plain query; a model's choices would read all
    # columns through a cursor of their own.
    region = django_filters.ChoiceFilter(
        label="Регион", empty_label="все", widget=QuickSelect
    )
    municipality = django_filters.ChoiceFilter(
        label="Муниципалитет", empty_label="все", widget=QuickSelect
    )
    status = django_filters.ChoiceFilter(
        label="Статус",
        choices=STATUS_CHOICES,
        empty_label="не важен",
        widget=QuickSelect,
    )
    years = django_filters.ChoiceFilter(
        label="Лет в статусе",
        choices=YEARS_CHOICES,
        empty_label="не важно",
        widget=QuickSelect,
    )
    on = django_filters.DateFilter(
        label="На дату",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = django_filters.MultipleChoiceFilter(
        label="Вид", choices=SchoolKind.choices, widget=QuickCheckboxes
    )
    locality_kind = django_filters.ChoiceFilter(
        label="Где находится",
        choices=LocalityKind.choices,
        empty_label="не важно",
        widget=QuickSelect,
    )
    state = django_filters.ChoiceFilter(
        label="Работают",
        choices=STATE_CHOICES,
        empty_label="работающие",
        widget=QuickSelect,
    )

    made_form: type[forms.Form] | None = None

    class Meta:
        model = School
        fields: list[str] = []

    def __init__(
        self, data: Any = None, *, user: User, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(data, queryset=School.objects.none(), **kwargs)
        self.user, self.today = user, today
        self._narrow_places()

    def get_form_class(self) -> type[forms.Form]:
        """Return the form's class, made once; the library makes it for each page."""
        if SchoolFilter.made_form is None:
            SchoolFilter.made_form = super().get_form_class()
        return SchoolFilter.made_form

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
            region=_key(chosen.get("region")),
            municipality=_key(chosen.get("municipality")),
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
        regions = _offer(fields["region"], visible_regions(user=self.user))
        region = None
        if len(regions) < 2:
            del fields["region"]
        else:
            asked = str((self.data or {}).get("region", ""))
            region = int(asked) if asked in regions else None
            if region is None:
                del fields["municipality"]
                return
        places = visible_municipalities(user=self.user, region=region)
        if len(_offer(fields["municipality"], places)) < 2:
            del fields["municipality"]


def _offer(field: forms.ChoiceField, places: QuerySet[Territory]) -> list[str]:
    """Fill a choice of places, and return their keys as the address writes them."""
    choices = [(str(pk), name) for pk, name in places.values_list("pk", "name")]
    field.choices = choices
    return [key for key, _name in choices]


def _key(value: str | None) -> int | None:
    return int(value) if value else None
