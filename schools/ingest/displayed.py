"""Puts into the cells of an xlsx what Excel shows there and the reader does not tell.

The reader returns an empty text for «#Н/Д» and 0.125 for «12,5 %». An error that is
taken for an empty cell is a silent loss, and 0.125 may be a share or a percentage: only
the cell's format knows.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from schools.ingest.archive import Part, list_parts, read_part, stream_part
from schools.ingest.errors import refusal
from schools.ingest.limits import MEGABYTE, Limits
from schools.ingest.package import PackageFacts
from schools.ingest.sheets import Sheet, column_number


SMALL_PART = 20 * MEGABYTE
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BUILT_IN_PERCENTS = {"9", "10"}
ERROR_CELL = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)


def show_errors_and_percents(
    path: Path, sheets: list[Sheet], facts: PackageFacts, limits: Limits
) -> None:
    """Write errors and percentages into the sheets' cells as texts, in place."""
    if not (facts.has_error_cells or facts.has_percent_formats):
        return
    parts = {part.name: part for part in list_parts(path, limits)}
    percent_cell = _percent_cell_pattern(path, parts, limits)
    places = _sheet_parts(path, parts, limits)
    for sheet in sheets:
        part = parts.get(places.get(sheet.name, ""))
        if part is None:
            continue
        for text in _whole_cells(path, part, limits):
            for letters, row, error in ERROR_CELL.findall(text):
                _put(sheet, letters, row, error.decode("utf-8", "replace"))
            for letters, row in percent_cell.findall(text) if percent_cell else ():
                _put_percent(sheet, letters, row)


def _put(sheet: Sheet, letters: bytes, row: bytes, text: str) -> None:
    row_index, column = int(row) - 1, column_number(letters.decode()) - 1
    if row_index >= len(sheet.rows):
        return
    cells = sheet.rows[row_index]
    if column < len(cells):
        cells[column] = text


def _put_percent(sheet: Sheet, letters: bytes, row: bytes) -> None:
    row_index, column = int(row) - 1, column_number(letters.decode()) - 1
    if row_index >= len(sheet.rows) or column >= len(sheet.rows[row_index]):
        return
    value = sheet.rows[row_index][column]
    if isinstance(value, float):
        percents = f"{value * 100:.12g}".replace(".", ",")
        sheet.rows[row_index][column] = f"{percents} %"


def _whole_cells(path: Path, part: Part, limits: Limits) -> Iterator[bytes]:
    """Yield the sheet's text in pieces that end where a cell ends."""
    rest = b""
    for piece in stream_part(path, part, limits):
        text = rest + piece
        cut = text.rfind(b"</c>") + len(b"</c>")
        if cut < len(b"</c>"):
            rest = text[-MEGABYTE:]
            continue
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _percent_cell_pattern(
    path: Path, parts: dict[str, Part], limits: Limits
) -> re.Pattern[bytes] | None:
    """Return a pattern of the cells whose style is a percentage, if there is any."""
    if "xl/styles.xml" not in parts:
        return None
    styles = _parse(path, parts["xl/styles.xml"], limits)
    percents = BUILT_IN_PERCENTS | {
        number_format.get("numFmtId", "")
        for number_format in styles.iter(f"{MAIN}numFmt")
        if "%" in number_format.get("formatCode", "")
    }
    formats = styles.find(f"{MAIN}cellXfs")
    indexes = [
        str(index)
        for index, style in enumerate(formats if formats is not None else ())
        if style.get("numFmtId") in percents
    ]
    if not indexes:
        return None
    pattern = rf'<c r="([A-Z]+)(\d+)" s="(?:{"|".join(indexes)})"(?: t="n")?>'
    return re.compile(pattern.encode())


def _sheet_parts(path: Path, parts: dict[str, Part], limits: Limits) -> dict[str, str]:
    """Return sheet name → name of its part."""
    relations_part = parts.get("xl/_rels/workbook.xml.rels")
    if relations_part is None:
        return {}
    relations = _parse(path, relations_part, limits)
    targets = {
        relation.get("Id"): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lstrip("/")
        for relation in relations
    }
    workbook = _parse(path, parts["xl/workbook.xml"], limits)
    return {
        sheet.get("name", ""): targets.get(sheet.get(RELATION_ID), "")
        for sheet in workbook.iter(f"{MAIN}sheet")
    }


def _parse(path: Path, part: Part, limits: Limits) -> Any:
    """Return the root element of a small part."""
    try:
        return ElementTree.fromstring(read_part(path, part, limits, at_most=SMALL_PART))
    except ElementTree.ParseError as error:
        raise refusal("damaged") from error
