"""The desk of the review: its units, which of them a page shows, what is doubtful."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_texts import activity_texts
from roadmaps.documents.edits import Line, Part
from roadmaps.documents.model import CellDoubt
from roadmaps.models import Intake
from roadmaps.presenters.intake_words import (
    UNSURE,
    confidence_words,
    field_words,
)


PER_PAGE = 50
# More than these a person reads in the plan itself.
MOST_DOUBTS = 30
LONGEST_TITLE = 90
EVERYTHING, DOUBTS, MENDED, SKIPPED = "", "doubts", "mended", "skipped"
SHOWN = {
    EVERYTHING: "все",
    DOUBTS: "сомнительные",
    MENDED: "исправленные",
    SKIPPED: "пропущенные",
}


@dataclass(frozen=True)
class Unit:
    """A row of the plan with its section; a section without rows stands alone."""

    part: Part
    line: Line | None = None


def pressing(line: Line) -> list[CellDoubt]:
    """Return the doubts that wait for a look, one for a field with all its reasons."""
    if line.is_skipped:
        return []
    found: dict[str, CellDoubt] = {}
    for doubt in line.activity.doubts:
        if doubt.confidence >= UNSURE:
            continue
        known = found.get(doubt.field)
        found[doubt.field] = doubt if known is None else _both(known, doubt)
    return list(found.values())


def _both(first: CellDoubt, second: CellDoubt) -> CellDoubt:
    message = first.message
    if second.message not in message:
        message = f"{message} {second.message}"
    return CellDoubt(first.field, min(first.confidence, second.confidence), message)


def units_of(parts: Iterable[Part], show: str) -> list[Unit]:
    """Return what the filter lets through, in the order of the document."""
    found = []
    for part in parts:
        lines = [line for line in part.lines if _is_shown(line, show)]
        if not lines and show == EVERYTHING:
            found.append(Unit(part))
        found.extend(Unit(part, line) for line in lines)
    return found


def _is_shown(line: Line, show: str) -> bool:
    if show == DOUBTS:
        return bool(pressing(line))
    if show == MENDED:
        return bool(line.mended or line.joined or line.is_skipped)
    return line.is_skipped if show == SKIPPED else True


def page_with(units: list[Unit], address: str) -> int:
    """Return the number of the page on which a row or a section stands; 1 if nowhere."""
    for place, unit in enumerate(units):
        here = unit.line.address if unit.line else unit.part.address
        if address in (here, unit.part.address):
            return place // PER_PAGE + 1
    return 1


def by_part(units: Iterable[Unit]) -> Iterator[tuple[Part, list[Line]]]:
    """Gather the units of a page under their sections again."""
    gathered: list[tuple[Part, list[Line]]] = []
    for unit in units:
        if not gathered or gathered[-1][0] is not unit.part:
            gathered.append((unit.part, []))
        if unit.line is not None:
            gathered[-1][1].append(unit.line)
    return iter(gathered)


def filters_of(
    intake: Intake, parts: tuple[Part, ...], show: str
) -> list[dict[str, Any]]:
    """Return the switch between the rows, with how many each one shows."""
    page = reverse("intake:detail", args=[intake.pk])
    counts = {
        code: sum(_is_shown(line, code) for part in parts for line in part.lines)
        for code in SHOWN
    }
    return [
        {
            "title": title,
            "count": counts[code],
            "url": f"{page}?show={code}#plan" if code else f"{page}#plan",
            "is_chosen": code == show,
        }
        for code, title in SHOWN.items()
        if counts[code] or code in (EVERYTHING, DOUBTS)
    ]


def doubt_items(intake: Intake, parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """Return the doubtful cells of the whole plan, the least certain first."""
    found = [
        _doubt_item(intake, line, doubt)
        for part in parts
        for line in part.lines
        for doubt in pressing(line)
    ]
    return sorted(found, key=lambda item: item["confidence_share"])


def _doubt_item(intake: Intake, line: Line, doubt: CellDoubt) -> dict[str, Any]:
    activity = line.activity
    name = doubt.field
    if name == "milestone" and activity.milestones:
        name = keys.milestone_field(activity.milestones[0])
    query = urlencode({"edit": f"{line.address}:{name}"})
    anchor = keys.CellKey(line.address, name).anchor
    texts = activity_texts(activity)
    title = f"{activity.number} {activity.title}".strip() or "Без названия"
    return {
        "title": title[:LONGEST_TITLE] + ("…" if len(title) > LONGEST_TITLE else ""),
        "label": field_words(doubt.field),
        "text": texts.get(name, ""),
        "message": doubt.message,
        "confidence": confidence_words(doubt.confidence),
        "confidence_share": doubt.confidence,
        "checked_key": f"{line.address}:{keys.CHECKED}{doubt.field}",
        "url": f"{reverse('intake:detail', args=[intake.pk])}?{query}#{anchor}",
    }
