"""The copy of an upload without people's data: sheets as they were read, in JSON.

A result file may hold names and passports. They are recognised before anybody sees a
column, and what is kept instead of the upload is this copy: the same rows and columns
at the same places, with personal cells empty. It is read back without loss (merged
cells, dates, percents), so columns and names can still be corrected.
"""

import datetime as dt
import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from schools.ingest.errors import RefusedFile
from schools.ingest.header import find_table, known_headings
from schools.ingest.identity import hide_personal, identity_by_heading
from schools.ingest.mapping import personal_columns
from schools.ingest.schema import TableSchema
from schools.ingest.sheets import Cell, Sheet, cell_text


CONTENT_TYPE = "application/vnd.portal.clean-copy+gzip"
_MOMENTS = {"d": dt.date, "t": dt.datetime}


def without_identities(sheet: Sheet, schema: TableSchema) -> tuple[Sheet, list[str]]:
    """Return the sheet without people's data, and the headings of what was emptied.

    A sheet that holds none comes back as the same object.
    """
    try:
        location = find_table(sheet, schema)
    except RefusedFile:
        return sheet, []
    hidden = identity_by_heading(location.headers, known_headings(schema))
    hidden |= personal_columns(sheet, location)
    first = location.header_rows[-1]
    filled = [
        index
        for index in sorted(hidden)
        if any(row[index] != "" for row in sheet.rows[first:] if index < len(row))
    ]
    if not filled:
        return sheet, []
    rows = [
        _emptied(row, filled if number >= first else ())
        for number, row in enumerate(sheet.rows)
    ]
    headings = [location.headers[index] for index in filled]
    return replace(sheet, rows=rows), [heading for heading in headings if heading]


def _emptied(row: list[Cell], columns: Iterable[int]) -> list[Cell]:
    """Empty whole columns, and names that stand in the texts of other cells."""
    cleaned: list[Cell] = [
        hide_personal(cell) if isinstance(cell, str) and cell else cell for cell in row
    ]
    for index in columns:
        if index < len(cleaned):
            cleaned[index] = ""
    return cleaned


def write_clean_copy(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write sheets so that `read_clean_copy` returns equal ones."""
    kept = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "merges": sheet.merges,
            "rows": [[_packed(cell) for cell in row] for row in sheet.rows],
        }
        for sheet in sheets
    ]
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as stream:
        json.dump(kept, stream, ensure_ascii=False)


def read_clean_copy(path: Path) -> list[Sheet]:
    """Return the sheets of a clean copy."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        kept = json.load(stream)
    return [
        Sheet(
            name=sheet["name"],
            rows=[[_unpacked(cell) for cell in row] for row in sheet["rows"]],
            merges=tuple(tuple(merge) for merge in sheet["merges"]),
            hidden=sheet["hidden"],
        )
        for sheet in kept
    ]


def _packed(cell: Cell) -> object:
    # A datetime is a date too, so it is asked first.
    if isinstance(cell, dt.datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, dt.time | dt.timedelta):
        return cell_text(cell)
    return cell


def _unpacked(cell: object) -> Cell:
    if isinstance(cell, dict):
        (sign, text), *_ = cell.items()
        return _MOMENTS[sign].fromisoformat(text)
    return cell  # type: ignore[return-value]
