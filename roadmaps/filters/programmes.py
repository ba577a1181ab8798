"""The filter bar of the programmes of many schools; everything stands in the address."""

from typing import Any

from django import forms

from roadmaps.enums import ProgrammeState
from roadmaps.queries.programme_matrix import NONE, MatrixCriteria
from roadmaps.queries.programmes import kinds_for
from schools.forms.quick import QuickSelect
from schools.models import User
from schools.queries.schools import visible_municipalities


class ProgrammeFilterForm(forms.Form):
    """Narrows the matrix; a value that is not understood narrows nothing."""

    search = forms.CharField(label="Школа или код", required=False)
    municipality = forms.ChoiceField(
        label="Муниципалитет", required=False, widget=QuickSelect
    )
    kind = forms.ChoiceField(label="Вид", required=False, widget=QuickSelect)
    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "любое"), (NONE, "ничего не прислано"), *ProgrammeState.choices],
        widget=QuickSelect,
    )
    who = forms.ChoiceField(
        label="Школы",
        required=False,
        choices=[("", "в статусе"), ("all", "все")],
        widget=QuickSelect,
    )
    late = forms.BooleanField(label="Только с просрочкой", required=False)

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        kinds = kinds_for(user=user).values_list("pk", "short_name")
        self.fields["kind"].choices = [
            ("", "все"),
            *((str(pk), name) for pk, name in kinds),
        ]
        places = visible_municipalities(user=user).values_list("pk", "name")
        choices = [(str(pk), name) for pk, name in places]
        if len(choices) < 2:
            del self.fields["municipality"]
        else:
            self.fields["municipality"].choices = [("", "все"), *choices]

    def criteria(self) -> MatrixCriteria:
        """Return what was chosen."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return MatrixCriteria(
            search=chosen.get("search") or "",
            municipality=_key(chosen.get("municipality")),
            kind=_key(chosen.get("kind")),
            state=chosen.get("state") or "",
            all_schools=chosen.get("who") == "all",
            only_late=bool(chosen.get("late")),
        )


def _key(value: str | None) -> int | None:
    return int(value) if value else None
