"""The filter bar of the page of data."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from schools.models import Territory


class DataFilterForm(forms.Form):
    """Year and municipality of the data to look at."""

    year = forms.TypedChoiceField(
        label="Год", required=False, coerce=int, empty_value=None
    )
    municipality = forms.ModelChoiceField(
        label="Муниципалитет",
        queryset=Territory.objects.none(),
        required=False,
        empty_label="все",
    )

    def __init__(
        self,
        *args: Any,
        years: Iterable[int],
        municipalities: QuerySet[Territory],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "все"), *((y, str(y)) for y in years)]
        self.fields["municipality"].queryset = municipalities
        if len(municipalities[:2]) < 2:
            del self.fields["municipality"]

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what was understood; the rest narrows nothing."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return self.cleaned_data
