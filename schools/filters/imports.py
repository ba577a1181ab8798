"""The filter bar of the list of uploads."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from schools.actions.imports import all_targets
from schools.enums import ImportPhase
from schools.models import ImportBatch, User
from schools.queries.imports import (
    ImportCriteria,
    listed_imports,
    people_of_imports,
)


class ImportFilter(django_filters.FilterSet):
    """Narrows the list; everything chosen stands in the address."""

    search = django_filters.CharFilter(label="Имя файла или территория")
    kind = django_filters.ChoiceFilter(label="Таблица", empty_label="любая")
    phase = django_filters.ChoiceFilter(
        label="Этап", choices=ImportPhase.choices, empty_label="любой"
    )
    who = django_filters.ModelChoiceFilter(
        label="Кто", empty_label="все", queryset=User.objects.none()
    )

    class Meta:
        model = ImportBatch
        fields: list[str] = []

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, queryset=ImportBatch.objects.none(), **kwargs)
        self.user = user
        fields = self.form.fields
        fields["kind"].choices = [(t.code, t.title) for t in all_targets()]
        fields["who"].queryset = people_of_imports(user=user)

    @property
    def qs(self) -> QuerySet[ImportBatch]:
        """Return the imports that the list shows."""
        chosen: dict[str, Any] = {}
        if self.is_bound:
            self.form.is_valid()
            chosen = self.form.cleaned_data
        criteria = ImportCriteria(
            search=chosen.get("search") or "",
            kind=chosen.get("kind") or "",
            phase=chosen.get("phase") or "",
            who=chosen.get("who"),
        )
        return listed_imports(user=self.user, criteria=criteria)
