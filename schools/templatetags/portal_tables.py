"""What the template of lists needs to know about a table, computed once a table.

The library computes a column's attributes anew for every cell; with 50 rows of
8 columns that costs more than the query. Here a column's class is read once.
"""

import html
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

from schools.templatetags.portal_format import day, moment, number
from schools.templatetags.row_cards import NOTHING


register = template.Library()

NOTHING_FOUND = "По этому отбору ничего не найдено. Измените или сбросьте отбор."


@register.simple_tag(takes_context=True)
def table_frame(context: RequestContext, table: Table) -> dict[str, Any]:
    """Everything around and inside the table's body."""
    query = context["request"].GET
    columns = list(table.columns)
    return {
        "name": getattr(table, "name", "table"),
        "caption": getattr(table, "caption", "Список"),
        "tall": getattr(table, "tall", False),
        "zebra": getattr(table, "zebra", False),
        "export_url": _export_url(table, query),
        "empty_text": table.empty_text or NOTHING_FOUND,
        "heads": [_head(table, column, query) for column in columns],
        "rows": _rows(table, columns),
    }


def _export_url(table: Table, query: QueryDict) -> str:
    """The address of the file that holds exactly what is shown, without paging."""
    address = getattr(table, "export_url", "")
    if not address:
        return ""
    kept = query.copy()
    kept.pop(table.prefixed_page_field, None)
    return f"{address}?{kept.urlencode()}" if kept else address


def _css(column: BoundColumn, part: str) -> str:
    return str(column.column.attrs.get(part, {}).get("class", ""))


def _head(table: Table, column: BoundColumn, query: QueryDict) -> dict[str, str]:
    direction = ""
    if column.is_ordered:
        is_descending = column.order_by_alias.is_descending
        direction = "descending" if is_descending else "ascending"
    return {
        "title": column.header,
        "css": _css(column, "th") or _css(column, "td"),
        "direction": direction,
        "url": _sort_url(table, column, query) if column.orderable else "",
    }


def _sort_url(table: Table, column: BoundColumn, query: QueryDict) -> str:
    """The same list sorted by this column, the filters kept, from the first page."""
    address = query.copy()
    address.pop(table.prefixed_page_field, None)
    address[table.prefixed_order_by_field] = column.order_by_alias.next
    return f"?{address.urlencode()}"


def _rows(table: Table, columns: list[BoundColumn]) -> Iterator[SafeString]:
    header = getattr(table, "row_header", columns[0].name if columns else "")
    cells = [Cell(column, column.name == header) for column in columns]
    # A table of tens of thousands gives the values of a row at once, by column.
    ready = getattr(table, "row_values", None)
    for row in table.paginated_rows:
        if ready:
            values = ready(row.record)
            drawn = [cell.framed(values[cell.column.name]) for cell in cells]
        else:
            drawn = [cell.draw(row) for cell in cells]
        yield mark_safe("".join(drawn))  # noqa: S308 - each cell escaped


class Cell:
    """Draws one column's cells; looks at the column's `render` once, not per row."""

    def __init__(self, column: BoundColumn, is_header: bool) -> None:
        self.column = column
        self.default = column.default
        self.wanted, self.takes_all = signature(column.render)
        self.is_plain = column.link is None and not self.takes_all
        css = _css(column, "td")
        css = format_html(' class="{}"', css) if css else ""
        self.start = f'<th scope="row"{css}>' if is_header else f"<td{css}>"
        # On a phone a row is a card: each value that says something has a name.
        name = format_html(' data-label="{}"', column.header)
        self.named = self.start if is_header else f"<td{css}{name}>"
        self.end = "</th>" if is_header else "</td>"

    def draw(self, row: BoundRow) -> str:
        """One cell with its tags."""
        return self.framed(self.value_of(row))

    def framed(self, value: object) -> str:
        """A value with the tags of its cell."""
        text = cell_text(value)
        start = self.start if text in NOTHING else self.named
        return f"{start}{text}{self.end}"

    def value_of(self, row: BoundRow) -> object:
        """What the library's `row.get_cell` returns, without its inspection."""
        if not self.is_plain:
            return row.get_cell(self.column.name)

        def render(_column: BoundColumn, value: object = None) -> object:
            known = row._optional_cell_arguments(self.column, value)  # noqa: SLF001
            return self.column.render(**{name: known[name] for name in self.wanted})

        return row._get_and_render_with(self.column, render, self.default)  # noqa: SLF001


def cell_text(value: object) -> str:
    """A cell as people read it: numbers with a comma, days in words, the rest escaped."""
    # Nearly every cell is one of these two, so they are asked about first.
    if isinstance(value, SafeString):
        return value
    if type(value) is str:
        return html.escape(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return html.escape(str(value))
