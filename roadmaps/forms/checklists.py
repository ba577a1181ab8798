"""The form of a checklist's next version: its heading and its lines."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from roadmaps.models import ProgrammeKind
from schools.models import Territory


FREE_LINES = 3
MOST_LINES = 60
MOST_WEIGHT = 10


class ChecklistForm(forms.Form):
    """For whom, for what, and from which sum a programme may be agreed."""

    title = forms.CharField(label="Название", max_length=200)
    territory = forms.ModelChoiceField(
        label="Где", queryset=Territory.objects.none(), empty_label="везде"
    )
    kind = forms.ModelChoiceField(
        label="Для документов",
        queryset=ProgrammeKind.objects.none(),
        required=False,
        empty_label="всех видов, у которых нет своего листа",
    )
    threshold_percent = forms.IntegerField(
        label="Порог согласования, %",
        min_value=0,
        max_value=100,
        help_text="Доля баллов, начиная с которой программу можно согласовать.",
    )
    remarks_block = forms.BooleanField(
        label="Нерешённые замечания мешают согласованию", required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        territories: QuerySet[Territory],
        kinds: QuerySet[ProgrammeKind],
        is_common_allowed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["territory"]
        place.queryset = territories
        place.required = not is_common_allowed
        if not is_common_allowed:
            place.empty_label = None
        self.fields["kind"].queryset = kinds


class CriterionForm(forms.Form):
    """One line; an emptied line goes, the order is that of the numbers."""

    position = forms.IntegerField(label="№", min_value=1, max_value=999, required=False)
    title = forms.CharField(
        label="Критерий",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hint = forms.CharField(
        label="На что смотреть",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    weight = forms.IntegerField(
        label="Вес", min_value=1, max_value=MOST_WEIGHT, required=False
    )
    is_starred = forms.BooleanField(label="обязательный", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the text of a line that has anything else in it."""
        data = super().clean() or self.cleaned_data
        if data.get("hint") and not data.get("title"):
            self.add_error("title", "Напишите критерий или очистите строку целиком.")
        return data


class BaseCriteria(forms.BaseFormSet):
    """All lines of a checklist."""

    def clean(self) -> None:
        """Refuse an empty checklist."""
        if not any(self.errors) and not self.lines():
            raise ValidationError("Оставьте хотя бы один критерий.")

    def lines(self) -> list[dict[str, Any]]:
        """Return the filled lines in the order of their numbers."""
        filled = [
            {**form.cleaned_data, "place": place}
            for place, form in enumerate(self.forms)
            if form.cleaned_data.get("title")
        ]
        return sorted(
            filled,
            key=lambda row: (row.get("position") or MOST_LINES * 20, row["place"]),
        )


CriteriaFormSet = forms.formset_factory(
    CriterionForm,
    formset=BaseCriteria,
    extra=FREE_LINES,
    max_num=MOST_LINES,
    validate_max=True,
)
