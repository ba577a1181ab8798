"""What a draft still lacks, in words, and how far it has come."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmaps.constructor.finding import columns_of, target_years
from roadmaps.constructor.links import unanswered
from roadmaps.constructor.model import (
    Column,
    ColumnKind,
    Content,
    Field,
    FieldKind,
    Part,
    Row,
)
from roadmaps.constructor.parts import PARTS
from roadmaps.constructor.parts_what import STAGES
from roadmaps.constructor.values import (
    day_of,
    number_of,
    rows_of,
    stored_value,
    text_of,
)
from roadmaps.terms import Period, parse_term


FEWEST_FACTORS, MOST_FACTORS = 3, 5
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, or that is worth a second look.

    Parameters
    ----------
    part, field : str
        Where it is mended.
    text : str
        What is missing, in words.
    is_warning : bool
        A warning does not make the programme incomplete.
    """

    part: str
    field: str
    text: str
    is_warning: bool = False


@dataclass(frozen=True)
class PartProgress:
    """How far a section has come.

    Parameters
    ----------
    part : Part
        The section.
    done, total : int
        Required fields without a gap, and all required fields.
    gaps : tuple of Gap
        What is missing first, warnings after it.
    is_begun : bool
        Whether anything at all stands in it.
    """

    part: Part
    done: int
    total: int
    gaps: tuple[Gap, ...]
    is_begun: bool

    @property
    def missing(self) -> tuple[Gap, ...]:
        """Return what is missing, without the warnings."""
        return tuple(gap for gap in self.gaps if not gap.is_warning)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing required is missing."""
        return not self.missing


@dataclass(frozen=True)
class Completeness:
    """How far a whole draft has come.

    Parameters
    ----------
    parts : tuple of PartProgress
        In the order of the programme.
    """

    parts: tuple[PartProgress, ...]

    @property
    def done(self) -> int:
        """Return how many required fields have no gap."""
        return sum(part.done for part in self.parts)

    @property
    def total(self) -> int:
        """Return how many fields are required."""
        return sum(part.total for part in self.parts)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return all gaps in the order of the programme."""
        return tuple(gap for part in self.parts for gap in part.gaps)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing required is missing."""
        return all(part.is_done for part in self.parts)


def completeness(
    content: Content, *, starts_on: dt.date, ends_on: dt.date
) -> Completeness:
    """Look through a draft.

    Parameters
    ----------
    content : mapping of str to object
        Values by key of the field; anything that JSON can hold.
    starts_on, ends_on : date
        Term of the programme, both days inside.

    Returns
    -------
    Completeness
        For any content whatever; this never raises.
    """
    look = _Look(content, starts_on, ends_on)
    return Completeness(tuple(look.progress(part) for part in PARTS))


class _Look:
    """One reading of a draft."""

    def __init__(self, content: Content, starts_on: dt.date, ends_on: dt.date) -> None:
        self.content = content
        self.starts_on, self.ends_on = starts_on, ends_on
        self.years = target_years(starts_on, ends_on)

    def progress(self, part: Part) -> PartProgress:
        """Return the gaps of a section and how many required fields are done."""
        gaps = sorted(
            (gap for item in part.fields for gap in self._gaps(part, item)),
            key=lambda gap: gap.is_warning,
        )
        required = {item.key for item in part.fields if item.is_required}
        wanting = {gap.field for gap in gaps if not gap.is_warning}
        is_begun = any(
            stored_value(item, self.content.get(item.key)) for item in part.fields
        )
        done, total = len(required - wanting), len(required)
        return PartProgress(part, done, total, tuple(gaps), is_begun)

    def _gaps(self, part: Part, item: Field) -> Iterator[Gap]:
        value = stored_value(item, self.content.get(item.key))
        if not value:
            if item.lack:
                yield Gap(part.code, item.key, item.lack, not item.is_required)
            return
        for text, is_warning in self._faults(item, value):
            yield Gap(part.code, item.key, text, is_warning)

    def _faults(self, item: Field, value: object) -> Iterator[tuple[str, bool]]:
        if item.kind is FieldKind.ROWS:
            rows = rows_of(value)
            yield from self._cells(item, rows)
            yield from self._across(item.key, rows)
        elif item.kind is FieldKind.FACTORS and isinstance(value, list):
            if not FEWEST_FACTORS <= len(value) <= MOST_FACTORS:
                yield f"Факторов выбрано {len(value)}, а нужно от трёх до пяти", False
        elif item.key == "aim":
            yield from self._aim(text_of(value))
        elif item.kind is FieldKind.DAY:
            yield from self._day(text_of(value))

    def _aim(self, aim: str) -> Iterator[tuple[str, bool]]:
        if not _DIGIT.search(aim):
            yield "В цели нет ни одного числа: её нельзя измерить", True

    def _day(self, text: str) -> Iterator[tuple[str, bool]]:
        day = day_of(text)
        if day is None:
            yield f"«{text[:40]}» – не дата", False
        elif not self.starts_on <= day <= self.ends_on:
            yield "День цели лежит вне срока программы", True

    def _cells(self, item: Field, rows: list[Row]) -> Iterator[tuple[str, bool]]:
        """Name the empty and unreadable cells of each column, rows by number."""
        for column in columns_of(item, self.years):
            empty = [
                number
                for number, row in enumerate(rows, 1)
                if column.is_required and not self._is_filled(column, row)
            ]
            if empty:
                title = column.title.lower()
                yield f"{_rows_word(empty)} без «{title}»", False
            for number, row in enumerate(rows, 1):
                yield from self._reading(column, row.get(column.key, ""), number)

    def _is_filled(self, column: Column, row: Row) -> bool:
        text = row.get(column.key, "")
        if column.kind is not ColumnKind.REFERENCE:
            return bool(text)
        return any(
            other["id"] == text for other in rows_of(self.content.get(column.refers))
        )

    def _reading(
        self, column: Column, text: str, number: int
    ) -> Iterator[tuple[str, bool]]:
        if not text:
            return
        if column.kind is ColumnKind.NUMBER and number_of(text) is None:
            short = text[:40]
            yield (
                f"Строка {number}, «{column.title.lower()}»: «{short}» – не число",
                False,
            )
        if column.kind is ColumnKind.TERM and not self._is_read(text):
            yield f"Строка {number}: срок «{text[:40]}» портал не понял", True

    def _is_read(self, text: str) -> bool:
        term = parse_term(text, period=Period(self.starts_on, self.ends_on))
        return not term.needs_human

    def _across(self, key: str, rows: list[Row]) -> Iterator[tuple[str, bool]]:
        """Look at what rows of one list owe to another."""
        if key == "causes":
            for number in unanswered(rows, rows_of(self.content.get("tasks")), "cause"):
                yield f"На причину {number} не отвечает ни одна задача", True
        elif key == "tasks":
            acts = rows_of(self.content.get("activities"))
            for number in unanswered(rows, acts, "task"):
                yield f"У задачи {number} нет ни одного мероприятия", False
        elif key == "monitoring":
            absent = [s for s in STAGES if s not in {row.get("stage") for row in rows}]
            if absent:
                yield f"Нет замера: {', '.join(absent)}", False


def _rows_word(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Строка {numbers[0]}"
    return f"Строки {', '.join(map(str, numbers))}"
