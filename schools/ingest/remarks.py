"""Collects remarks while a table is read, and which rows have errors."""

import numpy as np
from numpy.typing import NDArray

from schools.ingest.errors import Finding, Severity
from schools.ingest.header import TableLocation
from schools.ingest.identity import hide_personal
from schools.ingest.schema import Field
from schools.ingest.sheets import cell_text, column_letter
from schools.ingest.wording import squeeze


# More than anybody reads; the rows with errors are all marked whatever their number.
MOST_FINDINGS = 10_000
LONGEST_VALUE = 80


class Remarks:
    """The findings of one table, each at its place on the sheet."""

    def __init__(
        self, sheet: str, location: TableLocation, places: dict[str, int]
    ) -> None:
        self.error_rows: NDArray[np.bool_] = np.zeros(
            len(location.data_rows), dtype=bool
        )
        self.omitted = 0
        self._sheet = sheet
        self._location = location
        self._places = places
        self._found: list[tuple[int, int, Finding]] = []

    def add(
        self,
        position: int,
        field: Field,
        cell: object,
        rule: str,
        message: str,
        advice: str,
        *,
        severity: Severity = "error",
    ) -> None:
        """Remark on the cell of `field` in the data row at `position`."""
        if severity == "error":
            self.error_rows[position] = True
        if len(self._found) >= MOST_FINDINGS:
            self.omitted += 1
            return
        row = int(self._location.data_rows[position]) + 1
        column = self._places[field.code]
        finding = Finding(
            sheet=self._sheet,
            row=row,
            column=column_letter(column),
            header=self._location.headers[column],
            value=shortened(cell),
            rule=rule,
            message=message,
            advice=advice,
            severity=severity,
        )
        self._found.append((row, column, finding))

    def mark_error(self, position: int) -> None:
        """Mark a row whose error is told at another row."""
        self.error_rows[position] = True

    def add_missing_column(self, field: Field) -> None:
        """Remark that the file lacks a required column: no row can be taken."""
        self.error_rows[:] = True
        finding = Finding(
            sheet=self._sheet,
            row=0,
            column="",
            header=field.title,
            value="",
            rule="column_missing",
            message=f"В файле нет обязательного столбца «{field.title}»",
            advice="укажите, какой столбец файла ему соответствует, или добавьте его",
        )
        self._found.append((0, 0, finding))

    def in_order(self) -> tuple[Finding, ...]:
        """Return the findings by row, then by column."""
        ordered = sorted(self._found, key=lambda item: item[:2])
        return tuple(finding for _, _, finding in ordered)


def shortened(cell: object) -> str:
    """Return the cell's text for a remark: short, on one line, without people's names."""
    text = hide_personal(squeeze(cell_text(cell)))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
