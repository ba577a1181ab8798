"""Forms of a site check: what a checker saw, what the school says to it."""

from django import forms
from django.core.validators import URLValidator

from monitoring.enums import SiteVerdict


MOST_WORDS = 4_000


class SiteCheckForm(forms.Form):
    """One item of one school; read from what its own small form has sent."""

    verdict = forms.ChoiceField(
        choices=SiteVerdict.choices,
        error_messages={
            "required": "Отметьте, что видно на сайте.",
            "invalid_choice": "Отметьте, что видно на сайте.",
        },
    )
    address = forms.CharField(
        required=False,
        max_length=1000,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message="Адрес начинается с http:// или https://.",
            )
        ],
    )
    note = forms.CharField(required=False, max_length=MOST_WORDS)
    checked_on = forms.DateField(
        error_messages={
            "required": "Назовите день проверки.",
            "invalid": "Укажите день проверки: например, 12.02.2026.",
        }
    )
    revision = forms.IntegerField(required=False, min_value=0)

    def clean_revision(self) -> int:
        """Take an absent revision for an item that nobody has checked."""
        return self.cleaned_data["revision"] or 0


class AnswerForm(forms.Form):
    """What the school says to a verdict."""

    answer = forms.CharField(
        label="Ответ школы",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
