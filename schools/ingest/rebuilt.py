"""Builds the marked copy anew from the read sheets, without columns of people's data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from schools.ingest.errors import Finding
from schools.ingest.identity import HIDDEN, hide_personal, is_personal
from schools.ingest.remark_list import (
    AUTHOR,
    ERROR_COLOUR,
    LIST_HEADINGS,
    LIST_TITLE,
    LIST_WIDTHS,
    WARNING_COLOUR,
    comment_text,
    list_row,
)
from schools.ingest.row_kinds import NOTE
from schools.ingest.safe_text import begins_like_formula, sheet_title, storable
from schools.ingest.sheets import Cell, Sheet, cell_text, column_letter, column_number
from schools.ingest.wording import normalise_heading


Marks = dict[int, dict[int, list[Finding]]]
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_rebuilt_copy(
    sheets: Sequence[Sheet],
    findings: Sequence[Finding],
    path_out: Path,
    drops: Mapping[str, set[int]],
) -> None:
    """Write the sheets and the list of remarks into a new workbook.

    Columns of `drops` are left out, so letters in the list are those of the copy.
    """
    moved = [_moved(finding, drops.get(finding.sheet, set())) for finding in findings]
    with xlsxwriter.Workbook(str(path_out), OPTIONS) as workbook:
        writer = _Writer(workbook, hides_people=bool(drops))
        writer.write_list(moved)
        taken = {LIST_TITLE.casefold()}
        for sheet in sheets:
            if sheet.name == LIST_TITLE:
                continue
            worksheet = workbook.add_worksheet(sheet_title(sheet.name, taken))
            if sheet.hidden:
                worksheet.hide()
            marks = _marks(item for item in moved if item.sheet == sheet.name)
            writer.write_sheet(worksheet, sheet, drops.get(sheet.name, set()), marks)


def _moved(finding: Finding, dropped: set[int]) -> Finding:
    """Return the finding with the letter that its column has in the copy."""
    if not finding.column:
        return finding
    index = column_number(finding.column) - 1
    shift = sum(1 for place in dropped if place < index)
    return replace(finding, column=column_letter(index - shift))


def _marks(findings: Any) -> Marks:
    marks: Marks = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.row and finding.column:
            marks[finding.row - 1][column_number(finding.column) - 1].append(finding)
    return marks


class _Writer:
    """Writes cells of every type with the formats of one workbook."""

    def __init__(self, workbook: Any, *, hides_people: bool) -> None:
        self._workbook = workbook
        self._hides_people = hides_people
        self._formats: dict[tuple[str, str], Any] = {}

    def write_list(self, findings: Sequence[Finding]) -> None:
        sheet = self._workbook.add_worksheet(LIST_TITLE)
        bold = self._workbook.add_format({"bold": True, "text_wrap": True})
        wrap = self._workbook.add_format(
            {"text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        for number, width in enumerate(LIST_WIDTHS):
            sheet.set_column(number, number, width)
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate([LIST_HEADINGS, *map(list_row, findings)]):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_string(row, column, cell, wrap if row else bold)

    def write_sheet(
        self, worksheet: Any, sheet: Sheet, dropped: set[int], marks: Marks
    ) -> None:
        width = len(sheet.rows[0]) if sheet.rows else 0
        kept = [index for index in range(width) if index not in dropped]
        no_marks: dict[int, list[Finding]] = {}
        for row, cells in enumerate(sheet.rows):
            row_marks = marks.get(row, no_marks)
            for column, index in enumerate(kept):
                found = row_marks.get(column, ())
                if cells[index] == "" and not found:
                    continue
                self._write_cell(worksheet, row, column, cells[index], found)
                if found:
                    worksheet.write_comment(
                        row, column, comment_text(found), {"author": AUTHOR}
                    )

    def _write_cell(
        self,
        worksheet: Any,
        row: int,
        column: int,
        cell: Cell,
        found: Sequence[Finding],
    ) -> None:
        colour = ""
        if found:
            is_error = any(item.severity == "error" for item in found)
            colour = ERROR_COLOUR if is_error else WARNING_COLOUR
        if isinstance(cell, bool):
            worksheet.write_boolean(row, column, cell, self._format(colour, ""))
        elif isinstance(cell, float | int):
            worksheet.write_number(row, column, cell, self._format(colour, ""))
        elif isinstance(cell, date | datetime):
            shape = self._format(colour, "date")
            worksheet.write_datetime(row, column, cell, shape)
        else:
            text = self._text(cell_text(cell))
            shape = "quoted" if begins_like_formula(text) else ""
            worksheet.write_string(row, column, text, self._format(colour, shape))

    def _text(self, text: str) -> str:
        if not self._hides_people:
            return storable(text)
        if is_personal(text.strip()):
            return HIDDEN
        is_signature = NOTE.match(normalise_heading(text)) is not None
        return storable(hide_personal(text) if is_signature else text)

    def _format(self, colour: str, shape: str) -> Any:
        """Return the format of a cell, made once; None for a plain one."""
        if not colour and not shape:
            return None
        if (colour, shape) not in self._formats:
            properties: dict[str, Any] = {"bg_color": f"#{colour}"} if colour else {}
            if shape == "date":
                properties["num_format"] = "dd.mm.yyyy"
            if shape == "quoted":
                properties["quote_prefix"] = True
            self._formats[colour, shape] = self._workbook.add_format(properties)
        return self._formats[colour, shape]
