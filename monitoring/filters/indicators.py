"""The filter bar of the pages of indicators; all stands in the address."""

import datetime as dt
from typing import Any

from django import forms

from monitoring.enums import Track
from monitoring.queries.indicator_pages import places_of, years_to_choose
from monitoring.seasons import collection_year
from schools.forms.quick import QuickSelect
from schools.models import Territory, User
from schools.templatetags.portal_format import school_year


MANY = 2


class IndicatorFilterForm(forms.Form):
    """One municipality, one school year, one track; what is no choice is the first."""

    search = forms.CharField(label="Показатель или код", required=False)
    municipality = forms.ChoiceField(
        label="Муниципалитет", required=False, widget=QuickSelect
    )
    year = forms.ChoiceField(label="Учебный год", required=False, widget=QuickSelect)
    track = forms.ChoiceField(
        label="Направление",
        required=False,
        choices=[("", "все"), *Track.choices],
        widget=QuickSelect,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        today: dt.date,
        leave_out: tuple[str, ...] = (),
    ) -> None:
        super().__init__(data)
        self.this_year = collection_year(today)
        self.places = {str(place.pk): place for place in places_of(user=user)}
        years = years_to_choose(this_year=self.this_year)
        years.remove(self.this_year)
        # The first one is shown when the address names none.
        self.fields["year"].choices = [
            (str(self.this_year), f"{school_year(self.this_year)}, сейчас"),
            *((str(year), school_year(year)) for year in years),
        ]
        self.fields["municipality"].choices = [
            (key, place.name) for key, place in self.places.items()
        ]
        hidden = {*leave_out} | ({"municipality"} if len(self.places) < MANY else set())
        for name in hidden:
            del self.fields[name]
        self.is_valid()
        self.chosen: dict[str, Any] = getattr(self, "cleaned_data", {})

    @property
    def place(self) -> Territory | None:
        """Return the chosen municipality, else the first; None for nobody's."""
        first = next(iter(self.places), "")
        return self.places.get(self.chosen.get("municipality") or first)

    @property
    def chosen_year(self) -> int:
        """Return the chosen school year, else this one."""
        return int(self.chosen.get("year") or self.this_year)

    @property
    def chosen_track(self) -> str:
        """Return the chosen track; empty for all."""
        return self.chosen.get("track") or ""

    @property
    def words(self) -> list[str]:
        """Return the words that were looked for."""
        return (self.chosen.get("search") or "").casefold().split()

    @property
    def address(self) -> str:
        """Return the query that keeps place and year."""
        place = self.place
        return f"?municipality={place.pk}&year={self.chosen_year}" if place else ""
