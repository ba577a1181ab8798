"""A parsed table on its way to the database: its columns, places and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schools.ingest.errors import Finding, Severity
from schools.ingest.header import TableLocation
from schools.ingest.mapping import Mapping as ColumnMapping
from schools.ingest.parsed import ParsedTable
from schools.ingest.remarks import MOST_FINDINGS, shortened
from schools.ingest.schema import Array, TableSchema
from schools.ingest.sheets import column_letter
from schools.models import Territory


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A spelling that is no school of the territory, and how many rows have it."""

    name: str
    rows: int


@dataclass(frozen=True)
class Table:
    """What was parsed, where it stood in the file, and into which territory it goes."""

    parsed: ParsedTable
    location: TableLocation
    mapping: ColumnMapping
    territory: Territory
    unknown_names: tuple[UnknownName, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.parsed.rows)

    def column(self, code: str) -> Array | None:
        """Return the values of a field, None when the file has no such column."""
        return self.parsed.columns.get(code)

    def texts(self, code: str) -> list[str]:
        """Return a text column with empty texts for what is missing."""
        values = self.column(code)
        if values is None:
            return [""] * len(self)
        return [value or "" for value in values.tolist()]

    @property
    def good(self) -> NDArray[np.bool_]:
        """Return which rows have no error."""
        return ~self.parsed.error_rows

    def finding(
        self,
        position: int,
        code: str,
        value: object,
        rule: str,
        message: str,
        advice: str,
        severity: Severity = "error",
    ) -> Finding:
        """Make a remark on the cell of a field in the row at `position`."""
        index = self.mapping.fields.get(code)
        return Finding(
            sheet=self.parsed.sheet,
            row=int(self.parsed.rows[position]),
            column="" if index is None else column_letter(index),
            header="" if index is None else self.location.headers[index],
            value=shortened(value),
            rule=rule,
            message=message,
            advice=advice,
            severity=severity,
        )

    def with_findings(self, findings: list[Finding]) -> "Table":
        """Add remarks; those above the limit mark their rows and are only counted."""
        room = max(MOST_FINDINGS - len(self.parsed.findings), 0)
        parsed = self.parsed.with_findings(tuple(findings[:room]))
        omitted = findings[room:]
        if omitted:
            numbers = [item.row for item in omitted if item.severity == "error"]
            parsed = replace(
                parsed,
                error_rows=parsed.error_rows | np.isin(parsed.rows, numbers),
                findings_omitted=parsed.findings_omitted + len(omitted),
            )
        return replace(self, parsed=parsed)

    def with_errors(self, positions: list[int]) -> "Table":
        """Mark rows whose error is told at another row."""
        error_rows = self.parsed.error_rows.copy()
        error_rows[positions] = True
        return replace(self, parsed=replace(self.parsed, error_rows=error_rows))

    def resolved(self, schema: TableSchema, columns: Mapping[str, Array]) -> "Table":
        """Go on with other fields: names of schools replaced by their keys."""
        kept = {item.code for item in schema.fields}
        together = {**self.parsed.columns, **columns}
        parsed = replace(
            self.parsed,
            schema=schema,
            columns={code: together[code] for code in together if code in kept},
        )
        return replace(self, parsed=parsed)
