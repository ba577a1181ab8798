"""One cell of the review: what it says, what is doubtful, who has mended it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.model import CellDoubt, Party
from roadmaps.models import Intake
from roadmaps.presenters.intake_words import HELP, PARTY_KINDS, UNSURE, confidence_words
from roadmaps.terms import Term, describe


@dataclass(frozen=True)
class Desk:
    """What every cell of one page needs to know.

    Parameters
    ----------
    intake : Intake
        The document.
    viewer_id : int
        Who looks: their own corrections are «исправлено вами».
    authors : mapping of int to str
        Names of all who have mended something.
    can_edit : bool
        Whether the page offers to mend.
    opened : str
        Key of the cell whose form is open.
    typed : str or None
        What was typed into that form and refused.
    error : str
        Why it was refused.
    """

    intake: Intake
    viewer_id: int
    authors: Mapping[int, str]
    can_edit: bool
    opened: str = ""
    typed: str | None = None
    error: str = ""


@dataclass
class Cell:
    """A cell as the template draws it."""

    key: str
    label: str
    text: str
    url: str = ""
    mended: str = ""
    read: str = ""
    help: str = ""
    is_open: bool = False
    is_day: bool = False
    is_short: bool = False
    typed: str = ""
    error: str = ""
    term: dict[str, Any] | None = None
    parties: list[dict[str, str]] = field(default_factory=list)
    doubts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_doubtful(self) -> bool:
        """Whether the cell waits for a look."""
        return any(doubt["is_pressing"] for doubt in self.doubts)

    @property
    def day(self) -> dt.date | None:
        """The text as a day, where it is one."""
        return dt.date.fromisoformat(self.text) if self.is_day and self.text else None

    @property
    def name(self) -> str:
        """The cell's name within the page."""
        return "cell-" + "".join(s if s.isalnum() else "-" for s in self.key)


# More stretches of days than these are told by their number.
MOST_PIECES = 6
SHORT = frozenset(
    {
        *("number", "section_number", "indicator_target"),
        *("order_number", "approver_name"),
    }
)


def make_cell(
    desk: Desk,
    key: str,
    *,
    label: str,
    text: str,
    read: str,
    term: Term | None = None,
    parties: tuple[Party, ...] = (),
    doubts: tuple[CellDoubt, ...] = (),
) -> Cell:
    """Return a cell; `read` is what the portal had understood by itself."""
    name = key.partition(":")[2]
    is_open = desk.can_edit and desk.opened == key
    return Cell(
        key=key,
        label=label,
        text=text,
        url=cell_url(desk.intake, key) if desk.can_edit else "",
        mended=_mended_words(desk, key),
        read=read,
        help=HELP.get(name, ""),
        is_open=is_open,
        is_day=name == "order_date",
        is_short=name in SHORT,
        typed=text if desk.typed is None else desk.typed,
        error=desk.error if is_open else "",
        term=term_reading(term) if term is not None else None,
        parties=[_party(party) for party in parties],
        doubts=[doubt_line(key, doubt) for doubt in doubts],
    )


def cell_url(intake: Intake, key: str) -> str:
    """Return the address of a cell's form."""
    return f"{reverse('intake:cell', args=[intake.pk])}?{urlencode({'key': key})}"


def doubt_line(key: str, doubt: CellDoubt) -> dict[str, Any]:
    """Return why a cell is doubtful, and the key that says «верно»."""
    address = key.partition(":")[0]
    return {
        "message": doubt.message,
        "confidence": confidence_words(doubt.confidence),
        "is_pressing": doubt.confidence < UNSURE,
        "checked_key": f"{address}:{keys.CHECKED}{doubt.field}",
    }


def term_reading(term: Term) -> dict[str, Any]:
    """Return what a wording means, piece by piece, and whether a person says the days."""
    pieces = describe(term).split("; ")
    return {
        "pieces": pieces[:MOST_PIECES],
        "more": len(pieces[MOST_PIECES:]),
        "is_for_people": term.needs_human or not term.spans,
    }


def _mended_words(desk: Desk, key: str) -> str:
    edit = desk.intake.edits.get(key)
    if edit is None:
        return ""
    if edit["by"] == desk.viewer_id:
        return "исправлено вами"
    return f"исправлено: {desk.authors.get(edit['by'], 'другой человек')}"


def _party(party: Party) -> dict[str, str]:
    return {
        "text": party.text,
        "kind": PARTY_KINDS.get(party.kind, ""),
        "expanded": party.expanded,
        "note": party.note,
    }
