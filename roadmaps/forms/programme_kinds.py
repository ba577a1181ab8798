"""Forms of kinds of documents."""

from collections.abc import Sequence
from typing import Any

from django import forms

from schools.models import Territory


class KindForm(forms.Form):
    """Names of a kind and what should be in such a document."""

    name = forms.CharField(
        label="Название",
        max_length=200,
        error_messages={"required": "Напишите название."},
    )
    short_name = forms.CharField(
        label="Коротко",
        max_length=60,
        required=False,
        help_text="Для таблиц и писем. Пусто – возьмём начало названия.",
    )
    hint = forms.CharField(
        label="Что в нём должно быть",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Школа прочтёт это перед загрузкой.",
    )


class NewKindForm(KindForm):
    """A kind and whose it is."""

    territory = forms.ModelChoiceField(
        label="Чей вид", queryset=Territory.objects.none(), empty_label=None
    )
    field_order = ("territory", "name", "short_name", "hint")

    def __init__(
        self, *args: Any, places: Sequence[Territory], is_common: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(pk__in=[place.pk for place in places])
        if is_common:
            field.required, field.empty_label = False, "общий: для всех муниципалитетов"
        elif len(places) == 1:
            field.initial, field.widget = places[0], forms.HiddenInput()
