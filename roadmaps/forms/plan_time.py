"""What part of a plan the diagram and the month show."""

import datetime as dt
from typing import Any

from django import forms

from roadmaps.models import Section
from roadmaps.queries.agenda import month_of
from roadmaps.queries.choices import Choice
from schools.forms.quick import QuickSelect


ALL = "all"
# One plan is nothing to choose from.
MANY = 2


class SectionForm(forms.Form):
    """One section of a plan, or all."""

    section = forms.ChoiceField(label="Раздел", required=False, widget=QuickSelect)

    def __init__(
        self, *args: Any, sections: list[Section], default: int | None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.default = default
        self.fields["section"].choices = [
            (ALL, "все"),
            *((section.pk, str(section)[:80]) for section in sections),
        ]
        self.initial["section"] = default or ALL

    @property
    def section_id(self) -> int | None:
        """Return the chosen section; what is none chooses what is shown at first."""
        chosen = self.cleaned_data.get("section") if self.is_valid() else ""
        if chosen == ALL:
            return None
        return int(chosen) if chosen else self.default


class MonthForm(forms.Form):
    """A month, one plan or all, one's own terms or all."""

    month = forms.CharField(required=False, widget=forms.HiddenInput)
    road_map = forms.TypedChoiceField(
        label="Дорожная карта",
        required=False,
        coerce=int,
        empty_value=None,
        widget=QuickSelect,
    )
    whose = forms.ChoiceField(
        label="Чьи",
        required=False,
        choices=[("", "все"), ("mine", "мои")],
        widget=QuickSelect,
    )

    def __init__(
        self, *args: Any, plans: list[Choice], is_of_school: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["road_map"].choices = [("", "все"), *plans]
        if len(plans) < MANY:
            self.fields["road_map"].widget = forms.HiddenInput()
        if is_of_school:
            del self.fields["whose"]

    def chosen(self, *, today: dt.date) -> tuple[dt.date, bool, int | None]:
        """Return month, whether one's own, and the plan; nonsense is the usual."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        month = month_of(data.get("month") or "") or today.replace(day=1)
        return month, data.get("whose") == "mine", data.get("road_map")
