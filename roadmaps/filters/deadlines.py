"""Filter bars of the deadlines and of the publications; all stands in the address."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms

from roadmaps.enums import DueState
from roadmaps.queries.deadline_list import years_with_deadlines
from roadmaps.queries.deadlines import school_year_of
from schools.forms.quick import QuickSelect
from schools.models import User
from schools.queries.schools import visible_municipalities
from schools.templatetags.portal_format import school_year


# One place is nothing to choose from.
MANY = 2
NOT_MADE, ANY = "not_made", "any"
STATES = [
    ("", "просрочено"),
    (DueState.DUE_SOON, "осталось не больше двух недель"),
    (NOT_MADE, "ещё не сделано"),
    (DueState.DONE, "сделано"),
    (ANY, "все"),
]


@dataclass(frozen=True)
class OwedCriteria:
    """What the page of deadlines is narrowed to; an empty value narrows nothing."""

    year: int
    search: str = ""
    municipality: int | None = None
    state: str = ""


class PlaceForm(forms.Form):
    """A choice of municipality, for those who see several."""

    municipality = forms.ChoiceField(
        label="Муниципалитет", required=False, widget=QuickSelect
    )

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        places = visible_municipalities(user=user).values_list("pk", "name")
        choices = [(str(pk), name) for pk, name in places]
        if len(choices) < MANY:
            del self.fields["municipality"]
        else:
            self.fields["municipality"].choices = [("", "все"), *choices]

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what was understood; a value that is no choice narrows nothing."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})

    @property
    def place_id(self) -> int | None:
        """Return the chosen place."""
        value = self.chosen.get("municipality")
        return int(value) if value else None


class DeadlineFilterForm(PlaceForm):
    """School year, place, and which schools stand below the deadlines."""

    search = forms.CharField(label="Школа", required=False)
    year = forms.ChoiceField(label="Учебный год", required=False, widget=QuickSelect)
    state = forms.ChoiceField(
        label="Школы", required=False, choices=STATES, widget=QuickSelect
    )
    field_order = ("search", "year", "municipality", "state")

    def __init__(self, data: Any = None, *, user: User, today: dt.date) -> None:
        super().__init__(data, user=user)
        self.this_year = school_year_of(today)
        years = {*years_with_deadlines(user=user), self.this_year, self.this_year + 1}
        years.discard(self.this_year)
        self.fields["year"].choices = [
            ("", f"{school_year(self.this_year)}, сейчас"),
            *((str(year), school_year(year)) for year in sorted(years, reverse=True)),
        ]

    def criteria(self) -> OwedCriteria:
        """Return what was chosen."""
        chosen = self.chosen
        return OwedCriteria(
            year=int(chosen.get("year") or self.this_year),
            search=chosen.get("search") or "",
            municipality=self.place_id,
            state=chosen.get("state") or "",
        )
