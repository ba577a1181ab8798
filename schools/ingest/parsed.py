"""A table after reading: columns, what is wrong with them, and what was left out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schools.ingest.errors import Finding
from schools.ingest.row_kinds import SkippedRow
from schools.ingest.schema import Array, TableSchema


@dataclass(frozen=True, slots=True)
class Totals:
    """What was handed over, to be compared with what was written."""

    rows: int
    sums: dict[str, float]


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A read table; columns with people's data are not in it in any form.

    Parameters
    ----------
    schema, sheet
        What the table was read as, and the name of its sheet.
    columns, states
        Field code → values and `State` of every cell, shape (rows,).
    rows
        Number of every row as Excel shows it, shape (rows,).
    error_rows
        Rows with at least one error, shape (rows,).
    findings, findings_omitted
        Remarks in the order of rows, and how many were too many to list.
    dropped_columns
        Headings of columns with people's data.
    drop_indexes
        Indexes of those columns on the sheet, from 0, for the marked copy.
    skipped
        Totals, notes and the like that were not read as data.
    duplicates
        Pairs of row numbers with the same key: the first one and a later one.
    """

    schema: TableSchema
    sheet: str
    columns: dict[str, Array]
    states: dict[str, NDArray[np.int8]]
    rows: NDArray[np.int64]
    error_rows: NDArray[np.bool_]
    findings: tuple[Finding, ...]
    findings_omitted: int
    dropped_columns: tuple[str, ...]
    drop_indexes: tuple[int, ...]
    skipped: tuple[SkippedRow, ...]
    duplicates: tuple[tuple[int, int], ...]

    @property
    def totals(self) -> Totals:
        """Return rows without errors and the sums of their numeric columns."""
        good = ~self.error_rows
        sums = {
            item.code: math.fsum(_present(self.columns[item.code][good]))
            for item in self.schema.fields
            if item.is_numeric and item.code in self.columns
        }
        return Totals(int(good.sum()), sums)

    def frame(self) -> pd.DataFrame:
        """Return the columns as a frame in the order of the file."""
        return pd.DataFrame(self.columns)

    def with_columns(self, columns: Mapping[str, Array]) -> "ParsedTable":
        """Return the table with some columns replaced: school names by their ids."""
        return replace(self, columns={**self.columns, **columns})

    def with_findings(self, findings: tuple[Finding, ...]) -> "ParsedTable":
        """Return the table with more remarks; errors among them mark their rows."""
        numbers = [item.row for item in findings if item.severity == "error"]
        everything = sorted(
            (*self.findings, *findings),
            key=lambda item: (item.row, len(item.column), item.column),
        )
        return replace(
            self,
            findings=tuple(everything),
            error_rows=self.error_rows | np.isin(self.rows, numbers),
        )


def _present(values: Array) -> list[float]:
    present: list[float] = values[~np.isnan(values)].tolist()
    return present


def key_codes(columns: Mapping[str, Array], key: tuple[str, ...]) -> NDArray[np.int64]:
    """Return one number for each different key; missing parts equal each other."""
    codes = np.zeros(len(columns[key[0]]), dtype=np.int64)
    for name in key:
        part, different = pd.factorize(columns[name], use_na_sentinel=False)
        codes = pd.factorize(codes * max(len(different), 1) + part)[0].astype(np.int64)
    return codes


def repeated_keys(
    columns: Mapping[str, Array], key: tuple[str, ...], usable: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Return positions of rows whose key stood before: (first, later).

    Parameters
    ----------
    columns, key
        Field code → values, and the fields that identify a row.
    usable
        Rows whose key was read; others are not compared.
    """
    positions = np.flatnonzero(usable)
    if not len(positions):
        return []
    codes = key_codes({name: columns[name][positions] for name in key}, key)
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    earliest = first[inverse]
    later = np.flatnonzero(earliest != np.arange(len(codes)))
    return [(int(positions[earliest[i]]), int(positions[i])) for i in later]
