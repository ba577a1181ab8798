"""Fields in which people type lists: one thing a line, or one thing a box."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


_DAY = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_SPAN = re.compile(rf"^(?:с\s+)?{_DAY}(?:\s*(?:[-–—]|по)\s*{_DAY})?$", re.IGNORECASE)
_UNTIL = re.compile(rf"^до\s+{_DAY}$", re.IGNORECASE)
_COUNTER = re.compile(r"^(?:не\s+менее\s+)?(\d{1,5})\s*(%?)\s*(.*)$", re.IGNORECASE)
# Boxes that wait for another name, beside those that are filled.
FREE_BOXES = 3


class LinesField(forms.CharField):
    """Sentences, one a line; the value is their list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """Return the lines that say something."""
        text = super().to_python(value)
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists, not the text."""
        return (initial or []) != self.to_python(data or "")


class SpansField(LinesField):
    """Days and stretches of days, one a line, as they are kept in JSON."""

    def to_python(self, value: Any) -> list[list[str | None]]:
        """Return pairs of ISO days, or say which line is not understood."""
        return [_span(line) for line in super().to_python(value)]


class CountersField(LinesField):
    """«5 мероприятий», «20 % участников», one a line."""

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        """Return the countable promises, or say which line is not one."""
        return [_counter(line) for line in super().to_python(value)]


class BoxesInput(forms.TextInput):
    """Several boxes of one name; `suggestions` is the id of a `<datalist>`."""

    def __init__(self, *, suggestions: str, label: str) -> None:
        super().__init__(attrs={"list": suggestions, "maxlength": "300"})
        self.label = label

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> list[str]:
        """Return what stands in the boxes."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Point the label at the first box."""
        return f"{id_}_0" if id_ else id_

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Draw a box for each value and some free ones."""
        del renderer
        values = [*(value or []), *[""] * FREE_BOXES]
        own = {**self.attrs, **(attrs or {})}
        boxes = (
            (
                own.get("id", f"id_{name}"),
                place,
                name,
                text,
                f"{self.label} {place + 1}",
                own["list"],
                own["maxlength"],
            )
            for place, text in enumerate(values)
        )
        return format_html(
            '<div class="boxes">{}</div>',
            format_html_join(
                "",
                '<input type="text" id="{}_{}" name="{}" value="{}" aria-label="{}"'
                ' list="{}" maxlength="{}" autocomplete="off">',
                boxes,
            ),
        )


class BoxesField(forms.Field):
    """Names, one a box; the value is the list of those that are filled, each once."""

    def to_python(self, value: Any) -> list[str]:
        """Return the names in order."""
        names = (" ".join(str(name).split())[:300] for name in value or [])
        return list(dict.fromkeys(name for name in names if name))


def _span(line: str) -> list[str | None]:
    until = _UNTIL.match(line)
    if until is not None:
        return [None, _day(until.groups(), line).isoformat()]
    found = _SPAN.match(line)
    if found is None:
        raise ValidationError(
            f"«{line}» – не дата. Пишите так: «01.09.2025 – 30.09.2025», «15.10.2025» "
            "или «до 20.05.2026».",
            code="span",
        )
    start = _day(found.groups()[:3], line)
    end = _day(found.groups()[3:], line) if found.group(4) else start
    if end < start:
        message = f"«{line}»: срок заканчивается раньше, чем начинается."
        raise ValidationError(message, code="span_backwards")
    return [start.isoformat(), end.isoformat()]


def _day(parts: tuple[str | Any, ...], line: str) -> dt.date:
    day, month, year = (int(part) for part in parts)
    try:
        return dt.date(year, month, day)
    except ValueError:
        message = f"«{line}»: такого дня нет в календаре."
        raise ValidationError(message, code="no_day") from None


def _counter(line: str) -> dict[str, Any]:
    found = _COUNTER.match(line)
    if found is None or not (found.group(2) or found.group(3)):
        raise ValidationError(
            f"«{line}» не посчитать. Начните с числа: «5 мероприятий», «20 % участников».",
            code="counter",
        )
    return {
        "at_least": int(found.group(1)),
        "unit": found.group(3),
        "is_percent": bool(found.group(2)),
    }
