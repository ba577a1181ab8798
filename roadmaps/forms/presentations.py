"""The form of a presentation: the event, the version shown, what was decided."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from roadmaps.enums import Occasion
from roadmaps.models import ProgrammeVersion
from schools.forms.schools import day_input
from schools.templatetags.portal_format import day


MOST_TEXT = 4000


class PresentationForm(forms.Form):
    """What happened, without names of people."""

    occasion = forms.ChoiceField(
        label="Событие",
        choices=[("", "не выбрано"), *Occasion.choices],
        error_messages={"required": "Выберите событие."},
    )
    held_on = forms.DateField(
        label="Когда",
        widget=day_input(),
        error_messages={"required": "Укажите день."},
    )
    place = forms.CharField(
        label="Где",
        max_length=300,
        error_messages={"required": "Напишите, где это было."},
    )
    version: "forms.ModelChoiceField[ProgrammeVersion]" = forms.ModelChoiceField(
        label="Какую версию показали",
        queryset=ProgrammeVersion.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Выберите версию.",
            "invalid_choice": "Выберите версию из списка.",
        },
    )
    outcome = forms.CharField(
        label="Итог",
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Что решили и что посоветовали. Без имён и фамилий.",
        error_messages={"required": "Напишите, чем закончилось."},
    )
    next_step = forms.CharField(
        label="Что дальше",
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Что сделать школе и к какому сроку.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        versions: "QuerySet[ProgrammeVersion]",
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset = versions
        field.label_from_instance = _named
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()


def _named(version: ProgrammeVersion) -> str:
    sent = "" if version.sent_at else ", не отправлялась"
    return f"Версия {version.number} от {day(version.uploaded_at)}{sent}"
