"""The form of a what-if: another cut, other factors, another year."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms

from identification.forms.numbers import NumberField
from identification.models import ContextFactor


FIELDS = (
    "low_cut",
    "resilient_cut",
    "context_quantile",
    "factors",
    "selection",
    "n_min",
)
FROZEN_FIELDS = ("factors", "selection", "context_quantile")
SELECTIONS = [
    ("declared", "все отмеченные"),
    ("significant", "только значимые из отмеченных"),
]


class WhatIfForm(forms.Form):
    """Parameters that people ask about most; the rest stays as in the run."""

    title = forms.CharField(
        label="Название пробы",
        max_length=200,
        required=False,
        help_text="Чтобы найти её потом: «Граница −0,8», «Без фактора ОВЗ».",
    )
    year = forms.TypedChoiceField(label="Год", coerce=int)
    low_cut = NumberField(
        label="Граница ШНОР",
        help_text="Стьюдентизированный остаток: −1 строже, чем −0,8.",
    )
    resilient_cut = NumberField(
        label="Граница резильентности", min_value=0, max_value=10
    )
    context_quantile = NumberField(
        label="Граница ШНСУ, доля школ",
        min_value=0.01,
        max_value=0.99,
        help_text="0,25 – четверть школ с самыми трудными условиями.",
    )
    n_min = forms.IntegerField(
        label="Наименьшее число участников процедуры", min_value=1, max_value=1000
    )
    factors = forms.MultipleChoiceField(
        label="Факторы условий", widget=forms.CheckboxSelectMultiple
    )
    selection = forms.ChoiceField(
        label="Отбор факторов", choices=SELECTIONS, widget=forms.RadioSelect
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self,
        *args: Any,
        before: Mapping[str, Any],
        is_low_cut_share: bool,
        years: Sequence[int],
        factors: Sequence[ContextFactor],
        is_frozen: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["factors"].choices = [(f.code, f.name) for f in factors]
        if is_low_cut_share:
            self.fields["low_cut"].label = "Граница ШНОР, доля школ"
            self.fields["low_cut"].help_text = "Число больше 0 и меньше 1."
        if is_frozen:
            # Factors and shares of schools come with the coefficients applied.
            shares = ("low_cut",) if is_low_cut_share else ()
            for name in (*FROZEN_FIELDS, *shares):
                del self.fields[name]

    def overrides(self) -> dict[str, Any]:
        """Return only what differs from the run."""
        changed = {}
        for name in FIELDS:
            if name not in self.fields:
                continue
            value = self.cleaned_data[name]
            before = self.before[name]
            if name == "factors":
                before, value = list(before), list(value)
            if value != before:
                changed[name] = value
        return changed
