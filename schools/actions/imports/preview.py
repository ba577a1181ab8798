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

from schools.actions.bulk import Json
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

    @property
    def _said(self) -> dict[str, Array]:
        """Return values without columns that hold nothing, in the file or the base."""
        nothing = {
            code
            for code, old in self.before.items()
            if pd.isna(old).all() and pd.isna(self.values.get(code, old)).all()
        }
        return {c: values for c, values in self.values.items() if c not in nothing}

    def rows(self) -> Iterator[tuple[int, int, str, Json, Json | None]]:
        """Yield number, state, label, values and before, the last two as JSON."""
        rows = len(self.states)
        values: list[Json] = [Json("{}")] * rows
        before: list[Json | None] = [None] * rows
        good = np.flatnonzero(self.states != RowState.ERROR)
        changed = np.flatnonzero(self.states == RowState.CHANGED)
        for place, text in zip(good, _lines_at(self._said, good), strict=True):
            values[place] = text
        for place, text in zip(changed, _lines_at(self.before, changed), strict=True):
            before[place] = text
        numbers, states = self.table.parsed.rows.tolist(), self.states.tolist()
        yield from zip(numbers, states, self.labels, values, before, strict=True)


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


def _lines_at(columns: dict[str, Array], places: NDArray[np.int64]) -> list[Json]:
    return json_lines({code: values[places] for code, values in columns.items()})


def json_lines(columns: dict[str, Array]) -> list[Json]:
    """Return one JSON object a row, each different value encoded only once."""
    parts = [_encoded(code, values) for code, values in columns.items()]
    return [Json(f"{{{line}}}") for line in map(", ".join, zip(*parts, strict=True))]


def _encoded(code: str, values: Array) -> list[str]:
    name = json.dumps(code, ensure_ascii=False)
    if any(isinstance(value, dict) for value in values[:1]):
        return [f"{name}: {json.dumps(value, ensure_ascii=False)}" for value in values]
    # A column holds values of one type, so True and 1 never meet in it.
    numbers, different = pd.factorize(values, use_na_sentinel=False)
    texts = [
        f"{name}: {json.dumps(None if pd.isna(value) else value, ensure_ascii=False)}"
        for value in different.tolist()
    ]
    return np.array(texts, dtype=object)[numbers].tolist() if texts else []


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
