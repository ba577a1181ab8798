"""Workbooks with numbers as numbers, days as days and text that never calculates."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from import_export.formats import base_formats
from tablib import Dataset
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet


CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST, _NARROWEST = 60, 8
# Columns are as wide as their first rows need: later ones are not read twice.
_SAMPLE = 200


class TypedXlsx(base_formats.XLSX):
    """The export format of django-import-export that keeps types and scales."""

    CONTENT_TYPE = CONTENT_TYPE

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        """Return the workbook; `about` gives lines for a second sheet."""
        output = BytesIO()
        write_workbook(
            output,
            title=kwargs.get("title") or "Лист",
            headers=dataset.headers,
            rows=list(dataset),
            about=kwargs.get("about", ()),
        )
        return output.getvalue()


def write_workbook(
    output: IO[bytes],
    *,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Any]],
    about: Iterable[tuple[str, Any]] = (),
) -> None:
    """Write one table with a frozen header, and a sheet that says what it is."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, options) as book:
        formats = _formats(book)
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 1)
        for column, width in enumerate(_widths(headers, rows)):
            sheet.set_column(column, column, width)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, str(header), formats["header"])
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                write_value(sheet, number, column, value, formats)
        if headers:
            sheet.autofilter(0, 0, len(rows), len(headers) - 1)
        _write_about(book, list(about), formats)


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


def _formats(book: Workbook) -> dict[str, Format]:
    return {
        "header": book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
        "day": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
    }


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    found = []
    for column, header in enumerate(headers):
        longest_word = max((len(word) for word in str(header).split()), default=0)
        cells = (len(str(row[column] or "")) for row in rows[:_SAMPLE])
        width = max(longest_word, *cells, _NARROWEST) + 2
        found.append(min(width, _WIDEST))
    return found


def _write_about(
    book: Workbook, lines: list[tuple[str, Any]], formats: dict[str, Format]
) -> None:
    if not lines:
        return
    sheet = book.add_worksheet("Сведения")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 70)
    for row, (term, value) in enumerate(lines):
        sheet.write_string(row, 0, term, formats["header"])
        write_value(sheet, row, 1, value, formats)
