"""Forms of deadlines: one day, a whole cycle, more time for a school."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from roadmaps.enums import DeadlineStep
from roadmaps.models import ProgrammeKind
from roadmaps.workflow.cycles import CYCLES, Cycle
from schools.forms.schools import day_input
from schools.models import School, Territory
from schools.templatetags.portal_format import MONTHS_OF, school_year


class DayFields(forms.Form):
    """The day, the window, the words for schools."""

    due_on = forms.DateField(
        label="Последний день",
        widget=day_input(),
        help_text="Этот день ещё считается: срок заканчивается в полночь.",
        error_messages={"required": "Назовите последний день."},
    )
    closes = forms.BooleanField(
        label="После срока не принимать",
        required=False,
        help_text="Школа увидит, почему закрыто и кто может продлить ей срок.",
    )
    note = forms.CharField(
        label="Пояснение школам",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _WhatFields(forms.Form):
    """For which place, kind and school year."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label=None
    )
    kind = forms.ModelChoiceField(
        label="Вид документа", queryset=ProgrammeKind.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(label="Учебный год", coerce=int)

    def __init__(
        self,
        *args: Any,
        places: Sequence[Territory],
        kinds: Sequence[ProgrammeKind],
        year: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = Territory.objects.filter(
            pk__in=[place.pk for place in places]
        )
        if len(places) == 1:
            self.fields["territory"].initial = places[0]
            self.fields["territory"].widget = forms.HiddenInput()
        self.fields["kind"].queryset = ProgrammeKind.objects.filter(
            pk__in=[kind.pk for kind in kinds]
        )
        self.fields["year"].choices = [
            (item, school_year(item)) for item in (year + 1, year, year - 1)
        ]
        self.fields["year"].initial = year


class NewDeadlineForm(_WhatFields, DayFields):
    """One deadline."""

    step = forms.ChoiceField(label="Что сделать", choices=DeadlineStep.choices)
    field_order = ("territory", "kind", "step", "year", "due_on", "closes", "note")


class StandardForm(_WhatFields):
    """All three days of a cycle at once."""

    cycle = forms.ChoiceField(
        label="Какие сроки назначить",
        widget=forms.RadioSelect,
        choices=[(cycle.code, "") for cycle in CYCLES],
        error_messages={"required": "Выберите, какие сроки назначить."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [
            (cycle.code, f"{cycle.title} ({_days(cycle)})") for cycle in CYCLES
        ]


class ExtensionForm(forms.Form):
    """Which school, until which day, why."""

    school = forms.ModelChoiceField(
        label="Школа",
        queryset=School.objects.none(),
        empty_label="выберите",
        error_messages={"required": "Выберите школу."},
    )
    due_on = forms.DateField(
        label="Последний день для школы",
        widget=day_input(),
        help_text="Продление закончится само после этого дня.",
        error_messages={"required": "Назовите последний день."},
    )
    reason = forms.CharField(
        label="Почему",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Школа прочтёт это у себя.",
        error_messages={"required": "Напишите, почему срок продлён."},
    )

    def __init__(self, *args: Any, territory: Territory, day: dt.date, **kw: Any):
        super().__init__(*args, **kw)
        schools = School.objects.filter(municipality=territory)
        self.fields["school"].queryset = schools.open_on(day).order_by("name", "pk")


def _days(cycle: Cycle) -> str:
    return "; ".join(
        f"{DeadlineStep(item.step).label} – до {item.day} {MONTHS_OF[item.month - 1]}"
        for item in cycle.days
    )
