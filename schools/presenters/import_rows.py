"""Rows of a preview in words: what is new, what changes from what to what."""

from collections.abc import Iterable, Mapping
from typing import Any

from schools.enums import RowState
from schools.ingest.schema import Field, TableSchema
from schools.models import ImportFinding, ImportRow
from schools.presenters.imports import STATE_CODES
from schools.templatetags.portal_format import number


NOTHING = "нет данных"
# The key says what the row is about; its words stand in the label already.
SHOWN_VALUES = 6


def preview_lines(
    rows: Iterable[ImportRow],
    findings: Mapping[int, list[ImportFinding]],
    schema: TableSchema,
) -> list[dict[str, Any]]:
    """Return the rows of one page."""
    fields = {item.code: item for item in schema.fields if item.code not in schema.key}
    return [_line(row, findings.get(row.number, []), fields) for row in rows]


def _line(
    row: ImportRow, findings: list[ImportFinding], fields: Mapping[str, Field]
) -> dict[str, Any]:
    state = RowState(row.state)
    return {
        "number": row.number,
        "code": STATE_CODES[state],
        "label": row.label,
        "values": _values(row, fields) if state == RowState.NEW else "",
        "changes": _changes(row, fields) if state == RowState.CHANGED else [],
        "findings": [
            {
                "where": f"{finding.column} {quoted(finding.header)}"
                if finding.column
                else "",
                "message": finding.message,
                "value": finding.value,
                "advice": finding.advice,
                "code": "error" if finding.is_error else "warning",
            }
            for finding in findings
        ],
    }


def _values(row: ImportRow, fields: Mapping[str, Field]) -> str:
    said = [
        f"{fields[code].title}: {words(value, fields[code])}"
        for code, value in row.values.items()
        if code in fields and value is not None and value is not False
    ]
    more = len(said) - SHOWN_VALUES
    shown = "; ".join(said[:SHOWN_VALUES])
    return f"{shown}; и ещё {more}" if more > 0 else shown


def _changes(row: ImportRow, fields: Mapping[str, Field]) -> list[dict[str, str]]:
    before = row.before or {}
    return [
        {
            "field": fields[code].title,
            "old": words(before.get(code), fields[code]),
            "new": words(row.values.get(code), fields[code]),
        }
        for code in fields
        if row.values.get(code) != before.get(code)
    ]


def words(value: object, field: Field) -> str:
    """Return a value as people write it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, int | float):
        return number(int(value) if value == int(value) else value)
    if field.kind == "choice":
        return next(
            (title for title, code in field.choices.items() if code == value),
            str(value),
        )
    return str(value)


def finding_lines(findings: Iterable[ImportFinding]) -> list[dict[str, Any]]:
    """Return remarks as the list of findings shows them."""
    return [
        {
            "severity": "error" if finding.is_error else "warning",
            "place": _place(finding),
            "value": finding.value,
            "message": f"{finding.message}.",
            "remedy": f"{finding.advice[:1].upper()}{finding.advice[1:]}.",
        }
        for finding in findings
    ]


def _place(finding: ImportFinding) -> str:
    parts = [f"лист {quoted(finding.sheet)}"] if finding.sheet else []
    if finding.row:
        parts.append(f"строка {finding.row}")
    if finding.column:
        parts.append(f"столбец {finding.column} {quoted(finding.header)}")
    elif finding.header:
        parts.append(f"столбец {quoted(finding.header)}")
    return ", ".join(parts)


def quoted(text: str) -> str:
    """Put a text into quotation marks; its own become the inner ones."""
    return f"«{text.replace('«', '„').replace('»', '“')}»"
