"""The form of how long drafts of a kind are kept."""

from collections.abc import Sequence
from typing import Any

from django import forms

from roadmaps.models.retention_rule import LONGEST, SHORTEST
from schools.models import Territory


RANGE = f"Укажите от {SHORTEST} до {LONGEST} дней."


class RetentionForm(forms.Form):
    """Days, or for ever; for one municipality or everywhere."""

    territory = forms.ModelChoiceField(
        label="Где", queryset=Territory.objects.none(), empty_label=None
    )
    draft_days = forms.IntegerField(
        label="Сколько дней хранить черновик",
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text="Считаем от последней правки, загрузки или записи о представлении.",
        error_messages={
            "invalid": "Напишите число дней.",
            "min_value": RANGE,
            "max_value": RANGE,
        },
    )
    is_for_ever = forms.BooleanField(label="Хранить всегда", required=False)

    def __init__(
        self, *args: Any, places: Sequence[Territory], is_common: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(pk__in=[place.pk for place in places])
        if is_common:
            field.required, field.empty_label = False, "во всех муниципалитетах"
        elif len(places) == 1:
            field.initial, field.widget = places[0], forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for days unless drafts are kept for ever."""
        given = super().clean() or {}
        if given.get("is_for_ever"):
            given["draft_days"] = None
        elif given.get("draft_days") is None and "draft_days" not in self.errors:
            self.add_error("draft_days", f"{RANGE} Или отметьте «Хранить всегда».")
        return given
