"""Kinds of tables that can be uploaded, each registered by the app that owns its rows.

A kind says which columns its table has, finds what is stored under the same keys,
writes, reads back and takes back. Everything else (the file, the columns, the names
of schools, the preview, the job) is the same for all and lives beside this module.
`AppConfig.ready()` registers a kind by name, see `schools.actions.import_kinds`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from schools.actions import import_kinds
from schools.actions.imports.table import Table
from schools.ingest.schema import TableSchema
from schools.models import ImportBatch, Territory, User


@dataclass(frozen=True, slots=True)
class StagedRow:
    """A row that waits in `ImportRow`; `before` is what stood there, if anything."""

    number: int
    label: str
    cells: dict[str, object]
    before: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of the file beside the same figure read back from the database."""

    code: str
    title: str
    expected: float
    stored: float

    @property
    def agrees(self) -> bool:
        """Compare with room for the order in which floats were added."""
        room = 1e-9 * max(1.0, abs(self.expected))
        return abs(self.expected - self.stored) <= room


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that an undo leaves as it is, and why."""

    number: int
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds under the table's keys.

    Parameters
    ----------
    frame
        Columns of the key and of every value field; one line a stored row.
    extra
        Columns of `frame` that are no fields and are kept for the undo.
    """

    frame: pd.DataFrame
    extra: tuple[str, ...] = field(default=())


class ImportTarget(Protocol):
    """One kind of table."""

    code: str
    title: str
    about: str
    # The place among the others: the order in which a new portal is filled.
    position: int
    # Where the written rows can be looked at: name of an address.
    result_route: str
    # Of each group one field must be among the columns.
    needed: tuple[tuple[str, ...], ...]

    def schema(self, territory: Territory) -> TableSchema:
        """Return the columns that a file may have."""
        ...

    def resolve(self, table: Table) -> Table:
        """Turn names and codes into keys of stored rows; remark on what fails."""
        ...

    def existing(self, table: Table) -> Stored:
        """Return what is stored under the keys of the table's rows."""
        ...

    def labels(self, table: Table) -> Sequence[str]:
        """Say in words what each row is about."""
        ...

    def standing(self, rows: Sequence[StagedRow]) -> list[dict[str, object] | None]:
        """Return what the rows' keys hold now, in the shape of `before`."""
        ...

    def write(
        self, *, batch: ImportBatch, rows: Sequence[StagedRow], now: dt.datetime
    ) -> None:
        """Write new and changed rows, in the caller's transaction."""
        ...

    def verify(self, *, batch: ImportBatch, rows: Sequence[StagedRow]) -> list[Total]:
        """Read back what `write` has written, as figures beside the file's."""
        ...

    def wrote(
        self, *, batch: ImportBatch, row: StagedRow, current: dict[str, object] | None
    ) -> bool:
        """Tell whether `current` is still what this import wrote there."""
        ...

    def take_back(
        self, *, rows: Sequence[StagedRow], user: User | None, now: dt.datetime
    ) -> list[KeptRow]:
        """Put back what stood there before; return rows that cannot go."""
        ...

    def undo_blockers(self, batch: ImportBatch) -> list[str]:
        """Return sentences that say why nothing may be taken back."""
        ...

    def template_rows(self, territory: Territory) -> Sequence[dict[str, object]]:
        """Return example rows of the template."""
        ...


def target_of(code: str) -> ImportTarget:
    """Return the kind with this code; KeyError when there is none."""
    target: ImportTarget = import_kinds.load(code)
    return target


def all_targets() -> Iterable[ImportTarget]:
    """Return the kinds in the order in which a new portal is filled."""
    found = [target_of(code) for code in import_kinds.codes()]
    return sorted(found, key=lambda target: target.position)
