"""Numbers as Russian officials type them: comma, true minus, spaces."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


MINUS, NBSP, THIN = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}"


def tidy(text: str) -> str:
    """Return the number as Python reads it."""
    for space in (NBSP, THIN, " "):
        text = text.replace(space, "")
    return text.replace(MINUS, "-").replace("–", "-").replace(",", ".")


def spoken(value: Any) -> str:
    """Return the number as people write it."""
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:g}".replace("-", MINUS).replace(".", ",")


class NumberField(forms.FloatField):
    """A number with a comma or a point, −1 and -1 alike."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a telephone for its numeric keyboard."""
        return {"inputmode": "decimal"}

    def to_python(self, value: Any) -> float | None:
        """Read the number in either notation."""
        return super().to_python(tidy(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Show the number with a comma; what was typed stays as it was typed."""
        return spoken(value) if isinstance(value, int | float) else value


class NumbersField(forms.CharField):
    """Several numbers apart by semicolons: «0,5; 0,3; 0,2»."""

    def to_python(self, value: Any) -> list[float]:
        """Read the numbers; nothing is an empty list."""
        text = super().to_python(value)
        try:
            return [float(tidy(part)) for part in text.split(";") if part.strip()]
        except ValueError as error:
            message = "Запишите числа через точку с запятой: «0,5; 0,3; 0,2»."
            raise ValidationError(message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Show the numbers with commas."""
        if isinstance(value, list | tuple):
            return "; ".join(spoken(number) for number in value)
        return value
