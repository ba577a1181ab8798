"""Tags that draw the repeated parts of a page: icons, badges, headers, tables, filters."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import lucide
from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from schools.templatetags.row_cards import with_named_cells
from schools.templatetags.status_marks import MARKS, SHAPES


register = template.Library()


@register.simple_tag
def product_name() -> str:
    """The name of the portal, written once in the settings."""
    return settings.PRODUCT_NAME


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, css: str = "") -> SafeString:
    """A lucide icon as inline SVG, decoration only: the words stand beside it."""
    css_class = f"icon {css}".strip()
    svg = lucide._render_icon(  # noqa: SLF001 - the public tag is for templates only
        name, None, **{"class": css_class, "aria-hidden": "true", "focusable": "false"}
    )
    return mark_safe(svg)  # noqa: S308 - drawn by the library from its own archive


@register.simple_tag
@lru_cache(maxsize=256)
def mark(code: str) -> SafeString:
    """The shape of a status without its word, for legends and timelines."""
    found = MARKS[code]
    return format_html(
        '<svg class="glyph glyph--{}" viewBox="0 0 12 12" aria-hidden="true">{}</svg>',
        found.tone,
        mark_safe(SHAPES[found.shape]),  # noqa: S308 - a constant of status_marks
    )


@register.simple_tag
@lru_cache(maxsize=1024)
def status_badge(code: str, word: str = "") -> SafeString:
    """Shape, colour and word of a status: `{% status_badge "low_results" %}`.

    `word` replaces the usual word. Tables may call it as a plain function.
    """
    return format_html(
        '<span class="status">{}<span>{}</span></span>',
        mark(code),
        word or MARKS[code].word,
    )


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "") -> SafeString:
    """The heading of a page, a sentence under it, the one main action at the right.

    `{% page_header "Школы" lead="…" %}<a class="btn btn-primary">…</a>{% endpage_header %}`
    """
    return render_to_string(
        "components/page_header.html",
        {"title": title, "lead": lead, "action": mark_safe(content.strip())},  # noqa: S308 - rendered by the page
    )


@register.simple_block_tag
def data_table(
    content: str,
    caption: str,
    name: str,
    *,
    tall: bool = False,
    caption_hidden: bool = False,
    dense: bool = False,
    place: str = "",
) -> SafeString:
    """A table that scrolls inside itself and can be reached from the keyboard.

    The content is `<thead>` and `<tbody>`; `name` is unique on the page; `tall`
    gives a long table its own height, so that the header stays in sight; `place` is
    said before the caption where two parts of a page hold tables of one name. On a
    phone each row of a wide table is a card.
    """
    named = with_named_cells(content)
    return render_to_string(
        "components/data_table.html",
        {
            "content": mark_safe(named) if named else content,  # noqa: S308 - rendered by the page
            "cards": named is not None,
            "caption": caption,
            "name": name,
            "tall": tall,
            "caption_hidden": caption_hidden,
            "dense": dense,
            "place": place,
        },
    )


@register.inclusion_tag("components/chart.html")
def chart(
    *,
    name: str,
    title: str,
    spec: dict[str, Any],
    columns: list[dict[str, Any]],
    rows: list[list[str]],
    sentence: str = "",
    legend: Sequence[str] = (),
) -> dict[str, Any]:
    """A chart with its message as the title and the table behind it.

    `spec` is a Vega-Lite specification; `columns` are mappings with `title` and
    `numeric`; `rows` are ready texts in the order of the columns; `legend` are status
    codes, drawn above as words that wrap on a narrow window. The page puts
    "layouts/_charts.html" into its block `charts`.
    """
    numeric = [bool(column.get("numeric")) for column in columns]
    return {
        "name": name,
        "spec_id": f"{name}-spec",
        "table_name": f"{name}-table",
        "title": title,
        "spec": spec,
        "sentence": sentence,
        "legend": legend,
        "columns": [
            {"title": c["title"], "numeric": bool(c.get("numeric"))} for c in columns
        ],
        "rows": [
            [
                {"text": text, "numeric": right}
                for text, right in zip(row, numeric, strict=True)
            ]
            for row in rows
        ],
    }


@register.inclusion_tag("components/form_errors.html")
def form_errors(
    form: forms.BaseForm, title: str = "Не сохранено: исправьте отмеченное"
) -> dict[str, Any]:
    """The summary of a form's errors with links to the fields."""
    return {
        "title": title,
        "form": form,
        "fields": [form[name] for name in form.errors if name in form.fields],
        "general": form.non_field_errors(),
    }


@register.inclusion_tag("components/field.html")
def field(bound: forms.BoundField, previous: object = None) -> dict[str, Any]:
    """A field with label, help, previous value and errors."""
    return field_context(bound, previous)


@register.inclusion_tag("components/field.html")
def field_group(bound: forms.BoundField) -> dict[str, Any]:
    """The same for `{{ form }}`; earlier values come from `form.previous_values`."""
    earlier = getattr(bound.form, "previous_values", {})
    return field_context(bound, earlier.get(bound.name))


def field_context(bound: forms.BoundField, previous: object) -> dict[str, Any]:
    """What the field template needs to know about a bound field."""
    widget = bound.field.widget
    if widget.attrs.get("placeholder") == bound.label:
        # The label says it already, in full contrast and for good.
        del widget.attrs["placeholder"]
    return {
        "field": bound,
        "previous": previous,
        "is_check": getattr(widget, "input_type", "") == "checkbox"
        and not bound.use_fieldset,
        "is_optional": not bound.field.required,
    }


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    """The address's query without one filter, back on the first page."""
    rest = query.copy()
    kept = [item for item in rest.getlist(name) if value is not None and item != value]
    rest.setlist(name, kept)
    if not kept:
        del rest[name]
    rest.pop("page", None)
    return rest.urlencode()


def _words(bound: forms.BoundField, value: str) -> str:
    """What a person chose, in the words of the choice."""
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return "да" if isinstance(bound.field, forms.BooleanField) else value
    found = [str(label) for code, label in choices if str(code) == value]
    return found[0] if found else value


def active_filters(form: forms.BaseForm, query: QueryDict) -> list[dict[str, str]]:
    """Every filter that narrows the list: its name, its words, the way to drop it."""
    return [
        {
            "label": str(form[name].label),
            "value": _words(form[name], value),
            "rest": _without(query, name, value),
        }
        for name in form.fields
        for value in query.getlist(name)
        if value.strip()
    ]


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: RequestContext,
    form: forms.BaseForm,
    target: str = "list",
    search: str = "search",
) -> dict[str, Any]:
    """A filter form whose state is the address; `target` is the id of the list.

    The field named `search` stands first and wide. Sorting survives a filter.
    """
    query = context["request"].GET
    if search in form.fields:
        form.fields[search].widget.input_type = "search"
    return {
        "form": form,
        "target": target,
        "search": form[search] if search in form.fields else None,
        "fields": [
            bound for bound in form if bound.name != search and not bound.is_hidden
        ],
        "kept": [(key, query[key]) for key in ("sort", "per_page") if key in query],
        "active": active_filters(form, query),
        "path": context["request"].path,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: RequestContext, page: Page, parameter: str = "page", label: str = ""
) -> dict[str, Any]:
    """Links to the pages of a list that keep the filters of the address.

    `label` names the list when a page has two.
    """
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    rest = query.urlencode()
    return {
        "page": page,
        "label": label,
        "pages": list(
            page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ),
        "prefix": f"?{rest}&{parameter}=" if rest else f"?{parameter}=",
        "ellipsis": page.paginator.ELLIPSIS,
    }
