"""Forms of a document's way in: the file, the pasted table, the period, the reason."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from roadmaps.queries.intake import intake_territories
from schools.models import Territory


ACCEPTED = ".docx,.xlsx,.pdf"
# Both together stay below what the portal takes in one form without a file.
MOST_PASTED = 500_000
MOST_PAGE = 600_000
FROM_DOCUMENT, OTHER = "", "other"
Days = tuple[dt.date, dt.date]


class DayInput(forms.DateInput):
    """A day chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeriodMixin(forms.Form):
    """The period of a plan: as the document says, a preset, or two days."""

    period = forms.ChoiceField(
        label="Период плана",
        required=False,
        help_text="Нужен, чтобы понять сроки без года: «март», «до 20 мая».",
    )
    starts_on = forms.DateField(label="Период с", required=False, widget=DayInput())
    ends_on = forms.DateField(label="Период по", required=False, widget=DayInput())

    def set_up_periods(self, today: dt.date) -> None:
        """Offer the school years and years around a day."""
        self.fields["period"].choices = period_choices(today)

    @property
    def days(self) -> Days | None:
        """Return the chosen period; None leaves it to the document."""
        chosen = self.cleaned_data.get("period", FROM_DOCUMENT)
        if chosen == OTHER:
            return self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        return days_of(chosen)

    def clean(self) -> dict[str, Any]:
        """Demand both days of a period of one's own, in order."""
        cleaned = super().clean() or {}
        if cleaned.get("period") != OTHER:
            return cleaned
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        for name, value in (("starts_on", start), ("ends_on", end)):
            if value is None and name not in self.errors:
                self.add_error(name, "Укажите дату.")
        if start and end and end < start:
            self.add_error("ends_on", "Период заканчивается раньше, чем начинается.")
        return cleaned


class IntakeForm(PeriodMixin):
    """What both ways in ask: whose plan it is and its period."""

    territory = forms.ModelChoiceField(
        label="Муниципалитет",
        queryset=Territory.objects.none(),
        empty_label="не выбран",
        error_messages={"required": "Выберите муниципалитет."},
    )

    def __init__(self, *args: Any, user: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up_periods(today)
        places = intake_territories(user=user).select_related("parent")
        self.fields["territory"].queryset = places
        first = list(places[:2])
        if len(first) == 1:
            self.fields["territory"].initial = first[0]
            self.fields["territory"].widget = forms.HiddenInput()


class UploadForm(IntakeForm):
    """A road map's file."""

    file = forms.FileField(
        label="Файл дорожной карты",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Выберите файл.",
            "empty": "Файл пуст: сохраните документ ещё раз и выберите его заново.",
        },
    )
    field_order = ("territory", "file", "period", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "Word (docx), Excel (xlsx) или PDF с текстом, не больше"
            f" {filesizeformat(settings.IMPORT_MAX_BYTES)}."
        )

    def clean_file(self) -> UploadedFile:
        """Refuse a file above the limit before it is kept."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = filesizeformat(settings.IMPORT_MAX_BYTES)
            raise forms.ValidationError(
                f"Файл больше {limit}: уберите из документа картинки и повторите."
            )
        return file


class PasteForm(IntakeForm):
    """A table pasted from Word or Excel."""

    text = forms.CharField(
        label="Таблица из Word или Excel",
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=(
            "Выделите таблицу вместе со строкой заголовков, скопируйте и вставьте"
            " сюда. Название плана можно вставить строкой выше."
        ),
        error_messages={"required": "Вставьте таблицу."},
    )
    # The same table as a page, which a script puts here: merged cells stay merged.
    html = forms.CharField(
        required=False, max_length=MOST_PAGE, widget=forms.HiddenInput()
    )
    field_order = ("territory", "text", "period", "starts_on", "ends_on")

    @property
    def table(self) -> str:
        """Return the table in the fullest form that came."""
        return self.cleaned_data["html"] or self.cleaned_data["text"]


class PeriodForm(PeriodMixin):
    """The period of a document under review."""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up_periods(today)


class DiscardForm(forms.Form):
    """Why no plan comes of a document."""

    reason = forms.CharField(
        label="Почему",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, почему отклоняете документ."},
    )


def period_choices(today: dt.date) -> list[tuple[str, str]]:
    """Return the presets around a day: school years, years, three years."""
    school = today.year if today.month >= 6 else today.year - 1
    school_years = [
        (f"school-{year}", f"{year}/{(year + 1) % 100:02d} учебный год")
        for year in range(school - 1, school + 2)
    ]
    years = [
        (f"year-{year}", f"{year} год")
        for year in range(today.year - 1, today.year + 2)
    ]
    return [
        (FROM_DOCUMENT, "как указано в документе"),
        *school_years,
        *years,
        (OTHER, "другой"),
    ]


def days_of(preset: str) -> Days | None:
    """Return the days of a preset."""
    kind, _, number = preset.partition("-")
    if not number.isdecimal():
        return None
    year = int(number)
    if kind == "school":
        return dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def preset_of(start: dt.date | None, end: dt.date | None) -> str:
    """Return the preset of two days, `other` when there is none for them."""
    if start is None or end is None:
        return FROM_DOCUMENT
    for preset in (f"school-{start.year}", f"year-{start.year}"):
        if days_of(preset) == (start, end):
            return preset
    return OTHER
