"""The form of a new calculation."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from identification.models import RuleSet, Run
from schools.models import Territory
from schools.templatetags.portal_format import day


OWN, FROZEN = "own", "frozen"
MODELS = [
    (OWN, "своя модель: коэффициенты считаются по школам этой территории"),
    (FROZEN, "готовые коэффициенты: взять из другого расчёта"),
]


class RuleSetChoice(forms.ModelChoiceField):
    """Versions of the rules, each named with its date."""

    def label_from_instance(self, rules: RuleSet) -> str:
        """Return «Правила региона, версия 2, с 1 сентября 2024»."""
        return f"{rules.title}, версия {rules.version}, с {day(rules.valid_from)}"


class RunChoice(forms.ModelChoiceField):
    """Calculations whose coefficients can be applied."""

    def label_from_instance(self, run: Run) -> str:
        """Return «Расчёт № 5, Красноярский край, 2024 год»."""
        return f"Расчёт № {run.pk}, {run.territory}, {run.year} год"


class NewRunForm(forms.Form):
    """Where, for which year, by which rules and with whose coefficients."""

    territory = forms.ModelChoiceField(
        label="Территория", queryset=Territory.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(
        label="Год",
        coerce=int,
        help_text="Последний год, результаты которого учитываются.",
        error_messages={"required": "Данных нет ни за один год: загрузите результаты."},
    )
    rule_set = RuleSetChoice(
        label="Правила отбора",
        queryset=RuleSet.objects.none(),
        empty_label=None,
        error_messages={"required": "Выберите версию правил."},
    )
    model = forms.ChoiceField(
        label="Модель", choices=MODELS, widget=forms.RadioSelect, initial=OWN
    )
    frozen_from = RunChoice(
        label="Коэффициенты расчёта",
        queryset=Run.objects.none(),
        required=False,
        empty_label="не выбрано",
        help_text="Нужны, только если выбраны готовые коэффициенты.",
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self,
        *args: Any,
        territories: QuerySet[Territory],
        years: Sequence[int],
        rule_sets: QuerySet[RuleSet],
        donors: QuerySet[Run],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = territories
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["rule_set"].queryset = rule_sets
        self.fields["frozen_from"].queryset = donors
        if not donors:
            self.fields["model"].choices = MODELS[:1]
            del self.fields["frozen_from"]

    def clean(self) -> dict[str, Any]:
        """Demand the run whose coefficients are wanted; forget it otherwise."""
        cleaned = super().clean()
        if cleaned.get("model") != FROZEN:
            cleaned["frozen_from"] = None
        elif not cleaned.get("frozen_from") and "frozen_from" not in self.errors:
            self.add_error(
                "frozen_from", "Выберите расчёт, чьи коэффициенты применить."
            )
        return cleaned
