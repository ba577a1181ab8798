"""Forms of the directory of responsible parties."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from roadmaps.enums import PartyKind
from roadmaps.models import Party
from schools.enums import Role
from schools.models import User


# Who can be responsible for a row of a municipality's plan.
ROLES = (Role.COORDINATOR, Role.HEAD, Role.METHODIST, Role.SCHOOL_TEAM)


class PartyForm(forms.Form):
    """What a party is and who gets its letters."""

    name = forms.CharField(
        label="Название",
        max_length=300,
        help_text="Планы печатают ответственного теми словами, что стоят в них самих.",
        error_messages={"required": "Напишите название."},
    )
    kind = forms.ChoiceField(label="Кто это", choices=PartyKind.choices)
    role = forms.ChoiceField(
        label="Роль в портале",
        required=False,
        choices=[("", "нет"), *((role.value, role.label) for role in ROLES)],
        help_text="Напоминания о сроках получат все, у кого эта роль в муниципалитете.",
    )
    user = forms.ModelChoiceField(
        label="Человек в портале",
        queryset=User.objects.none(),
        required=False,
        empty_label="нет",
        help_text="Если отвечает один человек, напоминания получит он.",
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two: a role or a person."""
        values = super().clean() or {}
        if values.get("role") and values.get("user"):
            self.add_error("user", "Выберите что-нибудь одно: роль или человека.")
        return values


class MergeForm(forms.Form):
    """The party that this one really is."""

    into = forms.ModelChoiceField(
        label="Это то же самое, что",
        queryset=Party.objects.none(),
        empty_label="выберите",
        error_messages={"required": "Выберите, с кем объединить."},
    )

    def __init__(self, *args: Any, others: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others
