"""The form of a new version of the rules, checked by the rules themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from identification.forms.decisions import DayInput
from identification.forms.numbers import NumberField, NumbersField
from identification.models import ContextFactor, Procedure, Subject
from identification.presenters.rule_words import (
    CHOICES,
    EXPLAINED,
    SECTIONS,
    flat_parameters,
    label_of,
)
from identification.stats.clauses import CLAUSE_LABELS
from identification.stats.errors import StatisticsRefusal
from identification.stats.rules import IdentificationRules, ThresholdRules
from schools.models import Territory


WHOLE = frozenset(
    {
        *("window_years", "n_min", "min_schools_per_cell", "min_cells"),
        *("min_participants_total", "bootstrap_resamples", "seed"),
        *("threshold.numerator", "threshold.denominator", "threshold.n_min"),
    }
)
TRUTHS = frozenset({"count_small_cells", "exclude_flagged"})
THRESHOLD = "threshold."
WEIGHT = "weight__"
# Names of the rule engine's procedures that carry the 30 % rule.
RULE_KINDS = [("vpr", "ВПР"), ("oge", "ОГЭ"), ("ege", "ЕГЭ")]


class RuleSetForm(forms.Form):
    """All parameters by section; prefilled from the version before."""

    title = forms.CharField(label="Название", max_length=200)
    territory = forms.ModelChoiceField(
        label="Для кого",
        queryset=Territory.objects.none(),
        required=False,
        empty_label="общие правила портала",
    )
    valid_from = forms.DateField(
        label="Действует с",
        widget=DayInput,
        help_text="Расчёты за этот и следующие годы возьмут эту версию.",
    )
    note = forms.CharField(
        label="Что изменено и почему",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Прочитают те, кто спросит, почему перечень стал другим.",
    )

    def __init__(
        self,
        *args: Any,
        parameters: Mapping[str, Any],
        territories: QuerySet[Territory],
        is_common_allowed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.values = flat_parameters(parameters)
        self.fields["territory"].queryset = territories
        self.fields["territory"].required = not is_common_allowed
        if not is_common_allowed:
            self.fields["territory"].empty_label = None
        self.codes = _codes(self.values)
        self.procedures = list(Procedure.objects.order_by("name"))
        for _, members in SECTIONS:
            for name in members:
                self._add(name)

    def sections(self) -> list[dict[str, Any]]:
        """Return the fields by section, in the order of the page of a version."""
        return [
            {
                "title": title,
                "fields": [self[key] for name in members for key in self._keys(name)],
            }
            for title, members in SECTIONS
        ]

    def clean(self) -> dict[str, Any]:
        """Build the rules; a refusal goes to the field of its parameter."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        values = {name: self._value(name) for name in self.values}
        threshold = {
            name.removeprefix(THRESHOLD): value
            for name, value in values.items()
            if name.startswith(THRESHOLD)
        }
        own = {n: v for n, v in values.items() if not n.startswith(THRESHOLD)}
        if self._is_refused(ThresholdRules, threshold, THRESHOLD):
            return cleaned
        whole = own | {"threshold": threshold}
        if not self._is_refused(IdentificationRules, whole, ""):
            cleaned["parameters"] = whole
        return cleaned

    def _is_refused(
        self,
        rules: type[ThresholdRules | IdentificationRules],
        values: dict[str, Any],
        prefix: str,
    ) -> bool:
        try:
            rules.from_dict(values)
        except StatisticsRefusal as refusal:
            key = _key(f"{prefix}{refusal.subject}")
            field = key if key in self.fields else None
            self.add_error(field, ValidationError(refusal.message, code=refusal.code))
            return True
        return False

    def _add(self, name: str) -> None:
        if name == "procedure_weights":
            for procedure in self.procedures:
                self.fields[f"{WEIGHT}{procedure.code}"] = NumberField(
                    label=f"Вес: {procedure.name}",
                    min_value=0,
                    initial=self.values[name].get(procedure.code, 1),
                )
            return
        options = {
            "label": label_of(name),
            "help_text": EXPLAINED[name].meaning,
            "initial": self.values[name],
        }
        self.fields[_key(name)] = self._field(name, options)

    def _field(self, name: str, options: dict[str, Any]) -> forms.Field:
        if name in self.codes:
            return forms.MultipleChoiceField(
                choices=self.codes[name],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                **options,
            )
        if name in CHOICES:
            labels = list(CHOICES[name].items())
            return forms.ChoiceField(
                choices=labels, widget=forms.RadioSelect, **options
            )
        if name in TRUTHS:
            return forms.BooleanField(required=False, **options)
        if name == "year_weights":
            return NumbersField(required=False, **options)
        if name in WHOLE:
            return forms.IntegerField(**options)
        return NumberField(**options)

    def _keys(self, name: str) -> list[str]:
        if name == "procedure_weights":
            return [f"{WEIGHT}{procedure.code}" for procedure in self.procedures]
        return [_key(name)]

    def _value(self, name: str) -> Any:
        if name == "procedure_weights":
            weights = {
                procedure.code: self.cleaned_data[f"{WEIGHT}{procedure.code}"]
                for procedure in self.procedures
            }
            return {code: weight for code, weight in weights.items() if weight != 1}
        value = self.cleaned_data[_key(name)]
        if name == "subjects":
            return list(value) or None
        return value


def _key(name: str) -> str:
    return name.replace(".", "__")


def _codes(values: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Return what can be ticked; a code in use stays even when its row is gone."""
    factors = ContextFactor.objects.filter(is_active=True).order_by("position", "code")
    subjects = list(Subject.objects.order_by("name").values_list("code", "name"))
    return {
        "factors": _with_used(
            list(factors.values_list("code", "name")), values["factors"]
        ),
        "subjects": _with_used(subjects, values["subjects"] or ()),
        "threshold.subjects": _with_used(subjects, values["threshold.subjects"]),
        "threshold.kinds": _with_used(RULE_KINDS, values["threshold.kinds"]),
        "threshold.clauses": list(CLAUSE_LABELS.items()),
    }


def _with_used(
    choices: list[tuple[str, str]], used: Sequence[str]
) -> list[tuple[str, str]]:
    known = {code for code, _ in choices}
    return [*choices, *((code, code) for code in used if code not in known)]
