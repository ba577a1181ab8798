"""Forms of indicators: a new one, a new wording, a target, a catalogue, a plan's lines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from identification.models import Procedure, Subject
from monitoring.actions.indicators import WORDING
from monitoring.catalogue import CATALOGUES, FACTS
from monitoring.catalogue.proposals import typed_target
from monitoring.enums import Level, Track, ValueKind
from monitoring.models import IndicatorVersion, SiteItem, WindowCalendar
from schools.models import Territory, User
from schools.templatetags.portal_format import school_year


BLANKS = {"level": "выберите", "kind": "выберите", "source": "не указано"}
TARGET_HELP = "Число, для доли – в процентах; для ответа муниципалитета «да» или «нет»."


class TargetField(forms.CharField):
    """A target as people type it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """Return the number; an empty field is no target."""
        text = super().clean(value)
        try:
            return typed_target(text)
        except ValueError as error:
            raise ValidationError(
                "Напишите число, «да», «нет» или оставьте пустым.", code="target"
            ) from error


class WordingForm(forms.ModelForm):
    """What a version says."""

    fact = forms.ChoiceField(
        label="Признак программы",
        required=False,
        choices=[("", "не нужен"), *FACTS.items()],
        help_text="Только для источника «программы школ».",
    )
    note = forms.CharField(
        label="Что изменилось и почему",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = IndicatorVersion
        fields = (*WORDING, "note")
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "definition": forms.Textarea(attrs={"rows": 3}),
            "example": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "direction": "Как лучше",
            "site_item": "Пункт проверки сайта",
            "procedure": "Процедура",
            "subject": "Предмет",
        }
        help_texts = {
            "short_title": "До 80 знаков: так показатель назовут таблицы и графики.",
            "definition": "Школа прочтёт это рядом с полем.",
            "numerator_text": "Кого или что посчитать.",
            "denominator_text": "От какого числа. Для количества и текста не нужен.",
            "unit": "Для количества: «занятий», «договоров». У доли – проценты.",
            "source": "Пока не известно – оставьте пустым: справочник напомнит.",
            "calendar": "Без календаря показатель не попадёт ни в одно окно.",
            "needs_evidence": "Форму без ссылки или документа не примут.",
            "procedure": "Только для источника «результаты оценочных процедур».",
            "site_item": "Только для источника «проверка сайта».",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("calendar", WindowCalendar.objects.visible_to(user), "не выбран")
        self._offer("site_item", SiteItem.objects.visible_to(user), "не нужен")
        self.fields["procedure"].queryset = Procedure.objects.all()
        self.fields["subject"].queryset = Subject.objects.all()
        for name in ("procedure", "subject"):
            self.fields[name].empty_label = "не нужно"
        for name, word in BLANKS.items():
            self._name_blank(name, word)

    def _name_blank(self, name: str, word: str) -> None:
        """Give the empty choice a word in place of dashes."""
        field = self.fields[name]
        field.choices = [
            (value, label if value else word) for value, label in field.choices
        ]

    def _offer(self, name: str, rows: Any, empty: str) -> None:
        self.fields[name].queryset = rows.filter(is_active=True)
        self.fields[name].empty_label = empty


class NewIndicatorForm(WordingForm):
    """An indicator of one municipality with its first wording and target."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(label="Собирать с учебного года", coerce=int)
    code = forms.SlugField(
        label="Код",
        max_length=40,
        help_text="Латинские буквы, цифры и дефис: «K1». После создания не меняется.",
        error_messages={"invalid": "Только латинские буквы, цифры, дефис и «_»."},
    )
    track = forms.ChoiceField(label="Направление работы", choices=Track.choices)
    group = forms.CharField(label="Группа", max_length=200, required=False)
    target = TargetField(label="Цель года", help_text=TARGET_HELP)

    def __init__(
        self,
        *args: Any,
        places: Sequence[Territory],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, places)
        offer_years(self, years)


class NewVersionForm(WordingForm):
    """The wording from a school year on."""

    valid_from = forms.TypedChoiceField(
        label="Действует с учебного года",
        coerce=int,
        help_text=(
            "Открытые окна останутся со своей формулировкой. Год нынешней версии "
            "исправит её саму, пока её не спрашивали."
        ),
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].choices = [
            (year, school_year(year)) for year in years
        ]


class CatalogueForm(forms.Form):
    """Which catalogue to load, where, for which school years."""

    name = forms.ChoiceField(
        label="Каталог",
        widget=forms.RadioSelect,
        choices=[(item.code, item.title) for item in CATALOGUES.values()],
        error_messages={"required": "Выберите каталог."},
    )
    territory = forms.ModelChoiceField(
        label="Муниципалитет", queryset=Territory.objects.none(), empty_label=None
    )
    year = forms.TypedMultipleChoiceField(
        label="Собирать в учебных годах",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Выберите хотя бы один учебный год."},
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Territory],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, places)
        self.fields["year"].choices = [(year, school_year(year)) for year in years]


class PlaceYearForm(forms.Form):
    """For which municipality and school year something is done."""

    territory = forms.ModelChoiceField(queryset=Territory.objects.none())
    year = forms.IntegerField(min_value=2000, max_value=2100)

    def __init__(self, *args: Any, places: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, places)


class TargetForm(forms.Form):
    """The target of one indicator."""

    value = TargetField(label="Цель")


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of the button."""


class LineForm(forms.Form):
    """One line of a plan, as it could be counted."""

    line = forms.IntegerField(widget=forms.HiddenInput)
    is_taken = forms.BooleanField(label="взять", required=False)
    code = forms.SlugField(
        label="Код",
        max_length=40,
        error_messages={"invalid": "Только латинские буквы, цифры, дефис и «_»."},
    )
    short_title = forms.CharField(label="Коротко", max_length=80)
    level = forms.ChoiceField(label="Кого считает", choices=Level.choices)
    kind = forms.ChoiceField(label="Что записывают", choices=ValueKind.choices)
    target = TargetField(label="Цель")


LineFormSet = forms.formset_factory(LineForm, extra=0)


def offer_places(form: forms.Form, places: Sequence[Territory]) -> None:
    """Offer some municipalities; a single one is not asked for."""
    field = form.fields["territory"]
    field.queryset = Territory.objects.filter(pk__in=[place.pk for place in places])
    if len(places) == 1:
        field.initial = places[0]
        field.widget = forms.HiddenInput()


def offer_years(form: forms.Form, years: Sequence[int]) -> None:
    """Offer some school years."""
    form.fields["year"].choices = [(year, school_year(year)) for year in years]
