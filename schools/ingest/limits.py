"""How large a file may be, closed and opened, before it is refused."""

from dataclasses import dataclass

from schools.ingest.errors import refusal


MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an accepted file; the defaults fit a table of a whole region.

    Parameters
    ----------
    file_bytes
        Size on disk.
    unpacked_bytes
        Size of all parts after unpacking, measured while unpacking: headers lie.
    ratio, ratio_from_bytes
        A part larger than `ratio_from_bytes` may not be packed tighter than
        `ratio` to 1. Sheets of numbers reach about 20, a bomb about 1,000.
    entries
        Parts of a package. A workbook with 200 sheets has about 500.
    cells
        Rows × columns of all sheets up to the last filled cell: the reader keeps
        every cell of that rectangle in memory, filled or not.
    columns
        Columns up to the last filled cell. The widest export of the field, scores of
        every item, has about 100.
    line_characters
        Longest line of a text file.
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    ratio: int = 200
    ratio_from_bytes: int = 5 * MEGABYTE
    entries: int = 10_000
    cells: int = 5_000_000
    columns: int = 1_000
    line_characters: int = 100_000


def refuse_large_table(*, cells: int, columns: int, limits: Limits) -> None:
    """Refuse a table whose rectangle is too large to be kept in memory."""
    if columns > limits.columns:
        raise refusal("too_many_columns", limit=limits.columns)
    if cells > limits.cells:
        raise refusal("too_many_cells", limit=limits.cells)
