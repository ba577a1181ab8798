"""Proposes which column of a file is which field, and remembers what a person said."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping as Dictionary, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from schools.ingest.header import JOINT, TableLocation, find_table, known_headings
from schools.ingest.identity import SAMPLE, identity_by_heading, looks_personal
from schools.ingest.schema import Field, TableSchema
from schools.ingest.sheets import Sheet
from schools.ingest.wording import normalise_heading


Why = Literal["remembered", "exact", "synonym", "similar", "identity", "chosen", "none"]

SYNONYM_CONFIDENCE = 0.98
LAST_PART_CONFIDENCE = 0.9
# Below this «средний балл» begins to look like «минимальный балл».
LEAST_RATIO = 0.84
CONTAINED_CONFIDENCE = 0.7


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a column of the file is taken for; `field` is None when it is left out."""

    index: int
    header: str
    field: str | None
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Mapping:
    """The choice for every headed column and the signature of the headings."""

    columns: tuple[ColumnChoice, ...]
    fingerprint: str

    @property
    def fields(self) -> dict[str, int]:
        """Return field code → index of its column."""
        return {
            column.field: column.index
            for column in self.columns
            if column.field is not None
        }

    def to_remember(self) -> dict[str, str | None]:
        """Return what is kept under the fingerprint: heading → field, None: left out."""
        keys = heading_keys([column.header for column in self.columns])
        return {
            key: column.field for key, column in zip(keys, self.columns, strict=True)
        }

    def corrected(self, choices: Dictionary[int, str | None]) -> "Mapping":
        """Return the mapping with a person's choices, by index of the column.

        A field chosen for one column leaves the column that had it; a column with
        people's data stays left out.
        """
        taken = {field for field in choices.values() if field is not None}
        columns = []
        for column in self.columns:
            if column.index in choices and column.why != "identity":
                field = choices[column.index]
                column = replace(column, field=field, confidence=1.0, why="chosen")
            elif column.field in taken:
                column = replace(column, field=None, confidence=0.0, why="none")
            columns.append(column)
        return replace(self, columns=tuple(columns))

    def missing(self, schema: TableSchema) -> tuple[Field, ...]:
        """Return required fields that no column is taken for."""
        found = self.fields
        return tuple(
            item for item in schema.fields if item.required and item.code not in found
        )


def fingerprint(headers: Sequence[str]) -> str:
    """Return a signature of the headings that does not depend on their order."""
    keys = sorted(heading_keys([header for header in headers if header]))
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def heading_keys(headers: Sequence[str]) -> list[str]:
    """Return normalised headings; a repeated one gets its number: «балл #2»."""
    seen: Counter[str] = Counter()
    keys = []
    for header in headers:
        words = normalise_heading(header)
        seen[words] += 1
        keys.append(words if seen[words] == 1 else f"{words} #{seen[words]}")
    return keys


def personal_columns(sheet: Sheet, location: TableLocation) -> set[int]:
    """Return indexes of columns whose cells mostly name people."""
    step = max(len(location.data_rows) // SAMPLE, 1)
    rows = [sheet.rows[index] for index in location.data_rows[::step].tolist()]
    return {
        column
        for column in range(len(location.headers))
        if looks_personal([row[column] for row in rows])
    }


def propose(
    headers: Sequence[str],
    schema: TableSchema,
    remembered: Dictionary[str, str | None] | None = None,
    personal: Collection[int] = (),
) -> Mapping:
    """Return the likeliest field of every headed column.

    Parameters
    ----------
    headers
        One text for each column of the sheet, empty where there is no heading.
    schema
        The fields that are looked for.
    remembered
        What `Mapping.to_remember` returned for a file with the same fingerprint.
    personal
        Indexes of columns that `personal_columns` recognised by their cells.
    """
    known = known_headings(schema)
    hidden = identity_by_heading(headers, known) | set(personal)
    choices: dict[int, ColumnChoice] = {
        index: ColumnChoice(index, headers[index], None, 1.0, "identity")
        for index in hidden
    }
    keys = heading_keys(headers)
    taken: set[str] = set()
    candidates = [
        *_from_memory(headers, keys, schema, remembered or {}),
        *_from_words(headers, schema, known, hidden),
    ]
    for choice in sorted(candidates, key=lambda item: -item.confidence):
        if choice.index in choices or choice.field in taken:
            continue
        choices[choice.index] = choice
        if choice.field is not None:
            taken.add(choice.field)
    columns = tuple(
        choices.get(index) or ColumnChoice(index, header, None, 0.0, "none")
        for index, header in enumerate(headers)
        if header or index in hidden
    )
    return Mapping(columns, fingerprint(headers))


def _from_memory(
    headers: Sequence[str],
    keys: Sequence[str],
    schema: TableSchema,
    remembered: Dictionary[str, str | None],
) -> Iterator[ColumnChoice]:
    codes = {item.code for item in schema.fields} | {None}
    for index, key in enumerate(keys):
        if key and key in remembered and remembered[key] in codes:
            # Above 1 only here, so that memory is asked before the words.
            yield ColumnChoice(
                index, headers[index], remembered[key], 2.0, "remembered"
            )


def _from_words(
    headers: Sequence[str],
    schema: TableSchema,
    known: dict[str, str],
    hidden: set[int],
) -> list[ColumnChoice]:
    titles = {normalise_heading(item.title) for item in schema.fields}
    found: list[ColumnChoice] = []
    for index, header in enumerate(headers):
        words = normalise_heading(header)
        if index in hidden or not words:
            continue
        if words in known:
            is_title = words in titles
            confidence = 1.0 if is_title else SYNONYM_CONFIDENCE
            why: Why = "exact" if is_title else "synonym"
            found.append(ColumnChoice(index, header, known[words], confidence, why))
            continue
        for code, confidence in _resembling(words, header, known):
            found.append(ColumnChoice(index, header, code, confidence, "similar"))
    return _unambiguous(found)


def _resembling(
    words: str, header: str, known: dict[str, str]
) -> Iterator[tuple[str, float]]:
    last = normalise_heading(header.rsplit(JOINT, 1)[-1])
    if last != words and last in known:
        yield known[last], LAST_PART_CONFIDENCE
        return
    tokens = set(words.split())
    for heading, code in known.items():
        parts = set(heading.split())
        if len(parts) > 1 and parts <= tokens:
            share = len(heading) / len(words)
            yield code, CONTAINED_CONFIDENCE + 0.2 * min(share, 1.0)
            continue
        ratio = SequenceMatcher(None, heading, words).ratio()
        if ratio >= LEAST_RATIO:
            yield code, ratio * 0.95


def _unambiguous(found: list[ColumnChoice]) -> list[ColumnChoice]:
    """Leave out guesses that fit several columns equally well: a person decides."""
    certain = [choice for choice in found if choice.why != "similar"]
    rivals = Counter(
        (choice.field, round(choice.confidence, 3))
        for choice in {(item.index, item.field): item for item in found}.values()
        if choice.why == "similar"
    )
    return certain + [
        choice
        for choice in found
        if choice.why == "similar"
        and rivals[(choice.field, round(choice.confidence, 3))] == 1
    ]


def people_data(sheets: Sequence[Sheet], schema: TableSchema) -> dict[str, set[int]]:
    """Return sheet → indexes of columns with people's data, for every sheet of a file.

    Sheets that are not read as data are looked through as well: a copy of the file
    would otherwise carry them on.
    """
    known = known_headings(schema)
    found = {}
    for sheet in sheets:
        if not any(any(cell != "" for cell in row) for row in sheet.rows):
            continue
        location = find_table(sheet, schema)
        places = identity_by_heading(location.headers, known)
        if places := places | personal_columns(sheet, location):
            found[sheet.name] = places
    return found
