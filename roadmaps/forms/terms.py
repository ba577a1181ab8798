"""Forms of a term: done, dates, reasons, evidence, a school's answer, switches."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from roadmaps.enums import DocumentType
from roadmaps.models import Following
from schools.forms.schools import day_input
from schools.ingest.attached import TYPES, attached_type


MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
ACCEPTED = "DOCX, PDF, ODT, XLSX или снимок (JPG, PNG)"


class EvidenceFields(forms.Form):
    """A file or an address, with what kind of paper it is; all may be left empty."""

    document_type = forms.ChoiceField(
        label="Вид документа",
        choices=[("", "не выбран"), *DocumentType.choices],
        required=False,
    )
    title = forms.CharField(
        label="Название документа",
        max_length=300,
        required=False,
        help_text="Например: «Приказ от 14.10.2025 № 112». Без названия останется имя файла.",
    )
    upload = forms.FileField(
        label="Файл",
        required=False,
        help_text=f"{ACCEPTED}, до {MAX_MEGABYTES} МБ.",
        widget=forms.FileInput(attrs={"accept": ",".join(TYPES)}),
    )
    link = forms.CharField(
        label="Или адрес в интернете",
        max_length=1000,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message="Адрес начинается с http:// или https://.",
            )
        ],
    )

    def __init__(self, *args: Any, wanted: list[str] | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if wanted:
            labels = dict(DocumentType.choices)
            names = ", ".join(str(labels[code]) for code in wanted)
            self.fields["document_type"].help_text = f"По плану: {names}."
            self.fields["document_type"].initial = wanted[0]

    @property
    def has_paper(self) -> bool:
        """Tell whether a paper was given."""
        data = self.cleaned_data
        return bool(data.get("upload") or data.get("link"))

    def clean_upload(self) -> Any:
        """Refuse by size, and by content: the name alone says nothing."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        if upload.size > MAX_BYTES:
            message = (
                f"Файл больше {MAX_MEGABYTES} МБ. Сохраните его с меньшим качеством "
                "или дайте адрес, где он размещён."
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

    def clean(self) -> dict[str, Any]:
        """Ask for one of file and address, and for the kind of what is given."""
        data = super().clean() or self.cleaned_data
        if data.get("upload") and data.get("link"):
            self.add_error("link", "Приложите файл или укажите адрес, не то и другое.")
        if self.has_paper and not data.get("document_type"):
            self.add_error("document_type", "Выберите, что это за документ.")
        return data

    def paper(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {
            "document_type": data["document_type"],
            "title": data["title"],
            "upload": data["upload"],
            "content_type": getattr(self, "content_type", ""),
            "link": data["link"],
        }


class EvidenceForm(EvidenceFields):
    """One more paper, which must be there."""

    def clean(self) -> dict[str, Any]:
        """Refuse an empty form."""
        data = super().clean()
        if not self.has_paper and not self.errors:
            self.add_error("upload", "Приложите файл или укажите адрес.")
        return data


class OutcomeForm(EvidenceFields):
    """When it was done, what was done, and its paper or openly none."""

    done_on = forms.DateField(
        label="Когда выполнено",
        widget=day_input(),
        error_messages={"required": "Укажите день, когда это сделано."},
    )
    note = forms.CharField(
        label="Что сделано",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    without_document = forms.BooleanField(
        label="Без документа",
        required=False,
        help_text="Документа нет и не будет: везде будет написано «выполнено без документа».",
    )

    field_order = (
        *("done_on", "note", "document_type", "title", "upload", "link"),
        "without_document",
    )

    def __init__(
        self, *args: Any, today: dt.date, has_paper_already: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.today = today
        self.fields["done_on"].widget.attrs["max"] = today.isoformat()
        if has_paper_already:
            del self.fields["without_document"]

    def clean_done_on(self) -> dt.date:
        """Refuse a day to come."""
        day = self.cleaned_data["done_on"]
        if day > self.today:
            raise ValidationError("Этот день ещё не наступил.", code="future")
        return day


class ReasonForm(forms.Form):
    """Why something is cancelled, reopened or taken back."""

    reason = forms.CharField(
        label="Почему",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, почему."},
    )


class DatesForm(forms.Form):
    """Days that a person names where the wording leaves them open."""

    starts_on = forms.DateField(label="С", required=False, widget=day_input())
    due_on = forms.DateField(
        label="По",
        widget=day_input(),
        help_text="Последний день: после него мероприятие считается просроченным.",
        error_messages={"required": "Укажите последний день."},
    )


class TimesForm(forms.Form):
    """One more of several, or one less after a mistake."""

    count = forms.TypedChoiceField(
        label="Сколько", choices=[(1, "ещё одно"), (-1, "убрать одно")], coerce=int
    )
    note = forms.CharField(label="Что именно", max_length=300, required=False)


class FollowingForm(forms.ModelForm):
    """A person's own switches of letters."""

    class Meta:
        model = Following
        fields = ("wants_reminders", "wants_digest")
        labels = {
            "wants_reminders": "Напоминания о сроках",
            "wants_digest": "Обзор недели по понедельникам",
        }
        help_texts = {
            "wants_reminders": (
                "За 14 дней, за 3 дня, в день срока и через 3 дня после него. Не больше "
                "одного письма в день; выполненное и отменённое не напоминается."
            ),
            "wants_digest": "Что просрочено, что на этой неделе и что на следующей.",
        }
