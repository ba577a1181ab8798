"""Reads an inspected file into sheets: workbooks by calamine, text tables by csv."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schools.ingest.displayed import show_errors_and_percents
from schools.ingest.errors import refusal
from schools.ingest.guard import FileKind
from schools.ingest.limits import Limits, refuse_large_table
from schools.ingest.sheets import Cell, Range, Sheet


DELIMITERS = ";\t,|"
SAMPLE_LINES = 60
TEXT_SHEET_NAME = "Таблица"


def read_sheets(
    path: Path, kind: FileKind, limits: Limits | None = None
) -> list[Sheet]:
    """Return the sheets of a file that `guard.inspect` has accepted.

    Raises
    ------
    RefusedFile
        ``damaged``, ``password`` or ``too_many_cells``.
    """
    limits = limits or Limits()
    if kind.code == "csv":
        return [_read_text(path, kind.encoding, limits)]
    sheets = _read_workbook(path)
    if kind.code == "xlsx":
        show_errors_and_percents(path, sheets, kind.facts, limits)
    return sheets


def _read_workbook(path: Path) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            return [
                _read_sheet(
                    workbook.get_sheet_by_name(sheet.name),
                    hidden=sheet.visible != SheetVisibleEnum.Visible,
                )
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise refusal("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise refusal("damaged") from error
    except BaseException as error:
        # A panic of the Rust reader is not an Exception, and means the same.
        if type(error).__name__ == "PanicException":
            raise refusal("damaged") from error
        raise


def _read_sheet(sheet: CalamineSheet, *, hidden: bool) -> Sheet:
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    merges: Iterable[Range] = (
        (*first, *last) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, rows, tuple(merges), hidden)


def _read_text(path: Path, encoding: str, limits: Limits) -> Sheet:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            sample = [
                line for line, _ in zip(stream, range(SAMPLE_LINES), strict=False)
            ]
            stream.seek(0)
            declared = _declared_delimiter(sample)
            if declared:
                stream.readline()
            delimiter = declared or detect_delimiter(sample)
            rows = _text_rows(csv.reader(stream, delimiter=delimiter), limits)
    except (csv.Error, UnicodeDecodeError) as error:
        raise refusal("damaged") from error
    return Sheet(TEXT_SHEET_NAME, rows)


def _text_rows(reader: Iterable[list[str]], limits: Limits) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    cells = width = 0
    for row in reader:
        cells += len(row) + 1
        width = max(width, len(row))
        refuse_large_table(cells=cells, columns=width, limits=limits)
        rows.append([*row])
    refuse_large_table(cells=width * len(rows), columns=width, limits=limits)
    for cells_of_row in rows:
        cells_of_row.extend([""] * (width - len(cells_of_row)))
    return rows


def _declared_delimiter(sample: list[str]) -> str:
    """Return the delimiter of Excel's own first line «sep=;», empty without one."""
    first = sample[0].strip().lstrip("\ufeff") if sample else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]
    return ""


def detect_delimiter(sample: list[str]) -> str:
    """Return the delimiter that cuts most lines of the sample into equally many cells.

    Titles above the table are lines of one cell, and a comma inside «12,5» cuts lines
    unevenly, so the widest agreement of lines wins; in a tie the earlier delimiter.
    """
    best, best_score = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        rows = csv.reader(sample, delimiter=delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = lines * min(width, 4)
        if score > best_score:
            best, best_score = delimiter, score
    return best
