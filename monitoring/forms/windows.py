"""Forms of windows and calendars: a year, days, more time for a school, a slot."""

from collections.abc import Sequence
from typing import Any

from django import forms

from monitoring.enums import Filler, Phase
from monitoring.seasons import MINUTES_PER_FIELD
from schools.forms.quick import QuickSelect
from schools.forms.schools import day_input
from schools.models import Territory
from schools.templatetags.portal_format import MONTHS, school_year


LONGEST_FIELD = 60


class PlanForm(forms.Form):
    """Which municipality and year to look at; all of it stands in the address."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет",
        queryset=Territory.objects.none(),
        empty_label=None,
        required=False,
        widget=QuickSelect,
    )
    year = forms.TypedChoiceField(
        label="Учебный год", coerce=int, required=False, widget=QuickSelect
    )
    minutes = forms.IntegerField(
        label="Минут на одно поле",
        required=False,
        min_value=1,
        max_value=LONGEST_FIELD,
        widget=forms.NumberInput(attrs={"placeholder": str(MINUTES_PER_FIELD)}),
    )

    def __init__(
        self, *args: Any, places: Sequence[Territory], year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.this_year = places, year
        self.fields["territory"].queryset = Territory.objects.filter(
            pk__in=[place.pk for place in places]
        )
        if len(places) == 1:
            del self.fields["territory"]
        self.fields["year"].choices = [
            (str(item), school_year(item)) for item in (year, year + 1, year - 1)
        ]

    @property
    def names_place(self) -> bool:
        """Tell whether it is certain which municipality is meant."""
        given = getattr(self, "cleaned_data", {})
        return bool(given.get("territory")) or len(self.places) == 1

    @property
    def chosen(self) -> dict[str, Any]:
        """Return place, year and minutes; what was not understood is the usual."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {
            "territory": given.get("territory") or next(iter(self.places), None),
            "year": given.get("year") or self.this_year,
            "minutes": given.get("minutes") or MINUTES_PER_FIELD,
        }


class DaysForm(forms.Form):
    """The days of one window."""

    opens_on = forms.DateField(
        label="Открывается",
        widget=day_input(),
        help_text="В этот день портал запомнит школы в статусе и показатели.",
        error_messages={"required": "Назовите первый день."},
    )
    due_on = forms.DateField(
        label="Срок",
        widget=day_input(),
        help_text="Последний день, когда форма сдана вовремя.",
        error_messages={"required": "Назовите срок."},
    )
    closes_on = forms.DateField(
        label="Закрывается",
        widget=day_input(),
        help_text="Последний день, когда форму ещё примут.",
        error_messages={"required": "Назовите последний день."},
    )

    def __init__(self, *args: Any, is_opened: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_opened:
            self.fields["opens_on"].disabled = True
            self.fields["opens_on"].help_text = "Окно открыто: этот день не изменить."


class ExtensionForm(forms.Form):
    """Until which day and why."""

    extended_to = forms.DateField(
        label="Последний день для школы",
        widget=day_input(),
        help_text="День считается целиком, до 23:59; потом форма закроется сама.",
        error_messages={"required": "Назовите последний день."},
    )
    reason = forms.CharField(
        label="Почему",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Школа прочтёт это у себя.",
        error_messages={"required": "Напишите, почему школе дано больше времени."},
    )


class CalendarForm(forms.Form):
    """Name of a calendar and whether it is used."""

    name = forms.CharField(
        label="Название",
        max_length=120,
        error_messages={"required": "Напишите название."},
    )
    is_active = forms.BooleanField(
        label="Используется",
        required=False,
        help_text="По неиспользуемому календарю новые окна не планируются.",
    )


class NewCalendarForm(forms.Form):
    """A calendar, whose it is and who fills its windows."""

    territory = forms.ModelChoiceField(
        label="Чей календарь", queryset=Territory.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label="Название",
        max_length=120,
        help_text="Например: «Педагоги и методическая помощь».",
        error_messages={"required": "Напишите название."},
    )
    filler = forms.ChoiceField(label="Кто заполняет", choices=Filler.choices)

    def __init__(
        self, *args: Any, places: Sequence[Territory], is_common: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(pk__in=[place.pk for place in places])
        if is_common:
            field.required = False
            field.empty_label = "общий: для всех муниципалитетов"
        elif len(places) == 1:
            field.initial, field.widget = places[0], forms.HiddenInput()


class SlotForm(forms.Form):
    """One window of every year."""

    month = forms.TypedChoiceField(
        label="Месяц",
        coerce=int,
        choices=list(enumerate(MONTHS, 1)),
    )
    day = forms.IntegerField(
        label="День",
        min_value=1,
        max_value=28,
        initial=1,
        help_text="От 1 до 28: такой день есть в каждом месяце.",
    )
    days_to_due = forms.IntegerField(
        label="Дней до срока", min_value=0, max_value=200, initial=20
    )
    days_of_grace = forms.IntegerField(
        label="Дней после срока",
        min_value=0,
        max_value=100,
        initial=7,
        help_text="Сколько дней ещё принимать опоздавшие формы.",
    )
    phase = forms.ChoiceField(
        label="Этап",
        choices=Phase.choices,
        help_text="Входной и итоговый этапы в одном ряду не сравнивают.",
    )
