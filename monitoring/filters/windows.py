"""Filter bars of windows and of their matrix; all stands in the address."""

import datetime as dt
from typing import Any

from django import forms

from monitoring.enums import FormState
from monitoring.queries.window_matrix import BARE, LATE, MatrixCriteria
from monitoring.queries.window_standing import WindowCriteria, years_with_windows
from monitoring.seasons import collection_year
from roadmaps.filters.deadlines import PlaceForm
from schools.forms.quick import QuickSelect
from schools.models import User
from schools.templatetags.portal_format import school_year


class YearForm(PlaceForm):
    """School year and place: the year of today until another one is chosen."""

    year = forms.ChoiceField(label="Учебный год", required=False, widget=QuickSelect)

    def __init__(self, data: Any = None, *, user: User, today: dt.date) -> None:
        super().__init__(data, user=user)
        self.this_year = collection_year(today)
        years = {*years_with_windows(user=user), self.this_year, self.this_year + 1}
        years.discard(self.this_year)
        self.fields["year"].choices = [
            ("", f"{school_year(self.this_year)}, сейчас"),
            *((str(year), school_year(year)) for year in sorted(years, reverse=True)),
        ]

    @property
    def chosen_year(self) -> int:
        """Return the chosen school year."""
        return int(self.chosen.get("year") or self.this_year)


class WindowFilterForm(YearForm):
    """Windows of a year by name."""

    search = forms.CharField(label="Окно", required=False)
    field_order = ("search", "year", "municipality")

    def criteria(self) -> WindowCriteria:
        """Return what was chosen."""
        return WindowCriteria(
            year=self.chosen_year,
            municipality=self.place_id,
            search=self.chosen.get("search") or "",
        )


class MatrixFilterForm(YearForm):
    """Schools of the matrix by name and by the state of a form."""

    search = forms.CharField(label="Школа", required=False)
    state = forms.ChoiceField(
        label="Формы",
        required=False,
        choices=[
            ("", "все"),
            (LATE, "просроченные"),
            (BARE, "сданы без данных"),
            *FormState.choices,
        ],
        widget=QuickSelect,
    )
    field_order = ("search", "year", "municipality", "state")

    def criteria(self) -> MatrixCriteria:
        """Return what was chosen."""
        return MatrixCriteria(
            year=self.chosen_year,
            municipality=self.place_id,
            search=self.chosen.get("search") or "",
            state=self.chosen.get("state") or "",
        )
