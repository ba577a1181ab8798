"""The filter bar of figures: place, year, window, track, group; all in the address."""

import datetime as dt
from typing import Any

from django import forms

from monitoring.enums import SchoolGroup, Track
from monitoring.presenters.figure_words import slot_choices
from monitoring.queries.figure_absence import Narrowed
from monitoring.queries.figure_places import places_for, slots_of, years_for
from schools.forms.quick import QuickSelect
from schools.models import Territory, User
from schools.templatetags.portal_format import school_year


# One place is nothing to choose from.
MANY = 2


def choice(label: str) -> forms.ChoiceField:
    """Return a drop-down list that narrows nothing when it is left alone."""
    return forms.ChoiceField(label=label, required=False, widget=QuickSelect)


class PlaceAndYearForm(forms.Form):
    """Where and in which school year; a value that is no choice is as if not given."""

    territory = choice("Территория")
    year = choice("Учебный год")

    def __init__(self, data: Any, *, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.place = self._place(list(places_for(user=user)))
        self.years = years_for(territory=self.place, today=today) if self.place else []
        self.this_year = self._year()
        self.fields["year"].choices = [
            (str(year), school_year(year)) for year in self.years
        ]

    def _place(self, places: list[Territory]) -> Territory | None:
        """Return the chosen place, or the first one: a region before its towns."""
        asked = self.data.get("territory", "")
        found = [place for place in places if str(place.pk) == asked]
        if len(places) < MANY:
            del self.fields["territory"]
        else:
            self.fields["territory"].choices = [
                (str(place.pk), place.name) for place in places
            ]
        found = found or places
        return found[0] if found else None

    def _year(self) -> int:
        asked = self.data.get("year", "")
        found = [year for year in self.years if str(year) == asked]
        return (found or self.years or [0])[0]


class FigureFilterForm(PlaceAndYearForm):
    """The scorecard: which windows, tracks and schools."""

    slot = choice("Окно")
    track = choice("Направление")
    group = choice("Статус школ")

    def __init__(self, data: Any, *, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, user=user, today=today, **kwargs)
        slots = (
            slots_of(territory=self.place, year=self.this_year) if self.place else {}
        )
        self.fields["slot"].choices = [
            ("", "последнее с данными"),
            *slot_choices(slots),
        ]
        self.fields["track"].choices = [("", "все"), *Track.choices]
        self.fields["group"].choices = [("", "все школы"), *SchoolGroup.choices]

    def narrowed(self) -> Narrowed:
        """Return what was chosen."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return Narrowed(
            group=chosen.get("group") or "",
            track=chosen.get("track") or "",
            slot=chosen.get("slot") or "",
        )
