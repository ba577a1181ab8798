"""Forms of people: invitation, office, its end, a name."""

import datetime as dt
from typing import Any

from django import forms

from schools.actions.people import Office
from schools.enums import Role
from schools.forms.schools import day_input
from schools.models import School, Territory, User
from schools.queries.schools import schools_of_code


PLACE_HELP = (
    "Аналитику – регион; координатору, методисту и начальнику – муниципалитет; "
    "администратору ничего."
)


class OfficeForm(forms.Form):
    """A role at a place from a day on."""

    # Nobody becomes an administrator because that role stood first in the list.
    role = forms.ChoiceField(
        label="Роль", choices=[("", "выберите"), *reversed(Role.choices)]
    )
    territory = forms.ModelChoiceField(
        label="Территория",
        queryset=Territory.objects.none(),
        required=False,
        empty_label="не нужна",
        help_text=PLACE_HELP,
    )
    school_code = forms.CharField(
        label="Код школы",
        required=False,
        max_length=30,
        help_text="Только школьной команде: любой код со страницы школы.",
    )
    position = forms.CharField(label="Должность", required=False, max_length=200)
    starts_on = forms.DateField(label="Действует с", widget=day_input())
    ends_on = forms.DateField(
        label="Действует по",
        required=False,
        widget=day_input(),
        help_text="Последний день. Пусто – бессрочно.",
    )

    def __init__(self, *args: Any, user: User, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["territory"].queryset = Territory.objects.visible_to(user).order_by(
            "kind", "name"
        )

    def clean_school_code(self) -> School | None:
        """Find the school by the code that the person copied."""
        code = self.cleaned_data["school_code"].strip()
        if not code:
            return None
        found = schools_of_code(code, on=self.today)
        if not found:
            raise forms.ValidationError("Школы с таким кодом в реестре нет.")
        if len(found) > 1:
            raise forms.ValidationError(
                "Такой код есть у нескольких школ: "
                f"{', '.join(school.name for school in found)}. "
                "Впишите «Код в реестре» со страницы школы."
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Ask for the place that the role needs, at the field where it is entered."""
        values = super().clean()
        role = values.get("role")
        if role == Role.SCHOOL_TEAM and not values.get("school_code"):
            self._missing("school_code", "Школьной команде укажите школу.")
        places = {Role.ANALYST, Role.COORDINATOR, Role.METHODIST, Role.HEAD}
        if role in places and values.get("territory") is None:
            self._missing("territory", "Для этой роли укажите территорию.")
        return values

    def office(self) -> Office:
        """Return what was asked, for the action."""
        values = self.cleaned_data
        return Office(
            role=values["role"],
            territory=values["territory"],
            school=values["school_code"],
            position=values["position"],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
        )

    def _missing(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)


class InvitationForm(OfficeForm):
    """A person who has no account yet, with the first office."""

    full_name = forms.CharField(
        label="Имя", max_length=200, help_text="Фамилия, имя и отчество полностью."
    )
    email = forms.EmailField(
        label="Почта", help_text="Сюда придёт письмо со ссылкой, по ней задают пароль."
    )

    field_order = ["full_name", "email", "role", "territory", "school_code"]


class EndMembershipForm(forms.Form):
    """The last day of an office, and why."""

    ends_on = forms.DateField(
        label="Последний день",
        widget=day_input(),
        help_text="В этот день человек ещё работает в этой роли.",
    )
    reason = forms.CharField(label="Почему", max_length=500)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ends_on": today}, **kwargs)


class ReasonForm(forms.Form):
    """Why an account is closed or opened."""

    reason = forms.CharField(label="Почему", max_length=500)


class NameForm(forms.Form):
    """A person's name as it stands in papers."""

    full_name = forms.CharField(label="Имя", max_length=200)
