"""Forms of a review: a score, a remark, its answer, a file, a colleague, the verdict."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from roadmaps.enums import ReviewVerdict
from roadmaps.uploads import ACCEPTED
from schools.forms.schools import day_input
from schools.models import User


SCORES = [(2, "2"), (1, "1"), (0, "0")]


class ScoreForm(forms.Form):
    """One criterion; the action says what a low score lacks."""

    score = forms.TypedChoiceField(
        label="Оценка",
        choices=SCORES,
        coerce=int,
        error_messages={"required": "Выберите оценку: 0, 1 или 2."},
    )
    comment = forms.CharField(label="Почему", max_length=4000, required=False)
    seen = forms.CharField(required=False)


class RemarkForm(forms.Form):
    """What should be mended, and where."""

    section = forms.CharField(
        label="Раздел",
        max_length=200,
        required=False,
        help_text="Как в документе. Пусто – к документу в целом.",
        widget=forms.TextInput(attrs={"list": "sections", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label="Что исправить",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, что исправить."},
    )


class AnswerForm(forms.Form):
    """What the school did about a remark."""

    answer = forms.CharField(
        label="Ответ школы",
        max_length=8000,
        required=False,
        help_text="Что исправлено и где это в документе, или почему оставлено как есть.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MarkedFileForm(forms.Form):
    """The programme with the reviewer's marks."""

    file = forms.FileField(
        label="Файл с пометками", widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )

    def __init__(self, *args: Any, limits: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = limits


class SecondOpinionForm(forms.Form):
    """Whom to ask, what and by when."""

    reviewer = forms.ModelChoiceField(
        label="Кого попросить", queryset=User.objects.none(), empty_label="выберите"
    )
    question = forms.CharField(
        label="О чём спросить",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Придёт в письме вместе со ссылкой на программу.",
    )
    due_on = forms.DateField(label="Ответить до", widget=day_input())

    def __init__(self, *args: Any, candidates: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = candidates


class TakeOverForm(forms.Form):
    """Why the review changes hands."""

    reason = forms.CharField(
        label="Почему",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, почему."},
    )


class VerdictForm(forms.Form):
    """The verdict of the main review."""

    verdict = forms.ChoiceField(
        label="Вывод",
        choices=[
            (ReviewVerdict.AGREE, "Согласовать"),
            (ReviewVerdict.RETURN, "Вернуть с замечаниями"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите вывод."},
    )
    due_on = forms.DateField(
        label="Новую версию прислать до",
        required=False,
        widget=day_input(),
        help_text="Нужен, когда программа возвращается.",
    )
    summary = forms.CharField(
        label="Общий вывод",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Школа прочитает его первым.",
    )


class OpinionForm(forms.Form):
    """A second opinion: advice to the main reviewer."""

    verdict = forms.ChoiceField(
        label="Что вы советуете",
        choices=[
            (ReviewVerdict.AGREE, "Согласовать"),
            (ReviewVerdict.RETURN, "Вернуть с замечаниями"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите, что вы советуете."},
    )
    summary = forms.CharField(
        label="Ваше мнение",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Напишите ваше мнение."},
        help_text="Сначала его читает основной проверяющий, школа – вместе с решением.",
    )
