"""Workbooks with numbers as numbers, days as days and text that never calculates."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet


CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST, _NARROWEST = 60, 8
# Columns are as wide as their first rows need: later ones are not read twice.
_SAMPLE = 200


@dataclass(frozen=True)
class SheetOfRows:
    """One sheet: its name, headers and rows of plain values."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]


def workbook(
    sheets: Sequence[SheetOfRows], *, created: dt.datetime | None = None
) -> bytes:
    """Return a workbook; each sheet has a frozen header and a filter on it.

    `created` is the moment of the numbers, in the file's properties; without it
    the file says when it was written, so its bytes differ from one made later.
    """
    output = BytesIO()
    with xlsxwriter.Workbook(output, _OPTIONS) as book:
        if created is not None:
            book.set_properties({"created": created.astimezone(dt.UTC)})
        formats = _formats(book)
        for item in sheets:
            _write_sheet(book.add_worksheet(item.name[:31]), item, formats)
    return output.getvalue()


def write_value(
    sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Format]
) -> None:
    """Write a value with its type. Text is text, even when it begins with «=»."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "да" if value else "нет")
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, value)
    elif isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local.replace(tzinfo=None), formats["moment"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["day"])
    else:
        sheet.write_string(row, column, str(value))


def _write_sheet(
    sheet: Worksheet, item: SheetOfRows, formats: dict[str, Format]
) -> None:
    sheet.freeze_panes(1, 1)
    for column, width in enumerate(_widths(item)):
        sheet.set_column(column, column, width)
    for column, header in enumerate(item.headers):
        sheet.write_string(0, column, str(header), formats["header"])
    for number, row in enumerate(item.rows, start=1):
        for column, value in enumerate(row):
            write_value(sheet, number, column, value, formats)
    if item.headers:
        sheet.autofilter(0, 0, len(item.rows), len(item.headers) - 1)


def _formats(book: Workbook) -> dict[str, Format]:
    return {
        "header": book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
        "day": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
    }


def _widths(item: SheetOfRows) -> list[int]:
    found = []
    for column, header in enumerate(item.headers):
        longest_word = max((len(word) for word in str(header).split()), default=0)
        cells = (len(str(row[column] or "")) for row in item.rows[:_SAMPLE])
        width = max(longest_word, *cells, _NARROWEST) + 2
        found.append(min(width, _WIDEST))
    return found
