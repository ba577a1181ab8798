"""Site checks as rows of pages and of workbooks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from monitoring.enums import LinkCheck, SiteVerdict
from monitoring.models import SiteCheck, SiteItem, Window, WindowSchool
from monitoring.queries.site_checks import Sheet
from schools.templatetags.portal_format import (
    NBSP,
    NO_DATA,
    day,
    moment,
    number,
    percent,
)


MARKS = {
    SiteVerdict.YES: "score_2",
    SiteVerdict.PARTLY: "score_1",
    SiteVerdict.NO: "score_0",
}
HEADERS = (
    *("Школа", "Что ищут", "Что видно", "Адрес", "Замечание", "Проверено"),
    *("Кто проверил", "Ссылка", "Не открывается с", "Ответ школы"),
)


@dataclass
class ItemLine:
    """One item on the page of a school, as it is written or as it was typed."""

    key: int
    number: int
    title: str
    hint: str
    check: SiteCheck | None
    verdict: str = ""
    address: str = ""
    note: str = ""
    checked_on: str = ""
    revision: int = 0
    is_prefilled: bool = False
    mark: str = "score_none"
    word: str = "не проверено"
    facts: list[str] = field(default_factory=list)
    error: str = ""
    is_saved: bool = False
    # The page keeps it open: it waits for a verdict, or for the person.
    is_open: bool = True
    # Another person's record against what is typed here.
    conflict: list[dict[str, str]] = field(default_factory=list)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Return the three verdicts as a person picks them."""
        return [
            {"value": item.value, "word": item.label, "is_chosen": self.verdict == item}
            for item in SiteVerdict
        ]


def desk_rows(windows: Iterable[Window]) -> list[dict[str, Any]]:
    """Return windows with how far their checks have come."""
    return [
        {
            "window": window,
            "url": reverse("sites:window", args=[window.pk]),
            "place": window.territory.name,
            "schools": number(window.schools),
            "items": number(window.items),
            **progress_of(window),
            "percent": percent(_share(**progress_of(window))),
        }
        for window in windows
    ]


def progress_of(window: Window) -> dict[str, int]:
    """Return how many checks of a window are made, of how many."""
    return {"done": window.checked, "total": window.schools * window.items}


def own_rows(sheets: Iterable[Sheet], items: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return a team's sheets; `items` says how many items each window looks for."""
    return [
        {
            "title": sheet.school.window.title,
            "school": sheet.school.school.name,
            "url": reverse("sites:sheet", args=[sheet.school.pk]),
            "checked": f"{sheet.checked} из{NBSP}{items.get(sheet.school.window_id, 0)}",
            "counts": _verdicts(sheet),
        }
        for sheet in sheets
    ]


def matrix_rows(
    sheets: Iterable[Sheet], items: Sequence[SiteItem]
) -> list[dict[str, Any]]:
    """Return schools with a cell for each item."""
    return [
        {
            "school": sheet.school.school,
            "url": reverse("sites:sheet", args=[sheet.school.pk]),
            "checked": f"{sheet.checked} из{NBSP}{len(items)}",
            "cells": [_cell(sheet.checks.get(item.pk)) for item in items],
        }
        for sheet in sheets
    ]


def item_totals(
    items: Iterable[SiteItem], counts: Mapping[int, Mapping[str, int]]
) -> list[dict[str, str]]:
    """Return, for each item, how many of the checked schools have it."""
    totals = []
    for item in items:
        found = counts.get(item.pk, {})
        checked, there = sum(found.values()), found.get(SiteVerdict.YES, 0)
        totals.append(
            {
                "percent": percent(_share(done=there, total=checked)),
                "count": f"{number(there)} из{NBSP}{number(checked)}",
            }
        )
    return totals


def item_lines(
    items: Sequence[SiteItem],
    sheet: Sheet,
    known: Mapping[int, str],
    *,
    today: dt.date,
    typed: ItemLine | None = None,
) -> list[ItemLine]:
    """Return the page of a school line by line; `typed` stands in for its line."""
    lines = [
        item_line(item, place, sheet.checks.get(item.pk), known, today=today)
        for place, item in enumerate(items, 1)
    ]
    return [typed if typed and typed.key == line.key else line for line in lines]


def item_line(
    item: SiteItem,
    place: int,
    check: SiteCheck | None,
    known: Mapping[int, str],
    *,
    today: dt.date,
) -> ItemLine:
    """Return one line; where nobody has looked, with an address to begin at."""
    line = ItemLine(item.pk, place, item.title, item.hint, check)
    line.checked_on = today.isoformat()
    if check is None or not check.verdict:
        line.address = known.get(item.pk, "")
        line.is_prefilled = bool(line.address)
        line.revision = check.revision if check else 0
        return line
    line.verdict, line.address, line.note = check.verdict, check.address, check.note
    line.revision = check.revision
    line.checked_on = check.checked_on.isoformat() if check.checked_on else ""
    line.mark, line.word = mark_of(check)
    line.facts = facts_of(check)
    line.is_open = False
    return line


def next_unchecked(
    items: Sequence[SiteItem], sheet: Sheet, *, after: int | None = None
) -> SiteItem | None:
    """Return the next item without a verdict: behind another one, else from the top."""
    keys = [item.pk for item in items]
    start = keys.index(after) + 1 if after in keys else 0
    for item in [*items[start:], *items[:start]]:
        check = sheet.checks.get(item.pk)
        if check is None or not check.verdict:
            return item
    return None


def mark_of(check: SiteCheck | None) -> tuple[str, str]:
    """Return the status code and the word of a check, or of its absence."""
    if check is None or not check.verdict:
        return "score_none", "не проверено"
    if check.link_state == LinkCheck.DEAD and check.verdict != SiteVerdict.NO:
        return "link_dead", "проверить"
    return MARKS[SiteVerdict(check.verdict)], check.get_verdict_display()


def facts_of(check: SiteCheck) -> list[str]:
    """Say who looked and when, and what the portal found at the address."""
    who = f", {check.checked_by}" if check.checked_by else ""
    facts = [f"проверено {day(check.checked_on)}{who}"]
    if not check.address:
        return facts
    if check.dead_since:
        facts.append(f"страница не открывается с {day(check.dead_since)}")
    if check.link_checked_at:
        answer = check.link_detail.rstrip(".")
        answer = answer[:1].lower() + answer[1:]
        facts.append(f"ссылка: {answer}, {moment(check.link_checked_at)}")
    else:
        facts.append("ссылку портал ещё не открывал")
    return facts


def conflict_lines(current: SiteCheck, line: ItemLine) -> list[dict[str, str]]:
    """Return what is written now against what this window has typed."""
    words = dict(SiteVerdict.choices)
    pairs = (
        ("Что видно", current.get_verdict_display(), str(words.get(line.verdict, ""))),
        ("Адрес", current.address, line.address),
        ("Замечание", current.note, line.note),
    )
    return [
        {"field": name, "old": old or NO_DATA, "new": new or NO_DATA}
        for name, old, new in pairs
        if old != new
    ]


def sheet_rows(
    sheets: Iterable[Sheet], items: Sequence[SiteItem]
) -> list[tuple[Any, ...]]:
    """Return a row for each school and item of the workbook."""
    return [
        _sheet_row(sheet.school, item, sheet.checks.get(item.pk))
        for sheet in sheets
        for item in items
    ]


def _sheet_row(
    sheet: WindowSchool, item: SiteItem, check: SiteCheck | None
) -> tuple[Any, ...]:
    if check is None:
        return (sheet.school.name, item.title, "не проверено", *[""] * 7)
    return (
        sheet.school.name,
        item.title,
        check.get_verdict_display(),
        check.address,
        check.note,
        check.checked_on,
        str(check.checked_by or ""),
        check.get_link_state_display() if check.address else "",
        check.dead_since,
        check.answer,
    )


def _cell(check: SiteCheck | None) -> dict[str, Any]:
    mark, word = mark_of(check)
    since = ""
    if check is not None and check.verdict:
        is_dead = mark == "link_dead" and check.dead_since
        since = f"с {day(check.dead_since)}" if is_dead else day(check.checked_on)
    return {
        "mark": mark,
        "word": word,
        "since": since,
        "is_answered": bool(check and check.answer),
    }


def _verdicts(sheet: Sheet) -> list[dict[str, Any]]:
    """Return how many items of a sheet have which verdict."""
    found: dict[tuple[str, str], int] = {}
    for check in sheet.checks.values():
        if check.verdict:
            found[mark_of(check)] = found.get(mark_of(check), 0) + 1
    return [
        {"mark": mark, "word": f"{word}: {count}"}
        for (mark, word), count in sorted(found.items(), reverse=True)
    ]


def _share(*, done: int, total: int) -> float | None:
    return done / total if total else None
