"""Fingerprints of tables and settings, and the differences between two tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


RESULT_DIGITS = 12


@dataclass(frozen=True)
class Difference:
    """One value of a table that is not what it was."""

    row: str
    column: str
    before: Any
    after: Any


def digest_json(value: Any) -> str:
    """Return the SHA-256 of a JSON value; the order of keys does not matter.

    Parameters
    ----------
    value : Any
        Dictionaries, lists, strings, finite numbers, booleans and None.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    text = json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def digest_frame(
    frame: pd.DataFrame, *, by: Sequence[str] | None = None, digits: int | None = None
) -> str:
    """Return the SHA-256 of a table; the order of rows and columns does not matter.

    Parameters
    ----------
    frame : DataFrame
        Columns of numbers, booleans or strings; missing values are allowed.
        The index is ignored. Integers and floats of one value are the same.
    by : sequence of str, optional
        Columns that name a row and by which rows are put in order; all columns
        when omitted, which is slower.
    digits : int, optional
        Significant digits to which numbers are rounded first. Leave it out for
        inputs, where every bit counts; results use ``RESULT_DIGITS``.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    names = sorted(str(name) for name in frame.columns)
    columns = {name: _encoded(frame[name], digits) for name in names}
    order = _row_order([columns[name][1] for name in (by or names)], len(frame))
    sha = hashlib.sha256(f"{len(frame)}|{json.dumps(names)}".encode())
    for name in names:
        header, values = columns[name]
        sha.update(header)
        sha.update(np.ascontiguousarray(values[order]).tobytes())
    return sha.hexdigest()


def differences(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    key: str,
    relative: float = 1e-9,
    limit: int = 100,
) -> list[Difference]:
    """Name the values in which two tables with the same key differ.

    Parameters
    ----------
    before, after : DataFrame
        Tables with the column ``key``; only columns of both are compared.
    key : str
        Column that names a row.
    relative : float
        Relative difference of numbers that is still the same number: another
        processor may add in another order.
    limit : int
        How many differences are listed at most.

    Returns
    -------
    list of Difference
        Rows that only one table has come first, with the column ``key``.
    """
    left, right = before.set_index(key), after.set_index(key)
    gone = [
        Difference(str(k), key, k, None) for k in left.index.difference(right.index)
    ]
    new = [Difference(str(k), key, None, k) for k in right.index.difference(left.index)]
    found = gone + new
    common = left.index.intersection(right.index)
    for name in (column for column in before.columns if column in right.columns):
        changed = _changed(left.loc[common, name], right.loc[common, name], relative)
        found += [
            Difference(str(k), name, left.loc[k, name], right.loc[k, name])
            for k in common[changed][:limit]
        ]
    return found[:limit]


def _encoded(column: pd.Series, digits: int | None) -> tuple[bytes, NDArray[Any]]:
    name = str(column.name)
    if pd.api.types.is_numeric_dtype(column):
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return f"{name}:number".encode(), _number_bits(values, digits)
    codes, uniques = pd.factorize(column.astype(object), sort=False)
    words = np.array([str(item) for item in uniques], dtype=object)
    ranking = np.argsort(words, kind="stable")
    rank = np.empty(len(words) + 1, dtype=np.int64)
    rank[ranking] = np.arange(len(words))
    rank[-1] = -1
    header = f"{name}:text:{json.dumps(list(words[ranking]))}"
    return header.encode(), rank[codes]


def _number_bits(values: NDArray[np.float64], digits: int | None) -> NDArray[Any]:
    if digits is not None:
        values = _rounded(values, digits)
    clean = np.where(np.isnan(values), np.nan, values) + 0.0
    return clean.view(np.int64)


def _rounded(values: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    # Below this the power of ten would overflow; such numbers stay as they are.
    usable = np.isfinite(values) & (np.abs(values) > 1e-280)
    safe = np.where(usable, values, 1.0)
    scale = 10.0 ** (digits - 1 - np.floor(np.log10(np.abs(safe))))
    return np.where(usable, np.rint(safe * scale) / scale, values)


def _row_order(keys: list[NDArray[Any]], size: int) -> NDArray[np.intp]:
    if not keys:
        return np.arange(size)
    return np.lexsort(keys[::-1])


def _changed(left: pd.Series, right: pd.Series, relative: float) -> NDArray[np.bool_]:
    both_missing = left.isna().to_numpy() & right.isna().to_numpy()
    if pd.api.types.is_numeric_dtype(left) and pd.api.types.is_numeric_dtype(right):
        same = np.isclose(
            left.to_numpy(np.float64), right.to_numpy(np.float64), relative, 0.0
        )
    else:
        same = (left.astype(object) == right.astype(object)).to_numpy(dtype=bool)
    return np.asarray(~(same | both_missing), dtype=np.bool_)
