"""Lays what a person has mended over what was understood of a document.

Nothing here remembers anything: the same reading with the same corrections gives the
same plan. So columns or the period may be named anew at any time, the document is
understood again, and each correction whose row is still there comes to its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_cells import (
    Own,
    activity_of,
    join_activities,
    mend_activity,
    mend_indicator,
    mend_section,
    section_of,
)
from roadmaps.documents.model import Activity, Indicator, RoadMapDocument, Section
from roadmaps.documents.taken_rows import with_taken


Edits = Mapping[str, str]
# Corrections by row: address → field → text.
ByRow = Mapping[str, Own]
NOTHING: Own = {}
# The row that a heading becomes; no row of a document holds so many activities.
FORMER_HEADING = "/999"


@dataclass(frozen=True)
class Line:
    """One row of the review.

    Parameters
    ----------
    address : str
        The row's address in keys of corrections.
    activity : Activity
        As it comes into the plan, with everything mended.
    read : Activity
        As it was understood, before a person looked.
    mended : frozenset of str
        Fields that a person has written or confirmed.
    joined : tuple of Line
        Rows that a person has joined to this one.
    is_skipped : bool
        Whether a person said that it is no activity.
    """

    address: str
    activity: Activity
    read: Activity
    mended: frozenset[str] = frozenset()
    joined: tuple["Line", ...] = ()
    is_skipped: bool = False


@dataclass(frozen=True)
class Part:
    """A section of the review with its rows.

    Parameters
    ----------
    address : str
        The section's address in keys of corrections.
    section : Section
        As it comes into the plan, without its activities.
    lines : tuple of Line
        Its rows, skipped ones included.
    mended : frozenset of str
        Fields that a person has written.
    made_of_row : bool
        Whether a person said that a row of the plan is this section's title.
    dropped : tuple of (str, Section)
        Addresses and headings that a person said are none, and that stood here.
    """

    address: str
    section: Section
    lines: tuple[Line, ...] = ()
    mended: frozenset[str] = frozenset()
    made_of_row: bool = False
    dropped: tuple[tuple[str, Section], ...] = ()

    @property
    def kept(self) -> tuple[Line, ...]:
        """The rows that come into the plan."""
        return tuple(line for line in self.lines if not line.is_skipped)


@dataclass(frozen=True)
class Listed:
    """An indicator of the review: its address, what it says, whether it is taken."""

    address: str
    indicator: Indicator
    mended: frozenset[str] = frozenset()
    is_skipped: bool = False


@dataclass
class _Open:
    """A part in the making."""

    address: str
    section: Section
    mended: frozenset[str] = frozenset()
    made_of_row: bool = False
    lines: list[Line] = field(default_factory=list)
    dropped: list[tuple[str, Section]] = field(default_factory=list)

    def closed(self) -> Part:
        return Part(
            self.address,
            self.section,
            tuple(self.lines),
            self.mended,
            self.made_of_row,
            tuple(self.dropped),
        )


def review_parts(document: RoadMapDocument, edits: Edits) -> tuple[Part, ...]:
    """Return the plan by section as a person sees it on the review.

    Parameters
    ----------
    document : RoadMapDocument
        What was understood.
    edits : mapping of str to str
        Corrections by key; those of rows that are not there change nothing.

    Returns
    -------
    tuple of Part
        Sections in the order of the document, each with its rows; rows that a
        person skipped are there and say so.
    """
    by_row = _by_row(edits)
    document = with_taken(document, by_row)
    headings = keys.addresses(document.sections)
    rows = iter(keys.addresses(document.activities))
    parts: list[_Open] = []
    for address, section in zip(headings, document.sections, strict=True):
        _open_section(parts, address, section, by_row)
        for activity in section.activities:
            _place(parts, next(rows), activity, by_row)
    return tuple(
        replace(part, lines=tuple(_mended(part.lines, document, by_row)))
        for part in (opened.closed() for opened in parts)
    )


def review_indicators(document: RoadMapDocument, edits: Edits) -> tuple[Listed, ...]:
    """Return the indicators with what a person said of each.

    Parameters
    ----------
    document : RoadMapDocument
        What was understood.
    edits : mapping of str to str
        Corrections by key.

    Returns
    -------
    tuple of Listed
        In the order of the document; one that is not taken says so.
    """
    by_row = _by_row(edits)
    return tuple(
        Listed(
            address,
            mend_indicator(indicator, by_row.get(address, NOTHING)),
            frozenset(by_row.get(address, NOTHING)) & set(keys.INDICATOR_FIELDS),
            by_row.get(address, NOTHING).get(keys.INDICATOR_ROW) == keys.SKIP,
        )
        for address, indicator in zip(
            keys.addresses(document.indicators), document.indicators, strict=True
        )
    )


def apply_edits(document: RoadMapDocument, edits: Edits) -> RoadMapDocument:
    """Return the plan as it is to be written.

    Parameters
    ----------
    document : RoadMapDocument
        What was understood of the document.
    edits : mapping of str to str
        Corrections by key, see `roadmaps.documents.edit_keys`; those of rows that
        are not there change nothing.

    Returns
    -------
    RoadMapDocument
        With mended texts, their terms read again in the document's period; rows and
        indicators that a person skipped are gone. Without corrections it is equal
        to `document`.
    """
    sections = tuple(
        replace(part.section, activities=tuple(line.activity for line in part.kept))
        for part in review_parts(document, edits)
    )
    plan = _by_row(edits).get(keys.PLAN, NOTHING)
    return replace(
        document,
        title=plan.get("title", document.title),
        approval=replace(
            document.approval,
            order_number=plan.get("order_number", document.approval.order_number),
            order_date=plan.get("order_date", document.approval.order_date),
        ),
        sections=sections,
        indicators=tuple(
            listed.indicator
            for listed in review_indicators(document, edits)
            if not listed.is_skipped
        ),
    )


def _open_section(
    parts: list[_Open], address: str, section: Section, by_row: ByRow
) -> None:
    """Begin a part, unless a person said that the heading is none."""
    bare = replace(section, activities=())
    own = by_row.get(address, NOTHING)
    fate = own.get(keys.SECTION_ROW)
    if not fate or not parts:
        fields = frozenset(own) & set(keys.SECTION_FIELDS)
        parts.append(_Open(address, mend_section(bare, own), fields))
        return
    parts[-1].dropped.append((address, bare))
    if fate == keys.AS_ACTIVITY:
        activity = activity_of(bare)
        parts[-1].lines.append(Line(address + FORMER_HEADING, activity, activity))


def _place(parts: list[_Open], address: str, activity: Activity, by_row: ByRow) -> None:
    """Put a row where a person wants it; its texts are mended afterwards."""
    own = by_row.get(address, NOTHING)
    fate = own.get(keys.ROW)
    here = parts[-1]
    if fate == keys.AS_SECTION:
        section = mend_section(section_of(activity, beside=here.section), own)
        fields = frozenset(own) & set(keys.SECTION_FIELDS)
        if _is_nothing(here):
            parts.pop()
        parts.append(_Open(address, section, fields, made_of_row=True))
        return
    line = Line(address, activity, activity, is_skipped=fate == keys.SKIP)
    before = _last_kept(here.lines)
    if fate == keys.JOIN and before is not None:
        host = here.lines[before]
        here.lines[before] = replace(host, joined=(*host.joined, line))
        return
    here.lines.append(line)


def _last_kept(lines: list[Line]) -> int | None:
    for place in range(len(lines) - 1, -1, -1):
        if not lines[place].is_skipped:
            return place
    return None


def _is_nothing(part: _Open) -> bool:
    """Say whether a part is only the frame of a plan without sections."""
    named = part.section.number or part.section.title
    return not (named or part.lines or part.section.goals or part.section.tasks)


def _mended(
    lines: Iterable[Line], document: RoadMapDocument, by_row: ByRow
) -> Iterator[Line]:
    for line in lines:
        whole = line.read
        for other in line.joined:
            whole = join_activities(whole, other.read, document)
        own = by_row.get(line.address, NOTHING)
        yield replace(
            line,
            activity=mend_activity(whole, own, document),
            mended=frozenset(own) - {keys.ROW},
        )


def _by_row(edits: Edits) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, text in edits.items():
        address, _, own_field = key.partition(":")
        found.setdefault(address, {})[own_field] = text
    return found
