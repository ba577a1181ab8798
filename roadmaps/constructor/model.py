"""What a section, a field and a column of the constructor are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


# A row of a list: «id» and a text for each column.
Row: TypeAlias = dict[str, str]
# What stands in a field: words, codes, rows, or a table that the portal filled in.
Value: TypeAlias = "str | list[str] | list[Row] | dict[str, object]"
Content: TypeAlias = Mapping[str, object]


class FieldKind(StrEnum):
    """How a field is filled."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    ROWS = "rows"
    FACTORS = "factors"
    TABLE = "table"


class ColumnKind(StrEnum):
    """What a cell of a row holds."""

    TEXT = "text"
    LINE = "line"
    NUMBER = "number"
    TERM = "term"
    CHOICE = "choice"
    # The row of another field that this row answers.
    REFERENCE = "reference"


@dataclass(frozen=True)
class Column:
    """A column of a list of rows.

    Parameters
    ----------
    key, title : str
        Its name in the content, and above its cells.
    kind : ColumnKind
        What a cell holds.
    hint : str
        An example under the first cell.
    is_required : bool
        Whether an empty cell leaves the row incomplete.
    choices : tuple of str
        Words of a choice.
    refers : str
        Key of the field whose rows a reference names.
    """

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    hint: str = ""
    is_required: bool = True
    choices: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True)
class Field:
    """One thing to write.

    Parameters
    ----------
    key, title : str
        Its name in the database, and on the page and the paper.
    kind : FieldKind
        How it is filled.
    hint : str
        What is expected, in one or two sentences.
    is_required : bool
        Whether the programme is incomplete without it.
    columns : tuple of Column
        Of a list of rows; columns of years are added by `columns_of`.
    row_name : str
        What one row is called on its button: «причину».
    lack : str
        What the meter says while it is empty.
    """

    key: str
    title: str
    kind: FieldKind
    hint: str = ""
    is_required: bool = True
    columns: tuple[Column, ...] = ()
    row_name: str = ""
    lack: str = ""


@dataclass(frozen=True)
class Part:
    """A section of the programme: one page of the constructor.

    Parameters
    ----------
    code, title : str
        Its name in the address, and its heading.
    lead : str
        What this page is about, in a sentence.
    fields : tuple of Field
        In the order of the page and of the paper.
    """

    code: str
    title: str
    lead: str
    fields: tuple[Field, ...] = field(default_factory=tuple)
