"""Puts rows that the portal passed over, and a person took, to their places."""

from collections.abc import Mapping
from dataclasses import replace

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_cells import Own
from roadmaps.documents.model import Activity, RoadMapDocument, Section


# Table and row: things of a document follow one another by these.
Place = tuple[int, int]


def with_taken(document: RoadMapDocument, by_row: Mapping[str, Own]) -> RoadMapDocument:
    """Return the document with the rows that a person took for activities.

    Parameters
    ----------
    document : RoadMapDocument
        What was understood.
    by_row : mapping of str to mapping
        Corrections by row; those that take no passed row change nothing here.

    Returns
    -------
    RoadMapDocument
        Each taken row stands in the section above it, in the order of the document;
        the first section takes what stands above all of them. The same document
        when nothing was taken.
    """
    rows = [
        activity
        for address, activity in zip(
            keys.addresses(document.passed), document.passed, strict=True
        )
        if by_row.get(address, {}).get(keys.PASSED_ROW) == keys.AS_ACTIVITY
    ]
    if not rows:
        return document
    sections = list(document.sections) or [Section("", "")]
    for activity in rows:
        place = _place(activity)
        above = [
            number
            for number, section in enumerate(sections)
            if (begins := _begins(section)) is not None and begins < place
        ]
        index = above[-1] if above else 0
        sections[index] = _with(sections[index], activity)
    return replace(document, sections=tuple(sections))


def _place(thing: keys.Placed) -> Place:
    return thing.refs[0].table, thing.refs[0].row


def _begins(section: Section) -> Place | None:
    """Return where a section begins; a heading outside of tables begins with its rows."""
    if section.refs:
        return _place(section)
    return min(map(_place, section.activities), default=None)


def _with(section: Section, activity: Activity) -> Section:
    before = [a for a in section.activities if _place(a) < _place(activity)]
    after = section.activities[len(before) :]
    return replace(section, activities=(*before, activity, *after))
