"""Names the cells of a document under review, so that a correction finds its cell again.

A key is an address and a field, `1.4:term`: the fifth row of the second table, its term.
A second activity of the same row is `1.4/2:term`. A heading outside of tables is
`h.3`, the fourth of the plan. What belongs to the plan as a whole is `plan:title`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from roadmaps.documents.model import Milestone, RowRef


PLAN = "plan"
HEADING = "h"

# What a person may write into an activity, in the order of the review.
ACTIVITY_FIELDS = (
    *("number", "title", "term", "responsible", "result"),
    *("document", "indicator", "note"),
)
SECTION_FIELDS = ("section_number", "section_title")
INDICATOR_FIELDS = ("indicator_title", "indicator_target")
PLAN_FIELDS = (
    *("title", "approver_position", "approver_name"),
    *("order_number", "order_date"),
)
# What becomes of a whole row.
ROW = "row"
SECTION_ROW = "section_row"
INDICATOR_ROW = "indicator_row"
# A row that the portal passed over.
PASSED_ROW = "passed_row"
SKIP, AS_SECTION, JOIN, AS_ACTIVITY = "skip", "section", "join", "activity"
FATES: Mapping[str, tuple[str, ...]] = {
    ROW: (SKIP, AS_SECTION, JOIN),
    SECTION_ROW: (SKIP, AS_ACTIVITY),
    INDICATOR_ROW: (SKIP,),
    PASSED_ROW: (AS_ACTIVITY,),
}
MILESTONE = "milestone."
# «I looked, it is right as it was read.»
CHECKED = "checked."
YES = "1"

ADDRESS = re.compile(r"^(?:\d{1,4}\.\d{1,6}|h\.\d{1,5}|-)(?:/[1-9]\d{0,3})?$")
LONGEST_LABEL = 100


class Placed(Protocol):
    """A thing that knows the rows it was read from."""

    @property
    def refs(self) -> tuple[RowRef, ...]:
        """The rows, the first of them is where it stands."""


@dataclass(frozen=True)
class CellKey:
    """The address of a row and a field of it.

    Parameters
    ----------
    address : str
        `plan`, or a row as the module's first lines describe it.
    field : str
        A field of the plan, a section, an activity or an indicator.
    """

    address: str
    field: str

    def __str__(self) -> str:
        return f"{self.address}:{self.field}"

    @property
    def anchor(self) -> str:
        """The same as a name within a page."""
        return "row-" + re.sub(r"[^\w]", "-", self.address)


def parse_key(text: str) -> CellKey:
    """Return the key that a text writes.

    Parameters
    ----------
    text : str
        «1.4:term» or another text of that form.

    Returns
    -------
    CellKey
        The address and the field.

    Raises
    ------
    ValueError
        When the text names no cell that can be mended.
    """
    address, colon, field = text.partition(":")
    if not colon:
        raise ValueError(text)
    known = field in PLAN_FIELDS if address == PLAN else _is_field(field)
    if not known or (address != PLAN and not ADDRESS.match(address)):
        raise ValueError(text)
    return CellKey(address, field)


def _is_field(field: str) -> bool:
    if field.startswith(CHECKED):
        return _is_cell(field.removeprefix(CHECKED))
    return _is_cell(field) or field in FATES


def _is_cell(field: str) -> bool:
    if field.startswith(MILESTONE):
        return 0 < len(field) - len(MILESTONE) <= LONGEST_LABEL
    return field in (*ACTIVITY_FIELDS, *SECTION_FIELDS, *INDICATOR_FIELDS, "milestone")


def milestone_field(milestone: Milestone) -> str:
    """Return the field of a milestone: its year, or the heading of its column.

    Parameters
    ----------
    milestone : Milestone
        A milestone of an activity.

    Returns
    -------
    str
        «milestone.2021», «milestone.I квартал».
    """
    which = str(milestone.year or milestone.label or "-")
    return MILESTONE + which[:LONGEST_LABEL]


def addresses(things: Iterable[Placed]) -> list[str]:
    """Return an address for each thing, different for all.

    Parameters
    ----------
    things : iterable of Placed
        Activities, sections or indicators in the order of the document.

    Returns
    -------
    list of str
        The row of the first reference; of several in one row the second has `/2`.
        A thing without a row has `h.` and its place among those.
    """
    counts: dict[str, int] = {}
    found = []
    loose = 0
    for thing in things:
        if thing.refs:
            place = f"{thing.refs[0].table}.{thing.refs[0].row}"
        else:
            place, loose = f"{HEADING}.{loose}", loose + 1
        counts[place] = counts.get(place, 0) + 1
        found.append(place if counts[place] == 1 else f"{place}/{counts[place]}")
    return found
