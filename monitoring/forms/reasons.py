"""Words that go with a move of a form, and files that go with a value."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schools.ingest.attached import TYPES, attached_type


MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
ACCEPTED = "DOCX, PDF, ODT, XLSX или снимок (JPG, PNG)"
LONGEST = 2000


class ReturnForm(forms.Form):
    """What the school has to mend."""

    comment = forms.CharField(
        label="Что исправить",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Школа увидит этот текст над формой. Назовите показатели и что с ними не так.",
        error_messages={"required": "Напишите школе, что исправить."},
    )


class ReopenForm(forms.Form):
    """Why an accepted form is opened again."""

    reason = forms.CharField(
        label="Почему форма открывается снова",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Школа увидит этот текст над формой; он останется в журнале.",
        error_messages={"required": "Напишите, почему форма открывается снова."},
    )


class QuestionForm(forms.Form):
    """What to look at again in one value."""

    question = forms.CharField(
        label="Что уточнить",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Школа увидит вопрос у показателя. Пустое поле снимает вопрос.",
    )


class EvidenceFileForm(forms.Form):
    """A file that shows that the value is true."""

    upload = forms.FileField(
        label="Файл",
        help_text=f"{ACCEPTED}, до {MAX_MEGABYTES} МБ. Без имён детей и педагогов.",
        widget=forms.FileInput(attrs={"accept": ",".join(TYPES)}),
        error_messages={"required": "Выберите файл."},
    )

    def clean_upload(self) -> Any:
        """Refuse by size, and by content: the name alone says nothing."""
        upload = self.cleaned_data["upload"]
        if upload.size > MAX_BYTES:
            message = (
                f"Файл больше {MAX_MEGABYTES} МБ. Сохраните его с меньшим качеством "
                "или дайте ссылку в форме."
            )
            raise ValidationError(message, code="too_large")
        self.content_type = attached_type(upload, name=upload.name)
        if self.content_type is None:
            message = (
                f"Такой файл не принимается. Подойдёт {ACCEPTED}; содержимое должно "
                "совпадать с названием, макросов быть не должно."
            )
            raise ValidationError(message, code="not_accepted")
        return upload


class PasteForm(forms.Form):
    """A block copied from Excel or Google Sheets."""

    block = forms.CharField(
        label="Строки таблицы",
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": "Вставьте строки из таблицы."},
    )


class WorkbookForm(forms.Form):
    """The form's workbook, filled in outside the portal."""

    file = forms.FileField(
        label="Заполненная таблица",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
        help_text="Файл, который вы скачали с этой страницы, xlsx или ods.",
        error_messages={
            "required": "Выберите файл.",
            "empty": "Файл пуст: сохраните таблицу ещё раз и выберите её заново.",
        },
    )
