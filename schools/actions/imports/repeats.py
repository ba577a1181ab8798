"""Rows of one file that turn out to speak of the same thing once schools are known."""

from collections.abc import Sequence

import numpy as np

from schools.actions.imports.table import Table
from schools.ingest.parsed import repeated_keys


def remark_repeats(table: Table, *, shown: Sequence[str]) -> Table:
    """Remark on rows with the same key, on the first of `shown` that the file has.

    Two spellings of one school make a repeat that the file alone does not show;
    pairs that parsing has already named are not named twice.
    """
    parsed = table.parsed
    key = parsed.schema.key
    marked = next((c for c in shown if c in table.mapping.fields), shown[0])
    usable = np.ones(len(table), dtype=bool)
    for name in key:
        values = parsed.columns[name]
        usable &= np.array([value is not None and value == value for value in values])
    numbers = parsed.rows.tolist()
    known = set(parsed.duplicates)
    pairs = [
        (first, later)
        for first, later in repeated_keys(parsed.columns, key, usable)
        if (numbers[first], numbers[later]) not in known
    ]
    findings = [
        table.finding(
            later,
            marked,
            "",
            "duplicate_key",
            f"Строки {numbers[first]} и {numbers[later]} описывают одно и то же",
            "оставьте одну из них",
        )
        for first, later in pairs
    ]
    return table.with_findings(findings).with_errors([first for first, _ in pairs])
