"""A road-map document laid out for one person, and the parts that its page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edits import (
    Line,
    Part,
    apply_edits,
    review_indicators,
    review_parts,
)
from roadmaps.documents.readiness import obstacles
from roadmaps.models import Intake
from roadmaps.presenters import intake_desk, intake_review
from roadmaps.presenters.intake_cells import Desk
from roadmaps.presenters.intake_summary import understood_line
from roadmaps.queries.intake import Reading, authors_of, reading_of, texts_of
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest


@dataclass(frozen=True)
class Laid:
    """A document laid out for one person: the reading with the corrections over it."""

    reading: Reading
    edits: dict[str, str]
    parts: tuple[Part, ...]
    desk: Desk

    @property
    def source(self) -> intake_review.Source:
        """Where rows are looked up."""
        return intake_review.Source(self.reading.raw, self.reading.document)


def lay_out(request: PortalRequest, intake: Intake) -> Laid:
    """Return the document with everything mended, as the person may see it."""
    reading, edits = reading_of(intake), texts_of(intake)
    desk = Desk(
        intake=intake,
        viewer_id=request.user.pk,
        authors=authors_of(intake),
        can_edit=has_permission(request.user, Permission.EDIT_PLANS, intake),
    )
    return Laid(reading, edits, review_parts(reading.document, edits), desk)


def shared_context(laid: Laid, show: str, page: int) -> dict[str, Any]:
    """Return what every fragment of the review shows."""
    intake, document = laid.desk.intake, apply_edits(laid.reading.document, laid.edits)
    doubts = intake_desk.doubt_items(intake, laid.parts)
    return {
        "intake": intake,
        "can_edit": laid.desk.can_edit,
        "document": document,
        "title": document.title or "План без названия",
        "line": understood_line(document),
        "doubts": doubts[: intake_desk.MOST_DOUBTS],
        "doubt_count": len(doubts),
        "more_doubts": max(0, len(doubts) - intake_desk.MOST_DOUBTS),
        "mended_count": sum(f":{keys.CHECKED}" not in key for key in laid.edits),
        "missing": obstacles(document),
        "filters": intake_desk.filters_of(intake, laid.parts, show),
        "show": show,
        "page_number": page,
        "is_oob": False,
        "period": document.period,
    }


def shown_parts(laid: Laid, units: Iterable[intake_desk.Unit]) -> list[dict[str, Any]]:
    """Return the sections of a page with their rows."""
    return [
        _shown_part(laid, part, lines) for part, lines in intake_desk.by_part(units)
    ]


def _shown_part(laid: Laid, part: Part, lines: Iterable[Line]) -> dict[str, Any]:
    document = laid.reading.document
    read = dict(zip(keys.addresses(document.sections), document.sections, strict=True))
    first = part.lines[0].address if part.lines else ""
    return {
        "heading": intake_review.heading_of(
            laid.desk,
            part,
            None if part.made_of_row else read.get(part.address),
            is_alone=len(laid.parts) == 1,
        ),
        "rows": [_row(laid, line, is_first=line.address == first) for line in lines],
    }


def _row(laid: Laid, line: Line, *, is_first: bool) -> intake_review.Row:
    source = laid.source
    return intake_review.row_of(
        laid.desk, source, line, shown=source.shown(), is_first=is_first
    )


def unit_of(laid: Laid, key: keys.CellKey) -> dict[str, Any]:
    """Return what stands around a cell: the plan, a section, an indicator, a row."""
    if key.address == keys.PLAN:
        cells = intake_review.plan_cells(laid.desk, laid.reading.document, laid.edits)
        return {"unit": "plan", "plan_cells": cells}
    if key.field in (*keys.INDICATOR_FIELDS, keys.INDICATOR_ROW):
        return _indicator_unit(laid, key)
    for part in laid.parts:
        if key.field in keys.SECTION_FIELDS and part.address == key.address:
            return {"unit": "section", "part": _shown_part(laid, part, [])}
        for place, line in enumerate(part.lines):
            if key.field not in keys.SECTION_FIELDS and line.address == key.address:
                return {"unit": "row", "row": _row(laid, line, is_first=place == 0)}
    raise Http404


def _indicator_unit(laid: Laid, key: keys.CellKey) -> dict[str, Any]:
    listed = review_indicators(laid.reading.document, laid.edits)
    found = [item for item in listed if item.address == key.address]
    if not found:
        raise Http404
    rows = intake_review.indicator_rows(laid.desk, found)
    return {"unit": "indicator", "indicator": rows[0]}


def shown_filter(text: str) -> str:
    """Return the filter that an address names; all rows for any other text."""
    return text if text in intake_desk.SHOWN else intake_desk.EVERYTHING
