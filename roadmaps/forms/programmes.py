"""Forms of a programme: its beginning, a version, and what each move asks for."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from roadmaps.models import Programme, ProgrammeKind, ProgrammeVersion
from roadmaps.queries.programmes import kinds_for, possible_successors, writable_schools
from roadmaps.uploads import ACCEPTED, UploadLimits, limits_in_words
from roadmaps.workflow import State, Transition
from schools.forms.schools import day_input
from schools.ingest.attached import attached_type
from schools.models import School, User


MOST_COMMENT = 4000
MOST_REASON = 4000
MOST_ORDER_BYTES = 20 * 1024 * 1024
EMPTY_FILE = "Файл пуст: сохраните документ ещё раз и загрузите его заново."


class ProgrammeFileField(forms.FileField):
    """A programme's file; its limits are named beside the field and to the script."""

    def __init__(self, *, limits: UploadLimits, **kwargs: Any) -> None:
        super().__init__(
            help_text=limits_in_words(limits),
            widget=forms.FileInput(
                attrs={"accept": ACCEPTED, "data-megabytes": limits.megabytes}
            ),
            error_messages={"required": "Выберите файл.", "empty": EMPTY_FILE},
            **kwargs,
        )


class StartForm(forms.Form):
    """A new document: whose, what, for which years, and its file if it is ready."""

    school: "forms.ModelChoiceField[School]" = forms.ModelChoiceField(
        label="Школа",
        queryset=School.objects.none(),
        empty_label="не выбрана",
        error_messages={"required": "Выберите школу."},
    )
    kind: "forms.ModelChoiceField[ProgrammeKind]" = forms.ModelChoiceField(
        label="Вид документа",
        queryset=ProgrammeKind.objects.none(),
        empty_label="не выбран",
        error_messages={"required": "Выберите вид документа."},
    )
    title = forms.CharField(
        label="Название",
        max_length=500,
        help_text="Как на титульном листе.",
        error_messages={"required": "Напишите название программы."},
    )
    starts_on = forms.DateField(
        label="Срок с",
        widget=day_input(),
        error_messages={"required": "Укажите первый день программы."},
    )
    ends_on = forms.DateField(
        label="Срок по",
        widget=day_input(),
        error_messages={"required": "Укажите последний день программы."},
    )

    def __init__(self, *args: Any, user: User, limits: UploadLimits, **kw: Any) -> None:
        super().__init__(*args, **kw)
        schools = writable_schools(user=user)
        self.fields["school"].queryset = schools
        own = list(schools[:2])
        if len(own) == 1:
            self.fields["school"].initial = own[0]
            self.fields["school"].widget = forms.HiddenInput()
        self.fields["kind"].queryset = kinds_for(user=user)
        self.fields["kind"].label_from_instance = lambda kind: kind.name
        self.fields["file"] = ProgrammeFileField(
            label="Файл", required=False, limits=limits
        )


class VersionForm(forms.Form):
    """The next version of a programme."""

    comment = forms.CharField(
        label="Что изменено",
        max_length=MOST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Несколько слов для тех, кто будет проверять.",
    )
    field_order = ("file", "comment")

    def __init__(self, *args: Any, limits: UploadLimits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = ProgrammeFileField(label="Файл программы", limits=limits)
        self.order_fields(self.field_order)


class MoveForm(forms.Form):
    """What one move asks for: fields by the needs of its line in the table."""

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        move: Transition,
        version: ProgrammeVersion | None,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for need in move.needs:
            for name, field in self._fields_of(need, programme, today).items():
                self.fields[name] = field
        if move.target == State.RETURNED:
            self.fields["until"] = _day("Исправить до", required=False)
        if "version" in move.needs and version is not None:
            # Which version the person has seen on the page: a newer one is refused.
            self.fields["version"] = forms.ModelChoiceField(
                queryset=programme.versions.all(),
                initial=version.pk,
                required=False,
                widget=forms.HiddenInput(),
            )

    def _fields_of(
        self, need: str, programme: Programme, today: dt.date
    ) -> dict[str, forms.Field]:
        if need == "reason":
            return {"reason": _reason()}
        if need == "order":
            return _order_fields()
        if need == "address":
            return {"address": _address()}
        if need == "until":
            return {"until": _day("Продлить по", required=True)}
        if need == "successor":
            return {"successor": _successor(programme)}
        return {}

    def clean_order_file(self) -> UploadedFile | None:
        """Refuse an order that is not what it is called."""
        upload = self.cleaned_data["order_file"]
        if upload is None:
            return None
        if upload.size > MOST_ORDER_BYTES:
            raise forms.ValidationError(
                "Файл больше 20 МБ. Сохраните его с меньшим качеством.",
                code="too_large",
            )
        self.order_type = attached_type(upload, name=upload.name)
        if self.order_type is None:
            raise forms.ValidationError(
                "Подойдёт PDF, DOCX, ODT или снимок JPG, PNG; содержимое должно "
                "совпадать с названием.",
                code="not_accepted",
            )
        return upload


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Почему",
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Напишите, почему."},
    )


def _order_fields() -> dict[str, forms.Field]:
    return {
        "order_number": forms.CharField(
            label="Номер приказа",
            max_length=60,
            error_messages={"required": "Укажите номер приказа."},
        ),
        "order_date": _day("Дата приказа", required=True),
        "order_file": forms.FileField(
            label="Файл приказа",
            required=False,
            help_text="PDF, DOCX или снимок, до 20 МБ.",
        ),
    }


def _address() -> forms.CharField:
    return forms.CharField(
        label="Адрес на сайте школы",
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="Адрес страницы или файла, по которому программу может открыть любой.",
        error_messages={"required": "Укажите адрес."},
    )


def _day(label: str, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=day_input(),
        required=required,
        error_messages={"required": "Укажите день."},
    )


def _successor(programme: Programme) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label="Новая программа",
        queryset=possible_successors(programme=programme),
        empty_label="не выбрана",
        error_messages={"required": "Выберите программу, которая заменит эту."},
    )
