"""What a term expression of a plan means, with what remains in doubt."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The shape of an expression; what is doubtful about it is in `Term.doubts`."""

    DATE = "date"
    MONTH = "month"
    MONTH_RANGE = "month_range"
    RANGE = "range"
    MULTI = "multi"
    DEADLINE = "deadline"
    QUARTER = "quarter"
    QUARTER_RANGE = "quarter_range"
    HALF = "half"
    DECADE = "decade"
    PART = "part"
    SEASON = "season"
    YEAR = "year"
    YEAR_RANGE = "year_range"
    SCHOOL_YEAR = "school_year"
    SCHOOL_YEAR_RANGE = "school_year_range"
    SPAN = "span"
    RECURRING = "recurring"
    COUNT = "count"
    EVENT = "event"
    ON_REQUEST = "on_request"
    REFERENCE = "ref"
    RELATIVE = "relative"
    DURATION = "duration"
    HUMAN = "human"
    NOT_A_TERM = "not_a_term"
    NONE = "none"


@dataclass(frozen=True)
class Period:
    """The period of a plan, both days inside."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Span:
    """One stretch of days, both ends inside; None is an open end.

    A deadline has its last day in `end`; its `start` is the first day of the plan
    when the deadline lies inside the plan, and None otherwise.
    """

    start: dt.date | None
    end: dt.date | None
    label: str = ""


@dataclass(frozen=True)
class Recurrence:
    """How often something comes back.

    Parameters
    ----------
    unit : str
        day, week, month, quarter, half_year, term (a quarter of the school year),
        school_year, year or period.
    times : int
        How many times in each unit.
    at_least : bool
        Whether more is welcome («не реже», «не менее»).
    every : int
        How many units stand between two rounds: 2 for «раз в два года».
    due_day : int
        Day of the month by which it is due («до 30 числа»), 0 when none is named.
    follows : bool
        Whether that day is of the month after the unit («следующего за отчётным»).
    """

    unit: str
    times: int = 1
    at_least: bool = False
    every: int = 1
    due_day: int = 0
    follows: bool = False


@dataclass(frozen=True)
class Doubt:
    """What a person should decide.

    Parameters
    ----------
    code : str
        A stable name, as `year_missing`.
    message : str
        One Russian sentence.
    readings : tuple of tuple of Span
        The readings that are possible, the one that was taken first; may be empty.
    """

    code: str
    message: str
    readings: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True)
class Term:
    """An expression as written and as understood.

    Parameters
    ----------
    text : str
        The wording of the document, untouched.
    kind : Kind
        The shape that was recognised.
    spans : tuple of Span
        Stretches of days in order of time; several for several points.
    recurrence : Recurrence or None
        Set when the expression comes back by itself.
    needs_human : bool
        Whether the dates, if any, are only a frame until a person says more.
    doubts : tuple of Doubt
        What was ambiguous.
    """

    text: str
    kind: Kind
    spans: tuple[Span, ...] = ()
    recurrence: Recurrence | None = None
    needs_human: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """One thing to do within a stretch of days.

    `starts_on` and `due_on` are None when only a person can say; `times` is how
    many are to be done inside it («не менее пяти мероприятий» is one with 5).
    """

    starts_on: dt.date | None
    due_on: dt.date | None
    label: str = ""
    times: int = 1
