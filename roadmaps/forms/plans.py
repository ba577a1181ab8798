"""Forms of a road map as a whole: a new one, its heading, its order."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from identification.forms.decisions import OrderForm
from roadmaps.forms.plan_fields import LinesField
from schools.forms.schools import day_input
from schools.models import Territory


class NewPlanForm(forms.Form):
    """Where, what it is called and from when till when."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label="выберите"
    )
    title = forms.CharField(
        label="Название",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Как на титуле: «План мероприятий по поддержке школ на … учебный год».",
        error_messages={"required": "Напишите название плана."},
    )
    starts_on = forms.DateField(
        label="Период с",
        widget=day_input(),
        help_text="По периоду портал понимает сроки без года: «март», «до 20 мая».",
    )
    ends_on = forms.DateField(label="Период по", widget=day_input())

    def __init__(self, *args: Any, places: QuerySet[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = places
        only = list(places[:2])
        if len(only) == 1:
            self.fields["territory"].initial = only[0]
            self.fields["territory"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        values = super().clean() or {}
        _demand_order(self, values)
        return values


class RollOverForm(forms.Form):
    """The title and the period of the plan that carries another one on."""

    title = forms.CharField(
        label="Название", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = forms.DateField(label="Новый период с", widget=day_input())
    ends_on = forms.DateField(label="Новый период по", widget=day_input())

    def __init__(self, *args: Any, later_than: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later_than = later_than

    def clean_starts_on(self) -> dt.date:
        """Refuse a period that does not come later."""
        day = self.cleaned_data["starts_on"]
        if day <= self.later_than:
            raise forms.ValidationError("Новый период начинается позже прежнего.")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        values = super().clean() or {}
        _demand_order(self, values)
        return values


class HeadingForm(forms.Form):
    """What stands above the table: title, period, grif, text, columns of years."""

    title = forms.CharField(
        label="Название", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = forms.DateField(
        label="Период с",
        widget=day_input(),
        help_text="Если изменить период, портал прочитает все сроки заново.",
    )
    ends_on = forms.DateField(label="Период по", widget=day_input())
    approver_position = forms.CharField(
        label="Должность в грифе «Утверждаю»",
        max_length=300,
        required=False,
        help_text="Например: «Начальник управления образования».",
    )
    approver_name = forms.CharField(
        label="Фамилия в грифе", max_length=120, required=False, help_text="О.В. Ильина"
    )
    preamble = forms.CharField(
        label="Текст перед таблицей",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    milestones = LinesField(
        label="Столбцы по годам",
        required=False,
        help_text="Если у мероприятий есть результат по каждому году: «2025», «2026» – "
        "по одному в строке.",
    )
    change_note = forms.CharField(
        label="Что изменено в этой версии",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Коротко, для тех, кто читал прежнюю версию.",
    )

    def __init__(self, *args: Any, was_approved: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_approved:
            for name in ("title", "starts_on", "ends_on"):
                self.fields[name].disabled = True
                self.fields[name].help_text = (
                    "Утверждено первой версией и не меняется. Для другого периода "
                    "перенесите план."
                )
        else:
            del self.fields["change_note"]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        values = super().clean() or {}
        _demand_order(self, values)
        return values


class IndicatorForm(forms.Form):
    """One indicator with its target; an empty title takes it away."""

    title = forms.CharField(
        label="Показатель", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    target = forms.CharField(label="Цель", required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a target that stands alone."""
        values = super().clean() or {}
        if values.get("target") and not values.get("title"):
            self.add_error("title", "Напишите показатель, к которому относится цель.")
        return values


IndicatorFormSet = forms.formset_factory(IndicatorForm, extra=3, max_num=500)


class ApprovalForm(OrderForm):
    """Number, date and file of the order that puts a version in force."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A plan works from its order on; no other day is asked.
        del self.fields["effective_on"]


class ReturnForm(forms.Form):
    """What to mend before the draft is approved."""

    note = forms.CharField(
        label="Что исправить",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Напишите, что исправить."},
    )


class ReasonForm(forms.Form):
    """Why something of a draft is thrown away."""

    reason = forms.CharField(
        label="Почему",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите, почему."},
    )


def _demand_order(form: forms.Form, values: dict[str, Any]) -> None:
    start, end = values.get("starts_on"), values.get("ends_on")
    if start and end and end < start:
        form.add_error("ends_on", "Период заканчивается раньше, чем начинается.")
