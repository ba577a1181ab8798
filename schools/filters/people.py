"""The filter bar of the list of people."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from schools.enums import Role
from schools.models import User
from schools.queries.people import listed_people


class PeopleFilter(django_filters.FilterSet):
    """Narrows the list of people by name, role and term."""

    search = django_filters.CharFilter(label="Имя или почта")
    role = django_filters.ChoiceFilter(
        label="Роль", choices=Role.choices, empty_label="все"
    )
    former = django_filters.BooleanFilter(label="И прежние", widget=forms.CheckboxInput)

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(
        self, data: Any = None, *, user: User, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(data, queryset=User.objects.none(), **kwargs)
        self.user, self.today = user, today

    @property
    def qs(self) -> QuerySet[User]:
        """Return the people whom the list shows."""
        if not hasattr(self, "_qs"):
            chosen = self.form.cleaned_data if self.form.is_valid() else {}
            self._qs = listed_people(
                user=self.user,
                on=self.today,
                search=chosen.get("search") or "",
                role=chosen.get("role") or "",
                is_in_force=not chosen.get("former"),
            )
        return self._qs
