"""What part of a plan the diagram and the month show."""

import datetime as dt
from typing import Any

from django import forms

from roadmaps.models import Section
from roadmaps.queries.agenda import month_of
from roadmaps.queries.choices import Choice
from schools.forms.quick import QuickSelect


# One plan is nothing to choose from.
MANY = 2


class SectionForm(forms.Form):
    """One section of a plan, or all."""

    section = forms.TypedChoiceField(
        label="Раздел", required=False, coerce=int, empty_value=None, widget=QuickSelect
    )

    def __init__(self, *args: Any, sections: list[Section], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["section"].choices = [
            ("", "все"),
            *((section.pk, str(section)[:80]) for section in sections),
        ]

    @property
    def section_id(self) -> int | None:
        """Return the chosen section; what is none chooses all."""
        return self.cleaned_data.get("section") if self.is_valid() else None


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
