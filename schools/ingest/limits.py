"""How large a file may be, closed and opened, before it is refused."""

from dataclasses import dataclass


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
    line_characters
        Longest line of a text file.
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    ratio: int = 200
    ratio_from_bytes: int = 5 * MEGABYTE
    entries: int = 10_000
    cells: int = 5_000_000
    line_characters: int = 100_000
