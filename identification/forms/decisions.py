"""Forms of a decision: a status added by hand, the common reason, the order."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from schools.enums import StatusKind
from schools.models import School


# A scanned order of a few pages; a larger file is a mistake.
ORDER_MAX_BYTES = 20 * 1024 * 1024
ORDER_TYPES = {
    ".pdf": "application/pdf",
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


class DayInput(forms.DateInput):
    """A day chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AddItemForm(forms.Form):
    """A status that the run does not propose."""

    school = forms.ModelChoiceField(
        label="Школа", queryset=School.objects.none(), empty_label="не выбрана"
    )
    kind = forms.ChoiceField(label="Статус", choices=StatusKind.choices)
    reason = forms.CharField(
        label="Почему",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Расчёт этого статуса не предлагает, поэтому причина обязательна.",
    )

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools


class SureItemsForm(forms.Form):
    """One reason for all proposals of which the run is sure."""

    reason = forms.CharField(
        label="Общее основание",
        max_length=1000,
        initial="Расчёт уверенно относит школу к этой группе.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why a draft is thrown away."""

    reason = forms.CharField(
        label="Почему", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class OrderForm(forms.Form):
    """Number, date and file of the order, and the day from which it works."""

    order_number = forms.CharField(
        label="Номер приказа",
        max_length=60,
        help_text="Как на бумаге: «14-ОД».",
        error_messages={"required": "Укажите номер приказа."},
    )
    order_date = forms.DateField(
        label="Дата приказа",
        widget=DayInput,
        error_messages={"required": "Укажите дату приказа."},
    )
    effective_on = forms.DateField(
        label="Статусы действуют с",
        widget=DayInput,
        help_text="Обычно день приказа или 1 сентября.",
        error_messages={"required": "Укажите, с какого дня действуют статусы."},
    )
    order_file = forms.FileField(
        label="Файл приказа",
        required=False,
        help_text="PDF, DOCX или снимок (JPG, PNG), до 20 МБ.",
        widget=forms.FileInput(attrs={"accept": ",".join(ORDER_TYPES)}),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_order_date(self) -> dt.date:
        """Refuse an order of tomorrow."""
        day = self.cleaned_data["order_date"]
        if day > self.today:
            raise ValidationError("Дата приказа ещё не наступила.")
        return day

    def clean_order_file(self) -> Any:
        """Refuse files that are no order by their kind or size."""
        upload = self.cleaned_data["order_file"]
        if upload is None:
            return None
        if order_type(upload.name) is None:
            raise ValidationError(
                "Файл такого вида не принимается. Сохраните приказ как PDF, DOCX, "
                "JPG или PNG."
            )
        if upload.size > ORDER_MAX_BYTES:
            raise ValidationError(
                "Файл больше 20 МБ. Сохраните его с меньшим качеством."
            )
        return upload


def order_type(name: str) -> str | None:
    """Return the type of a file by its name; None for what is no order."""
    lowered = name.lower()
    for ending, content_type in ORDER_TYPES.items():
        if lowered.endswith(ending):
            return content_type
    return None
