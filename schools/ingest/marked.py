"""Gives a file back with the wrong cells marked and a list of remarks in front.

A person's own xlsx is marked in place, formats kept. Every other format, a very large
workbook, and any file with people's data is built anew: without those columns.
"""

import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from schools.ingest.errors import Finding
from schools.ingest.rebuilt import write_rebuilt_copy
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
from schools.ingest.safe_text import begins_like_formula, reaches_out
from schools.ingest.sheets import Sheet


# openpyxl needs about 50 bytes × 10 a cell and a quarter of a millisecond for each.
MOST_CELLS_IN_PLACE = 300_000
MARKS = tuple(f"00{colour}" for colour in (ERROR_COLOUR, WARNING_COLOUR))


def write_marked_copy(
    path_in: Path | None,
    sheets: Sequence[Sheet],
    findings: Sequence[Finding],
    path_out: Path,
    drop_columns: Mapping[str, Collection[int]] | None = None,
) -> None:
    """Write the marked copy as xlsx.

    Parameters
    ----------
    path_in
        The person's own file when it is an xlsx, None for another format.
    sheets
        The sheets that were read from it.
    findings
        Remarks; those with a row and a column are marked in their cells.
    path_out
        Where the copy is written.
    drop_columns
        Sheet → indexes from 0 of columns with people's data, `people_data` finds
        them; with any, the copy is built anew without them.
    """
    drops = {
        name: set(places) for name, places in (drop_columns or {}).items() if places
    }
    cells = sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows)
    if path_in is None or drops or cells > MOST_CELLS_IN_PLACE:
        write_rebuilt_copy(sheets, findings, path_out, drops)
        return
    with warnings.catch_warnings():
        # Of features that openpyxl drops: pictures' effects, newer validations.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path_in)
    _remove_old_marks(workbook)
    _neutralise(workbook)
    _mark(workbook, findings)
    _write_list(workbook, findings)
    workbook.save(path_out)
    workbook.close()


def _remove_old_marks(workbook: Any) -> None:
    """Forget the marks of an earlier copy that was mended and uploaded again."""
    if LIST_TITLE not in workbook.sheetnames:
        return
    del workbook[LIST_TITLE]
    for cell in _cells(workbook):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
        if cell.fill.fgColor.rgb in MARKS:
            cell.fill = PatternFill()


def _neutralise(workbook: Any) -> None:
    """Make texts of formulas that reach outside; keep texts what they are."""
    for cell in _cells(workbook):
        value = cell.value
        if cell.data_type == "f":
            formula = value if isinstance(value, str) else getattr(value, "text", "")
            if reaches_out(formula or ""):
                cell.value = formula
                cell.data_type = "s"
                cell.quotePrefix = True
        elif isinstance(value, str) and begins_like_formula(value):
            cell.data_type = "s"
            cell.quotePrefix = True


def _cells(workbook: Any) -> Iterable[Any]:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            yield from row


def _mark(workbook: Any, findings: Sequence[Finding]) -> None:
    at_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.row and finding.column:
            at_cell[finding.sheet, f"{finding.column}{finding.row}"].append(finding)
    for (name, place), found in at_cell.items():
        if name not in workbook.sheetnames:
            continue
        cell = _first_of_merged(workbook[name], place)
        is_error = any(item.severity == "error" for item in found)
        colour = ERROR_COLOUR if is_error else WARNING_COLOUR
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.comment = Comment(comment_text(found), AUTHOR, height=120, width=320)


def _first_of_merged(sheet: Any, place: str) -> Any:
    cell = sheet[place]
    if not isinstance(cell, MergedCell):
        return cell
    area = next(area for area in sheet.merged_cells.ranges if place in area)
    return sheet.cell(area.min_row, area.min_col)


def _write_list(workbook: Any, findings: Sequence[Finding]) -> None:
    sheet = workbook.create_sheet(LIST_TITLE, 0)
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    sheet.append(LIST_HEADINGS)
    for finding in findings:
        sheet.append(list_row(finding))
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str) and begins_like_formula(cell.value):
                cell.data_type = "s"
                cell.quotePrefix = True
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(LIST_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "A2"
