"""Forms of papers and of recommendations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from monitoring.enums import ReportKind
from monitoring.models import Recommendation
from monitoring.queries.analytics import schools_in_windows
from roadmaps.uploads import ACCEPTED
from schools.forms.schools import day_input
from schools.models import School, Territory
from schools.templatetags.portal_format import school_year


ABOUT = {
    ReportKind.NOTE: "полный текст с выводами и рекомендациями, можно править",
    ReportKind.SUMMARY: "одна–две страницы: главное и таблица показателей",
    ReportKind.SCHOOL: "значения, сайт и рекомендации одной школы или всех",
    ReportKind.TABLES: "все значения по школам, для сверки",
}
REQUIRED = "Заполните это поле."


class PlaceAndYear(forms.Form):
    """Of which territory and which school year."""

    territory = forms.ModelChoiceField(
        label="Территория",
        queryset=Territory.objects.none(),
        empty_label=None,
        error_messages={"required": "Выберите территорию."},
    )
    year = forms.TypedChoiceField(
        label="Учебный год",
        coerce=int,
        error_messages={"invalid_choice": "Выберите учебный год из списка."},
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Territory],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [place.pk for place in places]
        self.fields["territory"].queryset = Territory.objects.filter(pk__in=keys)
        self.fields["year"].choices = [(year, school_year(year)) for year in years]
        if len(keys) == 1:
            # One place is nothing to choose from.
            self.fields["territory"].widget = forms.HiddenInput()
            self.fields["territory"].initial = keys[0]


class ReportForm(PlaceAndYear):
    """Which paper to begin."""

    kind = forms.ChoiceField(
        label="Какой документ",
        choices=[(kind.value, f"{kind.label} – {ABOUT[kind]}") for kind in ReportKind],
        initial=ReportKind.NOTE,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Выберите документ.",
            "invalid_choice": "Выберите документ из списка.",
        },
    )
    school = forms.ModelChoiceField(
        label="Школа",
        queryset=School.objects.none(),
        required=False,
        empty_label="все школы в одном файле",
        help_text="Только для листа школы.",
        error_messages={"invalid_choice": "Выберите школу из списка."},
    )
    field_order = ("kind", "territory", "year", "school")

    def __init__(
        self,
        *args: Any,
        places: Sequence[Territory],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, places=places, years=years, **kwargs)
        self.fields["school"].queryset = schools_in_windows(places=list(places))

    def clean(self) -> None:
        """Refuse a school beside another kind of paper, or of another place."""
        cleaned = super().clean() or self.cleaned_data
        school, place = cleaned.get("school"), cleaned.get("territory")
        if school is None:
            return
        if cleaned.get("kind") != ReportKind.SCHOOL:
            message = "Школу выбирают только для листа школы: оставьте «все школы»."
            raise ValidationError({"school": message})
        if place and place.pk not in {
            school.municipality_id,
            school.municipality.parent_id,
        }:
            raise ValidationError({"school": "Эта школа – другой территории."})


class SectionForm(forms.Form):
    """The text of a section, with its marks."""

    text = forms.CharField(
        label="Текст раздела",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=(
            "Абзацы разделяйте пустой строкой. Метки в двойных фигурных скобках портал "
            "заменяет числами: они остаются свежими, пока документ не зафиксирован."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Return the text with plain ends of lines."""
        lines = self.cleaned_data["text"].replace("\r\n", "\n").split("\n")
        return "\n".join(line.rstrip() for line in lines).strip()


class CheckForm(forms.Form):
    """The number and the code that stand on a printed paper."""

    number = forms.CharField(label="Номер", max_length=40)
    code = forms.CharField(
        label="Код проверки", max_length=20, help_text="Стоит в конце документа."
    )


class AdviceForm(forms.ModelForm):
    """What is recommended, to whom, on what data, by when."""

    class Meta:
        model = Recommendation
        fields = ("addressee", "data_text", "finding", "action", "control", "due_on")
        widgets = {
            "data_text": forms.Textarea(attrs={"rows": 2}),
            "finding": forms.Textarea(attrs={"rows": 2}),
            "action": forms.Textarea(attrs={"rows": 3}),
            "control": forms.Textarea(attrs={"rows": 2}),
            "due_on": day_input(),
        }
        help_texts = {
            "data_text": "Показатель, значение и когда оно получено.",
            "finding": "Что из этих данных следует.",
            "control": "По чему будет видно, что сделано.",
            "due_on": "Без срока рекомендацию можно сохранить, но не выдать.",
        }
        error_messages = {
            name: {"required": REQUIRED}
            for name in ("addressee", "data_text", "finding", "action")
        }


class NewAdviceForm(AdviceForm):
    """The same, and for which school or territory."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    school = forms.ModelChoiceField(
        label="Школа",
        queryset=School.objects.none(),
        required=False,
        empty_label="не школе",
        help_text="Пусто – рекомендация управлению или методической службе.",
    )
    field_order = ("territory", "year", "school")

    def __init__(
        self,
        *args: Any,
        places: Sequence[Territory],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [place.pk for place in places]
        self.fields["territory"].queryset = Territory.objects.filter(pk__in=keys)
        self.fields["year"].choices = [(year, school_year(year)) for year in years]
        self.fields["school"].queryset = schools_in_windows(places=list(places))
        if len(keys) == 1:
            self.fields["territory"].widget = forms.HiddenInput()
            self.fields["territory"].initial = keys[0]

    def clean(self) -> dict[str, Any]:
        """Refuse a school of another municipality."""
        cleaned = super().clean() or self.cleaned_data
        school, place = cleaned.get("school"), cleaned.get("territory")
        if school and place and school.municipality_id != place.pk:
            self.add_error("school", "Эта школа – другого муниципалитета.")
        return cleaned


class AnswerForm(forms.Form):
    """What the school has done."""

    text = forms.CharField(
        label="Ответ школы",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Что сделано и где это видно, или почему сделать нельзя.",
        error_messages={"required": "Напишите, что сделано или почему нельзя."},
    )
    file = forms.FileField(
        label="Документ",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class ClosingForm(forms.Form):
    """How a recommendation is closed."""

    outcome = forms.ChoiceField(
        label="Чем закрыть",
        choices=[("done", "выполнена"), ("dropped", "снять, выполнять не нужно")],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите, чем закрыть рекомендацию."},
    )
    reason = forms.CharField(
        label="Пояснение",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Чем подтверждено выполнение или почему рекомендация снимается.",
    )


class DropForm(forms.Form):
    """One reason for all drafts that are dropped together."""

    reason = forms.CharField(
        label="Почему отклонены",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, почему рекомендации отклонены."},
    )
