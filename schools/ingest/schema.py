"""What a table must hold: fields, the key of a row, and checks across columns.

The apps build schemas at run time (a field for each context factor, for each level
of a procedure), so a schema is plain data that knows nothing of models.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray


Kind = Literal["text", "integer", "decimal", "boolean", "date", "choice", "code"]
NUMERIC_KINDS: frozenset[str] = frozenset({"integer", "decimal"})

Array = NDArray[Any]
RowTest = Callable[[Mapping[str, Array]], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a table may have.

    Parameters
    ----------
    code
        Name under which the parsed column is returned.
    title
        Heading in the template and in remarks.
    kind
        How cells are read. ``code`` keeps leading zeros and drops spaces;
        ``integer`` and ``decimal`` become floats with NaN for a missing value.
    required
        An empty cell is an error, and so is a file without the column.
    synonyms
        Other headings under which the column is known.
    minimum, maximum
        Inclusive bounds of a number or a date.
    choices
        Accepted spelling → stored code; the first spelling of a code is shown.
    unit
        ``%`` reads «12,5 %» as 12.5; ``доля`` reads it as 0.125; any other unit
        may follow the number in a cell and is taken off.
    places
        Digits after the comma that are stored; values are rounded to them so that
        the same file again differs in nothing from what was stored.
    """

    code: str
    title: str
    kind: Kind = "text"
    required: bool = False
    synonyms: tuple[str, ...] = ()
    minimum: float | date | None = None
    maximum: float | date | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    example: str = ""
    unit: str = ""
    places: int | None = None

    @property
    def is_numeric(self) -> bool:
        """Say whether the parsed column is an array of floats."""
        return self.kind in NUMERIC_KINDS

    @property
    def headings(self) -> tuple[str, ...]:
        """Return every heading under which the column may stand."""
        return (self.title, *self.synonyms, self.code)

    def choice_titles(self) -> tuple[str, ...]:
        """Return one spelling for each code, the first declared."""
        first: dict[str, str] = {}
        for spelling, code in self.choices.items():
            first.setdefault(code, spelling)
        return tuple(first.values())


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A rule across columns of one row, tested on whole columns at once.

    Parameters
    ----------
    code
        Code of the rule in findings.
    columns
        Fields that the test reads; a remark is put on the first of them. Rows where
        any of them is missing or wrong are not tested, and a file without one of
        the columns is not tested at all.
    message, advice
        What is wrong; how to mend it. May name fields: ``{participants}``.
    test
        Gets field code → array (floats for numbers, objects otherwise) and returns
        one boolean per row, true where the rule holds.
    """

    code: str
    columns: tuple[str, ...]
    message: str
    advice: str
    test: RowTest


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A kind of table: its fields, the key of a row and the checks of a row."""

    code: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    checks: tuple[RowCheck, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a schema that contradicts itself: a mistake of the programmer."""
        codes = [item.code for item in self.fields]
        if len(set(codes)) != len(codes):
            raise ValueError(f"Schema {self.code}: a field is declared twice")
        used = {*self.key, *(name for check in self.checks for name in check.columns)}
        if unknown := used - set(codes):
            raise ValueError(f"Schema {self.code}: unknown fields {sorted(unknown)}")

    def field(self, code: str) -> Field:
        """Return the field with this code; KeyError when there is none."""
        for item in self.fields:
            if item.code == code:
                return item
        raise KeyError(code)
