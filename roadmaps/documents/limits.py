"""How large a document may be before it is refused."""

from dataclasses import dataclass, field

from schools.ingest.limits import MEGABYTE, Limits


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """Bounds of an accepted document; a programme of a region has about 100 pages.

    Parameters
    ----------
    package
        Bounds of a docx or xlsx package as the tables' guard counts them.
    pages
        Pages of a PDF.
    page_objects
        Letters, lines and boxes on one page of a PDF.
    seconds
        Time for reading one file.
    characters
        Letters of all cells and paragraphs together.
    grid_cells
        Cells of one table with those that are merged.
    """

    package: Limits = field(
        default_factory=lambda: Limits(
            unpacked_bytes=200 * MEGABYTE, entries=5_000, cells=300_000, columns=200
        )
    )
    pages: int = 300
    page_objects: int = 200_000
    seconds: float = 120.0
    characters: int = 5_000_000
    grid_cells: int = 300_000
