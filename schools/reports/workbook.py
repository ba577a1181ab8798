"""Workbooks of frozen numbers: types kept, nothing that calculates."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter


OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NARROWEST, WIDEST = 8, 60


@dataclass(frozen=True)
class SheetOfRows:
    """One sheet: its name, headers and rows of plain values."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]


def workbook(sheets: Sequence[SheetOfRows]) -> bytes:
    """Return a workbook; each sheet has a frozen header that stays in sight."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for item in sheets:
            sheet = book.add_worksheet(item.name[:31])
            sheet.freeze_panes(1, 1)
            for column, header in enumerate(item.headers):
                width = min(max(len(header), NARROWEST), WIDEST)
                sheet.set_column(column, column, _width(item, column, width), text)
            sheet.write_row(0, 0, item.headers, head)
            for number, row in enumerate(item.rows, 1):
                sheet.write_row(number, 0, row)
    return output.getvalue()


def _width(sheet: SheetOfRows, column: int, least: int) -> int:
    """Return a width that the first rows fit into."""
    longest = max((len(str(row[column])) for row in sheet.rows[:100]), default=0)
    return min(max(least // 2, longest, NARROWEST), WIDEST)
