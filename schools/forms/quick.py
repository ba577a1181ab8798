"""Widgets of filter bars drawn without a template for each option.

Django renders every `<option>` by two templates of its own; a choice of sixty
municipalities took longer than the page's queries. The markup is the same.
"""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """A drop-down list."""

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: object = None
    ) -> SafeString:
        widget = context["widget"]
        return format_html(
            '<select name="{}"{}>{}</select>',
            widget["name"],
            flatatt(widget["attrs"]),
            format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                (
                    (option["value"], _attributes(option["attrs"]), option["label"])
                    for _group, options, _index in widget["optgroups"]
                    for option in options
                ),
            ),
        )


class QuickCheckboxes(forms.CheckboxSelectMultiple):
    """A list of boxes, several of which may be checked."""

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: object = None
    ) -> SafeString:
        widget = context["widget"]
        lines = (
            (
                option["attrs"]["id"],
                widget["name"],
                option["value"],
                flatatt(option["attrs"]),
                option["label"],
            )
            for _group, options, _index in widget["optgroups"]
            for option in options
        )
        return format_html(
            '<div id="{}">{}</div>',
            widget["attrs"]["id"],
            format_html_join(
                "",
                '<div><label for="{}"><input type="checkbox" name="{}" value="{}"{}> '
                "{}</label></div>",
                lines,
            ),
        )


def _attributes(found: dict[str, Any]) -> str:
    """Return attributes as markup; almost every option has none."""
    return flatatt(found) if found else ""
