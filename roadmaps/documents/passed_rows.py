"""Finds the rows of a plan's tables of which nothing came into the plan."""

from collections.abc import Sequence

from roadmaps.documents.activity_rows import draft_of, take_number_out
from roadmaps.documents.drafts import ActivityDraft, SectionDraft
from roadmaps.documents.model import Column, RowRef
from roadmaps.documents.plan_rows import PlanRow
from roadmaps.documents.wording import is_number


def passed_drafts(
    rows: Sequence[PlanRow], sections: Sequence[SectionDraft]
) -> list[ActivityDraft]:
    """Return a draft of each row that is neither in a section nor its heading.

    Parameters
    ----------
    rows : sequence of PlanRow
        Rows under the headings of plans, in the order of the document.
    sections : sequence of SectionDraft
        What was made of them.

    Returns
    -------
    list of ActivityDraft
        The activities that a person may still make of these rows, by the columns.
    """
    used = _used(sections)
    return [_draft(row) for row in rows if row.ref not in used]


def _used(sections: Sequence[SectionDraft]) -> set[RowRef]:
    return {
        ref
        for section in sections
        for refs in (
            section.refs,
            section.part_refs,
            *(activity.refs for activity in section.activities),
        )
        for ref in refs
    }


def _draft(row: PlanRow) -> ActivityDraft:
    """Return the draft of an odd row; its only text may stand in a wrong column."""
    draft = draft_of(row)
    if not is_number(draft.number):
        texts = (draft.number, draft.text(Column.TITLE))
        draft.texts[Column.TITLE] = "\n".join(filter(None, texts))
        draft.number = ""
    if not row.indexes(Column.NUMBER):
        take_number_out(draft)
    if not draft.text(Column.TITLE):
        draft.texts[Column.TITLE] = row.text(Column.SECTION) or row.text(Column.IGNORED)
    return draft
