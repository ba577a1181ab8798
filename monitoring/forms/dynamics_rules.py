"""The form of a choice: definition, thresholds, from which school year."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from monitoring.presenters.dynamics import EXPLANATIONS
from schools.models import Territory
from schools.templatetags.portal_format import school_year


class RuleForm(forms.Form):
    """What counts as «положительная динамика» in a municipality."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label=None
    )
    valid_from = forms.TypedChoiceField(label="С учебного года", coerce=int)
    definition = forms.ChoiceField(
        label="Что считать положительной динамикой",
        choices=[
            (item.code, item.title[:1].upper() + item.title[1:])
            for item in EXPLANATIONS
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите определение."},
    )
    least_participants = forms.IntegerField(
        label="Не меньше участников в каждом году",
        min_value=5,
        max_value=200,
        initial=10,
        help_text=(
            "Меньше – «несопоставимо»: в классе из 8 человек один ученик – это "
            "12,5 процентного пункта."
        ),
        error_messages={
            "required": "Назовите число участников.",
            "invalid": "Напишите целое число.",
            "min_value": "Меньше 5 участников сравнивать нельзя.",
            "max_value": "Больше 200 участников не наберёт почти ни одна школа.",
        },
    )
    threshold = forms.DecimalField(
        label="На сколько должен измениться результат",
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=3,
        initial=Decimal(0),
        localize=True,
        help_text=(
            "Ноль – любое улучшение. Единица зависит от определения: баллы, "
            "процентные пункты или стандартные отклонения."
        ),
        error_messages={
            "required": "Напишите порог; если любой рост годится – 0.",
            "invalid": "Напишите число, например 0,2.",
            "min_value": "Порог не может быть меньше нуля.",
            "max_value": "Порог не может быть больше 100.",
            "max_decimal_places": "Не больше трёх знаков после запятой.",
        },
    )
    note = forms.CharField(
        label="Почему так",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Например, пункт приказа или решение рабочей группы.",
    )

    def __init__(
        self, *args: Any, places: Sequence[Territory], year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        territory = self.fields["territory"]
        territory.queryset = Territory.objects.filter(
            pk__in=[place.pk for place in places]
        )
        if len(places) == 1:
            territory.initial = places[0]
            territory.widget = forms.HiddenInput()
        self.fields["valid_from"].choices = [
            (item, school_year(item)) for item in (year, year + 1)
        ]
