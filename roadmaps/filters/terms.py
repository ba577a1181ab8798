"""The filter bar of the list of terms."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet

from roadmaps.enums import DueState
from roadmaps.models import Occurrence
from roadmaps.queries.agenda import (
    ANY,
    NEXT_WEEK,
    OPEN,
    OVERDUE,
    WEEK,
    DueCriteria,
    listed_occurrences,
    speaks_only_for_schools,
)
from roadmaps.queries.choices import (
    months_of_terms,
    parties_in_force,
    plans_with_terms,
    schools_asked,
    sections_in_force,
)
from schools.forms.quick import QuickSelect
from schools.models import User
from schools.templatetags.portal_format import MONTHS


MINE = "mine"
WHEN_CHOICES = [
    (OVERDUE, "просрочено"),
    (WEEK, "на этой неделе"),
    (NEXT_WEEK, "на следующей неделе"),
]
STATE_CHOICES = [*DueState.choices, (ANY, "все, и закрытые")]
# One plan is nothing to choose from.
MANY = 2
# What only officials choose by: a school has one school and no directory.
OFFICIAL = ("whose", "party", "school")


class TermFilter(django_filters.FilterSet):
    """Narrows the list; everything chosen stands in the address."""

    search = django_filters.CharFilter(label="Мероприятие или номер")
    whose = django_filters.ChoiceFilter(
        label="Чьи",
        choices=[(MINE, "мои")],
        empty_label="все",
        widget=QuickSelect,
    )
    when = django_filters.ChoiceFilter(
        label="Когда", empty_label="не важно", widget=QuickSelect
    )
    state = django_filters.ChoiceFilter(
        label="Состояние",
        choices=STATE_CHOICES,
        empty_label="не закрытые",
        widget=QuickSelect,
    )
    road_map = django_filters.ChoiceFilter(
        label="Дорожная карта", empty_label="все", widget=QuickSelect
    )
    section = django_filters.ChoiceFilter(
        label="Раздел", empty_label="все", widget=QuickSelect
    )
    party = django_filters.ChoiceFilter(
        label="Ответственный", empty_label="все", widget=QuickSelect
    )
    school = django_filters.ChoiceFilter(
        label="Школа", empty_label="все", widget=QuickSelect
    )

    class Meta:
        model = Occurrence
        fields: list[str] = []

    def __init__(
        self, data: Any = None, *, user: User, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(data, queryset=Occurrence.objects.none(), **kwargs)
        self.user, self.today = user, today
        fields = self.form.fields
        fields["when"].choices = WHEN_CHOICES + [
            (f"{month:%Y-%m}", f"{MONTHS[month.month - 1]} {month.year}")
            for month in months_of_terms(user=user)
        ]
        plans = plans_with_terms(user=user)
        fields["road_map"].choices = plans
        if len(plans) < MANY:
            del fields["road_map"]
        fields["section"].choices = sections_in_force(user=user)
        if speaks_only_for_schools(user):
            for name in OFFICIAL:
                del fields[name]
            return
        fields["party"].choices = parties_in_force(user=user)
        fields["school"].choices = schools_asked(user=user)

    @property
    def criteria(self) -> DueCriteria:
        """Return what was chosen; a choice that is none narrows nothing."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        chosen = chosen or getattr(self.form, "cleaned_data", {})
        return DueCriteria(
            today=self.today,
            search=chosen.get("search") or "",
            when=chosen.get("when") or "",
            state=chosen.get("state") or OPEN,
            is_mine=chosen.get("whose") == MINE,
            road_map=_key(chosen.get("road_map")),
            section=_key(chosen.get("section")),
            party=_key(chosen.get("party")),
            school=_key(chosen.get("school")),
        )

    @property
    def qs(self) -> QuerySet[Occurrence]:
        """Return the terms that the list shows."""
        if not hasattr(self, "_qs"):
            self._qs = listed_occurrences(user=self.user, criteria=self.criteria)
        return self._qs


def _key(value: Any) -> int | None:
    return int(value) if value else None
