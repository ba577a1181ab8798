"""What stands in a cell before a person mends it."""

from typing import TypeVar

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.approver import approver_of
from roadmaps.documents.model import (
    Activity,
    Indicator,
    RoadMapDocument,
    Section,
)


Thing = TypeVar("Thing", Activity, Section, Indicator)


def read_text(document: RoadMapDocument, key: keys.CellKey) -> str | None:
    """Return the text that was read for a cell.

    Parameters
    ----------
    document : RoadMapDocument
        What was understood, without corrections.
    key : CellKey
        The cell; of a whole row the text is empty, for nothing was said of it.

    Returns
    -------
    str or None
        None when the document has no such cell.
    """
    if key.address == keys.PLAN:
        return plan_texts(document)[key.field]
    if key.field in (*keys.INDICATOR_FIELDS, keys.INDICATOR_ROW):
        listed = _found(document.indicators, key.address)
        return None if listed is None else _of_indicator(listed, key.field)
    passed = _found(document.passed, key.address)
    if key.field == keys.PASSED_ROW:
        return None if passed is None else ""
    activity = _found(document.activities, key.address) or passed
    section = _found(document.sections, key.address)
    if key.field in (*keys.SECTION_FIELDS, keys.SECTION_ROW):
        # A row that a person made a section has its texts to begin with.
        heading = section or activity
        return None if heading is None else _of_heading(heading, key.field)
    if activity is None:
        return None
    return activity_texts(activity).get(key.field, _of_whole_row(key.field))


def plan_texts(document: RoadMapDocument) -> dict[str, str]:
    """Return field → text of the plan as a whole.

    Parameters
    ----------
    document : RoadMapDocument
        What was understood.

    Returns
    -------
    dict
        The fields of `roadmaps.documents.edit_keys.PLAN_FIELDS`.
    """
    position, name = approver_of(document.approval.lines)
    return {
        "title": document.title,
        "approver_position": position,
        "approver_name": name,
        "order_number": document.approval.order_number,
        "order_date": document.approval.order_date,
    }


def activity_texts(activity: Activity) -> dict[str, str]:
    """Return field → text of an activity, milestones one by one.

    Parameters
    ----------
    activity : Activity
        Of the document or of the review.

    Returns
    -------
    dict
        Parties stand one on a line.
    """
    texts = {
        "number": activity.number,
        "title": activity.title,
        "term": activity.term.text,
        "responsible": "\n".join(activity.responsible),
        "result": activity.result,
        "document": activity.document,
        "indicator": activity.indicator,
        "note": activity.note,
    }
    for milestone in activity.milestones:
        texts[keys.milestone_field(milestone)] = milestone.text
    return texts


def _found(things: tuple[Thing, ...], address: str) -> Thing | None:
    for place, thing in zip(keys.addresses(things), things, strict=True):
        if place == address:
            return thing
    return None


def _of_whole_row(field: str) -> str | None:
    return "" if field == keys.ROW or field.startswith(keys.CHECKED) else None


def _of_heading(heading: Section | Activity, field: str) -> str:
    texts = {"section_number": heading.number, "section_title": heading.title}
    return texts.get(field, "")


def _of_indicator(indicator: Indicator, field: str) -> str:
    texts = {"indicator_title": indicator.title, "indicator_target": indicator.target}
    return texts.get(field, "")
