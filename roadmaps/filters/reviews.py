"""The filter bar of the review desk."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet

from roadmaps.models import Programme
from roadmaps.queries.review_desk import (
    ANY,
    FREE,
    MINE,
    OFFICE,
    SCHOOL,
    DeskCriteria,
    desk_rows,
    kinds_on_desk,
)
from schools.forms.quick import QuickSelect
from schools.models import User


class DeskFilter(django_filters.FilterSet):
    """Narrows the desk; everything chosen stands in the address."""

    search = django_filters.CharFilter(label="Школа или название")
    waits = django_filters.ChoiceFilter(
        label="Кого ждут",
        choices=[(SCHOOL, "школу"), (ANY, "всех")],
        empty_label="нашего решения",
        widget=QuickSelect,
    )
    whose = django_filters.ChoiceFilter(
        label="Чьи",
        choices=[(MINE, "мои"), (FREE, "никто не взял")],
        empty_label="все",
        widget=QuickSelect,
    )
    kind = django_filters.ChoiceFilter(
        label="Вид", empty_label="все", widget=QuickSelect
    )
    late = django_filters.ChoiceFilter(
        label="Срок",
        choices=[("1", "прошёл")],
        empty_label="не важно",
        widget=QuickSelect,
    )

    class Meta:
        model = Programme
        fields: list[str] = []

    def __init__(
        self, data: Any = None, *, user: User, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(data, queryset=Programme.objects.none(), **kwargs)
        self.user, self.today = user, today
        self.form.fields["kind"].choices = kinds_on_desk(user)

    @property
    def criteria(self) -> DeskCriteria:
        """Return what was chosen; a choice that is none narrows nothing."""
        self.form.is_valid()
        chosen = self.form.cleaned_data
        return DeskCriteria(
            today=self.today,
            search=chosen.get("search") or "",
            waits=chosen.get("waits") or OFFICE,
            whose=chosen.get("whose") or "",
            kind=int(chosen["kind"]) if chosen.get("kind") else None,
            is_overdue=bool(chosen.get("late")),
        )

    @property
    def qs(self) -> QuerySet[Programme]:
        """Return the programmes that the desk shows."""
        if not hasattr(self, "_qs"):
            self._qs = desk_rows(user=self.user, criteria=self.criteria)
        return self._qs
