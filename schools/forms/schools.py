"""Forms of a school: its facts, its codes, its other names."""

import datetime as dt
from typing import Any

from django import forms

from schools.actions.schools import EDITABLE
from schools.enums import CodeSystem
from schools.models import School, Territory, User
from schools.policies import has_permission
from schools.queries.schools import visible_municipalities
from schools.queries.versions import fingerprint
from schools.roles import Permission


def day_input() -> forms.DateInput:
    """Return the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SchoolForm(forms.ModelForm):
    """Facts of a school that is already in the registry."""

    renamed_on = forms.DateField(
        label="Прежнее название действовало по",
        required=False,
        widget=day_input(),
        help_text="Если меняете название. Пусто – по сегодняшний день.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = School
        fields = EDITABLE
        widgets = {"opened_on": day_input(), "closed_on": day_input()}

    field_order = ["name", "renamed_on", *EDITABLE[1:]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = School.objects.filter(
            municipality_id=self.instance.municipality_id, branch_of__isnull=True
        ).exclude(pk=self.instance.pk)
        self.fields["branch_of"].queryset = others.order_by("name")
        self.fields["branch_of"].empty_label = "самостоятельная школа"
        self.fields["site"].assume_scheme = "https"
        self.initial["seen"] = fingerprint(self.instance, EDITABLE)


class NewSchoolForm(forms.ModelForm):
    """A school that no table has brought yet."""

    class Meta:
        model = School
        fields = (
            *("municipality", "code", "name", "full_name", "kind"),
            *("locality", "locality_kind", "site", "opened_on"),
        )
        widgets = {"opened_on": day_input()}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = self.fields["municipality"]
        field.queryset = visible_municipalities(user=user)
        field.empty_label = "выберите"
        if len(field.queryset[:2]) == 1:
            field.initial = field.queryset[0]
        self.fields["site"].assume_scheme = "https"

    def clean_municipality(self) -> Territory:
        """Accept a place in which the person keeps the registry."""
        place = self.cleaned_data["municipality"]
        if not has_permission(self.user, Permission.MANAGE_SCHOOLS, place):
            raise forms.ValidationError("В этом муниципалитете реестр ведёте не вы.")
        return place


class CodeForm(forms.Form):
    """A code of the school in a foreign register."""

    system = forms.ChoiceField(label="Реестр", choices=CodeSystem.choices)
    value = forms.CharField(label="Код", max_length=40)
    valid_from = forms.DateField(
        label="Действует с",
        required=False,
        widget=day_input(),
        help_text="Прежний код того же реестра закончится днём раньше.",
    )


class EndCodeForm(forms.Form):
    """Until when a code was valid."""

    valid_to = forms.DateField(label="Действовал по", widget=day_input())

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_to": today})
        super().__init__(*args, **kwargs)


class AliasForm(forms.Form):
    """Another spelling of the school's name."""

    name = forms.CharField(
        label="Название",
        max_length=500,
        help_text="Как школа названа в ваших таблицах: портал узнает её и так.",
    )


class OnDateForm(forms.Form):
    """The day of which the page of a school speaks."""

    on = forms.DateField(label="На дату", widget=day_input(), required=False)
