"""A paper as plain data: parts, paragraphs, tables with true numbers."""

from dataclasses import asdict, dataclass
from typing import Any


Content = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, whether it holds numbers, its share of the width."""

    title: str
    is_numeric: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Table:
    """A table; each row has a cell for each column, the first one names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A figure beside its target, both in per cent; nothing for what is not known."""

    label: str
    target: float
    value: float | None = None


@dataclass(frozen=True)
class Chart:
    """A picture of figures that a table beside it holds; its sentence has no numbers."""

    title: str
    sentence: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Part:
    """A section of a paper: its text, then its charts and tables."""

    code: str
    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    is_wide: bool = False
    # It begins on a new page: an annex, the sheet of a school.
    is_apart: bool = False
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True)
class Paper:
    """Everything that a paper says; a frozen one is kept as this and nothing else.

    Parameters
    ----------
    organisation, title, subtitle : str
        The heading.
    as_of : str
        The day of the numbers, in words.
    parts : tuple of Part
        In the order of reading.
    signatures : tuple of (post, name)
        Who signs.
    approver : (post, name) or None
        Who approves it, at the top right; None for a paper that nobody approves.
    """

    organisation: str
    title: str
    subtitle: str
    as_of: str
    parts: tuple[Part, ...]
    signatures: tuple[tuple[str, str], ...] = ()
    approver: tuple[str, str] | None = None


def to_json(paper: Paper) -> dict[str, Any]:
    """Return the paper as it is stored.

    Parameters
    ----------
    paper : Paper
        The paper.

    Returns
    -------
    dict
        Strings, numbers and lists only.
    """
    return asdict(paper)


def from_json(raw: dict[str, Any]) -> Paper:
    """Return the paper that was stored.

    Parameters
    ----------
    raw : dict
        What `to_json` returned, also after a journey through JSON.

    Returns
    -------
    Paper
        Equal to the one that was stored.
    """
    parts = tuple(
        Part(
            **{
                **part,
                "paragraphs": tuple(part["paragraphs"]),
                "tables": tuple(_table(table) for table in part["tables"]),
                # A paper that was frozen before papers had charts has none.
                "charts": tuple(_chart(chart) for chart in part.get("charts", ())),
            }
        )
        for part in raw["parts"]
    )
    signatures = tuple((post, name) for post, name in raw["signatures"])
    approver = tuple(raw["approver"]) if raw.get("approver") else None
    return Paper(
        **{**raw, "parts": parts, "signatures": signatures, "approver": approver}
    )


def _chart(raw: dict[str, Any]) -> Chart:
    return Chart(
        title=raw["title"],
        sentence=raw["sentence"],
        bars=tuple(Bar(**bar) for bar in raw["bars"]),
    )


def _table(raw: dict[str, Any]) -> Table:
    return Table(
        caption=raw["caption"],
        columns=tuple(Column(**column) for column in raw["columns"]),
        rows=tuple(tuple(row) for row in raw["rows"]),
        note=raw["note"],
    )
