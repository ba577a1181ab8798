"""Signatures by which the same file, and the same table in another file, are known."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from schools.ingest.parsed import ParsedTable, key_codes
from schools.ingest.schema import Array


def file_digest(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def table_digest(parsed: ParsedTable) -> str:
    """Return a SHA-256 of the read values, the same for any order of rows and columns."""
    digest = hashlib.sha256(parsed.schema.code.encode())
    order = _order(parsed)
    for code in sorted(parsed.columns):
        digest.update(f"\0{code}\0".encode())
        digest.update(_bytes(parsed.columns[code][order]))
    return digest.hexdigest()


def _order(parsed: ParsedTable) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return positions of the rows sorted by all columns, the key first."""
    key = [code for code in parsed.schema.key if code in parsed.columns]
    names = [*key, *sorted(set(parsed.columns) - set(key))]
    if not names:
        return np.arange(len(parsed.rows))
    key_is_whole = key == list(parsed.schema.key) and bool(key)
    if key_is_whole:
        different = np.unique(key_codes(parsed.columns, tuple(key)))
        names = key if len(different) == len(parsed.rows) else names
    ranks = [_ranks(parsed.columns[name]) for name in reversed(names)]
    return np.lexsort(ranks)


def _ranks(values: Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if values.dtype != object:
        return pd.factorize(values, sort=True)[0].astype(np.int64)
    return pd.factorize(_texts(values), sort=True)[0].astype(np.int64)


def _texts(values: Array) -> Array:
    codes, different = pd.factorize(values, use_na_sentinel=False)
    texts = np.empty(len(different), dtype=object)
    texts[:] = [_text(value) for value in different.tolist()]
    taken: Array = texts[codes]
    return taken


def _text(value: object) -> str:
    # factorize gives a missing value back as NaN.
    return "" if value is None or value != value else f"{type(value).__name__}:{value}"


def _bytes(values: Array) -> bytes:
    if values.dtype != object:
        # Adding zero makes -0.0 and 0.0 one; all NaN are written as one.
        numbers = np.where(np.isnan(values), np.nan, values + 0.0)
        return numbers.astype("<f8").tobytes()
    return "\x1f".join(_texts(values).tolist()).encode("utf-8", "surrogatepass")
