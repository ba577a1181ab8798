"""Compares a read table with what is stored: new, changed, same, or with an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from schools.ingest.parsed import ParsedTable
from schools.ingest.schema import Array, Field, TableSchema
from schools.ingest.values import Value


NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
# Stored decimals come back as the nearest floats; a real change is larger.
RELATIVE_TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Comparison:
    """How every row of a table relates to what is stored.

    Parameters
    ----------
    states
        ``new``, ``changed``, ``same`` or ``error`` for every row, shape (rows,).
    matched
        Position of the stored row with the same key, -1 without one, shape (rows,).
    changed
        Field code → rows where its value differs from the stored one, shape (rows,).
    old
        Field code → stored values, None without a stored row, shape (rows,).
    new
        Field code → values of the table, shape (rows,).
    unmatched_existing
        Stored rows that the table does not mention; they are left as they are.
    """

    states: NDArray[np.str_]
    matched: NDArray[np.int64]
    changed: dict[str, NDArray[np.bool_]]
    old: dict[str, Array]
    new: dict[str, Array]
    unmatched_existing: int

    @property
    def counts(self) -> dict[str, int]:
        """Return state → number of rows."""
        return {
            state: int((self.states == state).sum())
            for state in (NEW, CHANGED, SAME, ERROR)
        }

    def changes(self, position: int) -> dict[str, tuple[Value, Value]]:
        """Return field → (old, new) of what differs in the row at `position`."""
        return {
            code: (_shown(self.old[code][position]), _shown(self.new[code][position]))
            for code, differs in self.changed.items()
            if differs[position]
        }


def compare(parsed: ParsedTable, existing: pd.DataFrame) -> Comparison:
    """Return how the rows of `parsed` relate to the stored rows.

    Parameters
    ----------
    parsed
        The read table, every field of the schema's key among its columns.
    existing
        Stored rows: the columns of the key and of the values; a value column that is
        absent is taken for empty. Missing parts of a key equal each other.

    Raises
    ------
    KeyError
        When a column of the key is absent on either side.
    """
    schema = parsed.schema
    matched = _matched(parsed, existing)
    changed: dict[str, NDArray[np.bool_]] = {}
    old: dict[str, Array] = {}
    for item in schema.fields:
        if item.code in schema.key or item.code not in parsed.columns:
            continue
        stored = _stored_values(existing, item)
        old[item.code] = _taken(stored, matched, item)
        differs = _differs(parsed.columns[item.code], old[item.code], item)
        changed[item.code] = differs & (matched >= 0)
    any_changed = np.zeros(len(matched), dtype=bool)
    for differs in changed.values():
        any_changed |= differs
    states = np.where(matched < 0, NEW, np.where(any_changed, CHANGED, SAME))
    states = np.where(parsed.error_rows, ERROR, states)
    mentioned = np.unique(matched[matched >= 0])
    return Comparison(
        states=states,
        matched=matched,
        changed=changed,
        old=old,
        new=parsed.columns,
        unmatched_existing=len(existing) - len(mentioned),
    )


def _matched(parsed: ParsedTable, existing: pd.DataFrame) -> NDArray[np.int64]:
    """Return the position of the stored row for every read row, -1 without one."""
    schema = parsed.schema
    right = _key_frame(existing, schema).assign(_position=np.arange(len(existing)))
    right = right.drop_duplicates(list(schema.key))
    merged = _key_frame(parsed.columns, schema).merge(
        right, on=list(schema.key), how="left"
    )
    positions: NDArray[np.int64] = (
        merged["_position"].fillna(-1).to_numpy(dtype=np.int64)
    )
    return positions


def _key_frame(
    columns: Mapping[str, Array] | pd.DataFrame, schema: TableSchema
) -> pd.DataFrame:
    """Return the key with one type on both sides: floats or texts."""
    keys: dict[str, Array] = {}
    for name in schema.key:
        values = np.asarray(columns[name], dtype=object)
        is_missing = np.asarray(pd.isna(values), dtype=bool)
        if schema.field(name).is_numeric:
            numbers = np.where(is_missing, np.nan, values).astype(np.float64)
            keys[name] = np.where(is_missing, -np.inf, numbers)
        else:
            keys[name] = np.where(is_missing, "", values).astype(str).astype(object)
    return pd.DataFrame(keys)


def _stored_values(existing: pd.DataFrame, field: Field) -> Array:
    if field.code not in existing.columns:
        return np.full(len(existing), np.nan if field.is_numeric else None)
    values = np.asarray(existing[field.code], dtype=object)
    is_missing = np.asarray(pd.isna(values), dtype=bool)
    if field.is_numeric:
        return np.where(is_missing, np.nan, values).astype(np.float64)
    stored = values.copy()
    stored[is_missing | (values == "")] = None
    return stored


def _taken(stored: Array, matched: NDArray[np.int64], field: Field) -> Array:
    missing = np.nan if field.is_numeric else None
    taken = np.full(
        len(matched), missing, dtype=stored.dtype if len(stored) else object
    )
    found = matched >= 0
    taken[found] = stored[matched[found]]
    return taken.astype(np.float64) if field.is_numeric else taken


def _differs(new: Array, old: Array, field: Field) -> NDArray[np.bool_]:
    if field.is_numeric:
        equal: NDArray[np.bool_] = np.isclose(
            new.astype(np.float64), old, rtol=RELATIVE_TOLERANCE, atol=0, equal_nan=True
        )
        return ~equal
    different: NDArray[np.bool_] = np.asarray(new != old, dtype=bool)
    return different


def _shown(value: object) -> Value:
    """Return a plain value: None for NaN, a float for any number."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Decimal):
        return float(value)
    plain: Value = value  # type: ignore[assignment]
    return plain
