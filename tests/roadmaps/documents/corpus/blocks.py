"""What the three writers write: paragraphs, tables of cells and page breaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Para:
    """A paragraph; `style` is plain, title, heading or right."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Cell:
    """A cell that covers `across` columns and `down` rows; lines split by a feed."""

    text: str = ""
    across: int = 1
    down: int = 1
    is_bold: bool = False


# None stands where a merged cell above or to the left covers the place.
CellRow = tuple[Cell | None, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the first `head_rows` of its rows are the header."""

    rows: tuple[CellRow, ...]
    widths: tuple[int, ...]
    head_rows: int = 0
    borders: bool = True


@dataclass(frozen=True)
class PageBreak:
    """A new page; `opens_sheet` begins a new sheet of a workbook too."""

    opens_sheet: bool = False


Block = Para | Grid | PageBreak
