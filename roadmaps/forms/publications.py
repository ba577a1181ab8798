"""The form of an address on a school's site."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import URLValidator

from schools.forms.schools import day_input


class PublicationForm(forms.Form):
    """Where the paper is, and since when."""

    address = forms.CharField(
        label="Адрес страницы или файла",
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=(
            "Скопируйте адрес из браузера. Портал откроет его сам и будет проверять "
            "каждый день."
        ),
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message="Адрес начинается с http:// или https://.",
            )
        ],
        error_messages={"required": "Напишите адрес."},
    )
    published_on = forms.DateField(
        label="Когда размещено",
        widget=day_input(),
        error_messages={"required": "Назовите день размещения."},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_on"].widget.attrs["max"] = today.isoformat()
