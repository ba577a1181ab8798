"""What a road map of the corpus says and how it is laid out, described once."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field


SpanDays = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class When:
    """A term: the wording of its cell and what it means.

    `spans` is None where the dates are not measured.
    """

    text: str
    kind: str = ""
    spans: tuple[SpanDays, ...] | None = None


@dataclass(frozen=True)
class Mark:
    """The cell of one year, quarter or month of an activity."""

    label: str
    text: str
    spans: tuple[SpanDays, ...] | None = None
    year: int | None = None


@dataclass(frozen=True)
class Row:
    """One activity: what its cells say and what they mean.

    `who_text` is the cell of the responsible where it is not `who` with commas;
    `also` are cells of columns that the plan has beyond the usual ones. `broken`
    says how many words of the title stand on the next page; `lines` are the cells of
    term, responsible and result where one activity has several lines of them.
    """

    number: str
    title: str
    when: When
    who: tuple[str, ...] = ()
    result: str = ""
    document: str = ""
    who_text: str = ""
    marks: tuple[Mark, ...] = ()
    also: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    lines: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """A section: its heading as written, and what the heading means.

    `before` and `after` are the paragraphs around its table; goals, tasks and results
    are what they mean.
    """

    heading: str = ""
    number: str = ""
    title: str = ""
    level: int = 1
    rows: tuple[Row, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    results: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """A column's header and the field that it holds.

    `field` is number, stage, stage_number, title, term, who, result, document,
    mark:LABEL (a cell of `Row.marks`) or also:KEY (a cell of `Row.also`); `group`
    is the upper header of a header in two levels; `width` is in shares.
    """

    text: str
    field: str
    width: int = 3
    group: str = ""


@dataclass(frozen=True)
class Layout:
    """How the plan is drawn; `page` is the size of the PDF's pages, A4 when empty.

    Parameters
    ----------
    heads : tuple of Head
        The columns from left to right.
    sections : str
        merged (a row over all columns), first (the same, but nothing is merged), split
        (the number apart, the rest merged), plain (number and title in their columns),
        headings (before a table of their own) or stage (a cell merged down).
    caption_row : str
        A merged row above the header, in the same table.
    list_numbers : bool
        Whether Word counts the numbers itself; other formats have them as texts.
    offset : int
        How many columns and rows of a sheet are left empty before the tables.
    rows_a_table : int
        After how many rows a new table on a new page begins; 0 is one table. A broken
        row begins one too.
    header_again : bool
        Whether each further table repeats the header.
    header_inside : int
        After how many rows the header stands again as a row of the same table.
    extra_column_from : int
        Index of the table from which an empty column is added at the right; 0 is none.
    second_sheet_from : int
        Index of the table that opens the second sheet of a workbook; 0 is none.
    merge_same : tuple of str
        Fields whose equal neighbours down are one merged cell.
    """

    heads: tuple[Head, ...]
    sections: str = "merged"
    caption_row: str = ""
    list_numbers: bool = False
    offset: int = 0
    number_row: bool = False
    rows_a_table: int = 0
    header_again: bool = False
    header_inside: int = 0
    extra_column_from: int = 0
    second_sheet_from: int = 0
    merge_same: tuple[str, ...] = ()
    portrait: bool = False
    page: str = ""
    font_points: float = 10
    hyphens: bool = False
    thead: bool = True
    true_dates: bool = False
    true_numbers: bool = False
    noise: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table of the document that is not the plan; `title` is a paragraph before."""

    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    borders: bool = True


@dataclass(frozen=True)
class Plan:
    """One document of the corpus.

    `grif` are the lines of «Утверждаю», `agreed` those of «Согласовано», which make
    the grif a table in two columns; `findings` are the codes that must be reported.
    """

    name: str
    title: str
    period: SpanDays
    layout: Layout
    parts: tuple[Part, ...]
    title_lines: tuple[str, ...] = ()
    grif: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    order: dict[str, str] = field(default_factory=dict)
    opening: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sheets_before: tuple[Sheet, ...] = ()
    sheets_after: tuple[Sheet, ...] = ()
    indicators: tuple[tuple[str, str], ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = ()
    period_is_written: bool = True

    @property
    def rows(self) -> tuple[Row, ...]:
        """All activities in the order of the document."""
        return tuple(row for part in self.parts for row in part.rows)


# --- shorthand ----------------------------------------------------------------


def day(text: str, *, last: bool = False) -> dt.date:
    """Read «2022», «2022-09» or «2022-09-15» as its first or last day."""
    year, month, number = ([int(x) for x in text.split("-")] + [0, 0])[:3]
    month = month or (12 if last else 1)
    number = number or (calendar.monthrange(year, month)[1] if last else 1)
    return dt.date(year, month, number)


def span(text: str) -> SpanDays:
    """Read «2022-09», «2022-09..2022-10-15» or «..2022-12-31» (an open start)."""
    start, dots, end = text.partition("..")
    if not dots:
        return day(start), day(start, last=True)
    return (day(start) if start else None), (day(end, last=True) if end else None)


def when(text: str, kind: str, *spans: str) -> When:
    """Give a term; without `spans` its dates are not measured."""
    return When(text, kind, tuple(span(s) for s in spans) or None)


def unread(text: str) -> When:
    """Give a term whose wording alone is measured."""
    return When(text)


def mark(label: str, text: str, *spans: str) -> Mark:
    """Give the cell of a quarter, month or year; a label of four digits is a year."""
    year = int(label) if re.fullmatch(r"\d{4}", label) else None
    return Mark(label, text, tuple(span(s) for s in spans) or None, year)
