"""Compares a resolved table with the database and lays it out for the preview.

An empty cell changes nothing that is stored; «н/д» does. A value that the file leaves
out is taken from the stored row, so that what is previewed is what will be written.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schools.actions.imports.table import Table
from schools.actions.imports.targets import ImportTarget
from schools.enums import RowState
from schools.ingest.compare import compare
from schools.ingest.schema import Array, Field
from schools.ingest.values import State


@dataclass(frozen=True)
class Preview:
    """What an upload would do, row by row.

    Parameters
    ----------
    table
        The resolved table with all remarks.
    states
        `RowState` of every row, shape (rows,).
    values
        Field code → what will stand in the database, shape (rows,).
    before
        Field code, or the name of an extra column → what stands there now.
    labels
        What each row is about.
    """

    table: Table
    states: NDArray[np.int8]
    values: dict[str, Array]
    before: dict[str, Array]
    labels: Sequence[str]

    @property
    def counts(self) -> dict[RowState, int]:
        """Return state → number of rows."""
        return {state: int((self.states == state).sum()) for state in RowState}

    def rows(self) -> Iterator[tuple[int, int, str, str, str | None]]:
        """Yield number, state, label, values and before, the last two as JSON."""
        values = json_lines(self.values)
        before = json_lines(self.before)
        numbers = self.table.parsed.rows.tolist()
        states = self.states.tolist()
        for place, (number, state) in enumerate(zip(numbers, states, strict=True)):
            yield (
                number,
                state,
                self.labels[place],
                "{}" if state == RowState.ERROR else values[place],
                before[place] if state == RowState.CHANGED else None,
            )


def make_preview(table: Table, target: ImportTarget) -> Preview:
    """Return what the table would change in the database."""
    stored = target.existing(table)
    comparison = compare(table.parsed, stored.frame)
    found = comparison.matched
    key = set(table.parsed.schema.key)
    values: dict[str, Array] = {}
    before: dict[str, Array] = {}
    changed = np.zeros(len(table), dtype=bool)
    for item in table.parsed.schema.fields:
        if item.code in key:
            values[item.code] = _plain(table.parsed.columns[item.code], item)
            continue
        old = _plain(_taken(stored.frame, item.code, found), item)
        before[item.code] = old
        values[item.code], keeps = _effective(table, item, old, found)
        if item.code in comparison.changed:
            changed |= comparison.changed[item.code] & ~keeps
    for name in stored.extra:
        before[name] = _objects(_taken(stored.frame, name, found))
    return Preview(
        table=table,
        states=_states(table, found, changed, _says_nothing(values, key)),
        values=values,
        before=before,
        labels=target.labels(table),
    )


def json_lines(columns: dict[str, Array]) -> list[str]:
    """Return one JSON object a row, each different value encoded only once."""
    if not columns:
        return []
    parts = [_encoded(code, values) for code, values in columns.items()]
    return ["{" + ", ".join(row) + "}" for row in zip(*parts, strict=True)]


def _encoded(code: str, values: Array) -> list[str]:
    name = json.dumps(code)
    known: dict[object, str] = {}
    encoded = []
    for value in values.tolist():
        if isinstance(value, dict):
            encoded.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
            continue
        # True and 1 are one key of a dictionary but two values of JSON.
        key = (value, True) if isinstance(value, bool) else value
        text = known.get(key)
        if text is None:
            shown = json.dumps(value, ensure_ascii=False)
            text = known[key] = f"{name}: {shown}"
        encoded.append(text)
    return encoded


def _effective(
    table: Table, item: Field, old: Array, found: NDArray[np.int64]
) -> tuple[Array, NDArray[np.bool_]]:
    """Return what will be stored, and which cells leave the stored value alone."""
    new = table.column(item.code)
    if new is None:
        return old, np.ones(len(table), dtype=bool)
    states = table.parsed.states.get(item.code)
    keeps = np.zeros(len(table), dtype=bool)
    if states is not None:
        keeps = (states == State.EMPTY) & (found >= 0)
    return np.where(keeps, old, _plain(new, item)), keeps


def _states(
    table: Table,
    found: NDArray[np.int64],
    changed: NDArray[np.bool_],
    says_nothing: NDArray[np.bool_],
) -> NDArray[np.int8]:
    known = np.where(changed, RowState.CHANGED, RowState.SAME)
    states = np.where((found < 0) & ~says_nothing, RowState.NEW, known)
    return np.where(table.good, states, RowState.ERROR).astype(np.int8)


def _says_nothing(values: dict[str, Array], key: set[str]) -> NDArray[np.bool_]:
    """Return rows without a single value: a line of a template not filled in yet."""
    columns = [values[code] for code in values if code not in key]
    empty = [np.asarray(pd.isna(column), dtype=bool) for column in columns]
    return np.logical_and.reduce(empty) if empty else np.zeros(0, dtype=bool)


def _taken(frame: pd.DataFrame, name: str, found: NDArray[np.int64]) -> Array:
    """Return the stored value of each row, None without a stored row."""
    taken = np.full(len(found), None, dtype=object)
    if name in frame.columns and len(frame):
        stored = np.asarray(frame[name], dtype=object)
        taken[found >= 0] = stored[found[found >= 0]]
    return taken


def _plain(values: Array, item: Field) -> Array:
    """Return values as JSON knows them: None for nothing, whole numbers as such."""
    plain = _objects(values)
    if item.kind != "integer":
        return plain
    numbers = [None if value is None else int(value) for value in plain.tolist()]
    return np.array(numbers, dtype=object)


def _objects(values: Array) -> Array:
    objects = np.asarray(values, dtype=object)
    return np.where(np.asarray(pd.isna(objects), dtype=bool), None, objects)
