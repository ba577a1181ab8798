"""Takes a file through the whole pure path, as the portal does."""

from pathlib import Path

from schools.ingest.guard import inspect
from schools.ingest.header import choose_sheet, find_table
from schools.ingest.mapping import personal_columns, propose
from schools.ingest.parse import parse_table
from schools.ingest.parsed import ParsedTable
from schools.ingest.schema import TableSchema
from schools.ingest.sheets import Sheet
from schools.ingest.workbook import read_sheets
from tests.schools.ingest.schemas import RESULTS


def read_file(path: Path) -> list[Sheet]:
    return read_sheets(path, inspect(path, path.name))


def parse_sheets(sheets: list[Sheet], schema: TableSchema = RESULTS) -> ParsedTable:
    sheet = choose_sheet(sheets, schema)
    location = find_table(sheet, schema)
    personal = personal_columns(sheet, location)
    mapping = propose(location.headers, schema, personal=personal)
    return parse_table(sheet, location, mapping, schema)


def parse_file(path: Path, schema: TableSchema = RESULTS) -> ParsedTable:
    return parse_sheets(read_file(path), schema)
