"""A road map as it was read and as it was understood."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadmaps.terms import Period, Term


# --- as read: text with its place, no meaning yet -----------------------------


@dataclass(frozen=True)
class RawParagraph:
    """A paragraph outside of tables; `is_heading` as the file's style says."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class RawTable:
    """A table as a full grid of texts.

    Parameters
    ----------
    rows : tuple of tuple of str
        Every row has the same number of cells; lines inside a cell are split by
        a line feed. A merged cell has its text in its first cell only.
    merged : frozenset of (int, int)
        Row and column of the cells that a merged one covers, its first excluded.
    place : str
        Where it stands, for people: «таблица 2», «лист План», «страница 3».
    spans : tuple of (int, int, int, int)
        First row, first column, last row, last column of every merged cell.
    """

    rows: tuple[tuple[str, ...], ...]
    merged: frozenset[tuple[int, int]] = frozenset()
    place: str = ""
    spans: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class RawDocument:
    """Paragraphs and tables in the order of the document."""

    blocks: tuple[RawParagraph | RawTable, ...]
    source: str = ""

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """The tables alone; their order is the numbering of `ColumnMap`."""
        return tuple(b for b in self.blocks if isinstance(b, RawTable))


# --- as understood -------------------------------------------------------------


class Column(StrEnum):
    """What a column of the plan's table holds."""

    NUMBER = "number"
    SECTION = "section"
    TITLE = "title"
    TERM = "term"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    DOCUMENT = "document"
    INDICATOR = "indicator"
    TARGET = "target"
    MILESTONE = "milestone"
    NOTE = "note"
    IGNORED = "ignored"


@dataclass(frozen=True)
class ColumnMeaning:
    """One column: its header as written, its meaning, and for a milestone which.

    `milestone` is a year («2021»), a quarter («I квартал») or a month as written.
    """

    header: str
    meaning: Column
    milestone: str = ""
    confidence: float = 1.0


@dataclass(frozen=True)
class RowRef:
    """Where a thing was read: index of the table in the document, and of the row."""

    table: int
    row: int


@dataclass(frozen=True)
class CellDoubt:
    """What a person should look at in one field of an activity.

    Parameters
    ----------
    field : str
        number, title, term, responsible, result, document or milestone.
    confidence : float
        0 to 1; below 0.8 the review shows it first.
    message : str
        One Russian sentence: what is doubtful and why.
    """

    field: str
    confidence: float
    message: str


@dataclass(frozen=True)
class Party:
    """Who answers: the wording and what it is.

    `kind` is role, organisation, person, group («школы в статусе») or unknown;
    `expanded` is the full name when the document defines the abbreviation.
    """

    text: str
    kind: str = "unknown"
    expanded: str = ""
    note: str = ""


@dataclass(frozen=True)
class Milestone:
    """What one activity brings in one year, with the dates that its text names."""

    year: int | None
    text: str
    term: Term
    label: str = ""


@dataclass(frozen=True)
class Counter:
    """A countable promise: «не менее пяти мероприятий» is 5 of «мероприятий»."""

    at_least: int
    unit: str
    is_percent: bool = False


@dataclass(frozen=True)
class Activity:
    """One row of the plan, as written and as understood."""

    number: str
    title: str
    term: Term
    parties: tuple[Party, ...] = ()
    responsible_text: str = ""
    result: str = ""
    document: str = ""
    indicator: str = ""
    note: str = ""
    milestones: tuple[Milestone, ...] = ()
    counters: tuple[Counter, ...] = ()
    refs: tuple[RowRef, ...] = ()
    doubts: tuple[CellDoubt, ...] = ()

    @property
    def responsible(self) -> tuple[str, ...]:
        """The parties as written, one by one."""
        return tuple(party.text for party in self.parties)


@dataclass(frozen=True)
class Section:
    """A direction, section, track, block or stage.

    `level` is 1 for the outermost; the sections of a plan are a flat list in the
    order of the document, a deeper one belongs to the nearest shallower before it.
    """

    number: str
    title: str
    level: int = 1
    kind: str = ""
    goals: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    expected_results: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    refs: tuple[RowRef, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """An indicator with its target as written: «100%», «20%», «Да»."""

    title: str
    target: str = ""
    refs: tuple[RowRef, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A defect of the document itself: code, where for people, one sentence."""

    code: str
    where: str
    message: str
    refs: tuple[RowRef, ...] = ()


@dataclass(frozen=True)
class Approval:
    """The grif: «Утверждаю», who, and the order or date if they are named.

    `lines` are the lines as written; dates are ISO days or empty.
    """

    lines: tuple[str, ...] = ()
    kind: str = ""
    order_number: str = ""
    order_date: str = ""
    signed_on: str = ""


@dataclass(frozen=True)
class RoadMapDocument:
    """Everything that was understood of one document."""

    title: str
    period: Period
    period_is_given: bool = False
    approval: Approval = Approval()
    abbreviations: dict[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    findings: tuple[Finding, ...] = ()
    # The columns of each plan table, by the index of the table in the document.
    columns: dict[int, tuple[ColumnMeaning, ...]] = field(default_factory=dict)
    # Index of the first table of the run that a table continues.
    continues: dict[int, int] = field(default_factory=dict)
    # Rows of plan tables that gave nothing, each as the activity that it would be.
    passed: tuple[Activity, ...] = ()

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities in the order of the document."""
        return tuple(a for section in self.sections for a in section.activities)
