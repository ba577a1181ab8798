"""Versions of a checklist: what the form begins with, what has changed since."""

from typing import Any

from roadmaps.models import Checklist, Criterion
from schools.templatetags.portal_format import day


STEP = 10


def criteria_initial(base: Checklist | None) -> list[dict[str, Any]]:
    """Return the lines of a version as the form of the next one shows them.

    Positions go by tens, so that a new line fits between two.
    """
    if base is None:
        return []
    return [
        {
            "position": line.number * STEP,
            "title": line.title,
            "hint": line.hint,
            "weight": line.weight,
            "is_starred": line.is_starred,
        }
        for line in base.criteria.order_by("number")
    ]


def changes_of(old: Checklist, new: Checklist) -> list[dict[str, str]]:
    """Return what differs between two versions; lines meet by their text."""
    found = [
        {"field": name, "old": before, "new": after}
        for name, before, after in (
            ("название", old.title, new.title),
            ("порог", f"{old.threshold_percent} %", f"{new.threshold_percent} %"),
            ("замечания", _blocking(old), _blocking(new)),
        )
        if before != after
    ]
    was = {line.title: line for line in old.criteria.order_by("number")}
    now = {line.title: line for line in new.criteria.order_by("number")}
    gone = [title for title in was if title not in now]
    found += [{"field": "критерий убран", "old": t, "new": "–"} for t in gone]
    for title, line in now.items():
        found += _changes_of_line(title, was.get(title), line)
    return found


def checklist_facts(checklist: Checklist) -> list[dict[str, str]]:
    """Return where a version holds, for what, and from which sum."""
    kind = checklist.kind.name if checklist.kind else "всех остальных видов"
    place = str(checklist.territory) if checklist.territory else "везде"
    return [
        {"term": "Для документов", "value": kind},
        {"term": "Где", "value": place},
        {"term": "Порог согласования", "value": f"{checklist.threshold_percent} %"},
        {"term": "Нерешённые замечания", "value": _blocking(checklist)},
        {
            "term": "Составлен",
            "value": f"{day(checklist.created_at)}, {checklist.created_by or 'портал'}",
        },
    ]


def _changes_of_line(
    title: str, old: Criterion | None, new: Criterion
) -> list[dict[str, str]]:
    if old is None:
        return [{"field": "критерий добавлен", "old": "–", "new": title}]
    before, after = _weight_words(old), _weight_words(new)
    found = []
    if before != after:
        found.append({"field": f"«{title}»", "old": before, "new": after})
    if old.hint != new.hint:
        name = f"«{title}», на что смотреть"
        found.append({"field": name, "old": old.hint, "new": new.hint})
    return found


def _weight_words(line: Criterion) -> str:
    starred = ", обязательный" if line.is_starred else ""
    return f"вес {line.weight}{starred}"


def _blocking(checklist: Checklist) -> str:
    return "мешают согласованию" if checklist.remarks_block else "не мешают"
