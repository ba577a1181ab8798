"""Two versions side by side in words, and the history of one row over versions."""

from collections.abc import Sequence
from typing import Any

from roadmaps.documents.difference import (
    ComparedRow,
    Difference,
    FieldChange,
    Piece,
    RowChange,
    compare,
    marked_words,
)
from roadmaps.enums import Audience, DocumentType
from roadmaps.models import Activity, Section
from roadmaps.presenters.activity_form import counter_words
from roadmaps.presenters.plan_page import section_words
from roadmaps.presenters.plan_terms import agreed_words


def compared_rows(
    activities: Sequence[Activity], sections: Sequence[Section]
) -> list[ComparedRow]:
    """Return rows as texts; activities come with links and cells, in order."""
    titles = {section.pk: section_words(section) for section in sections}
    return [
        ComparedRow(row.line_id, titles[row.section_id], values_of(row))
        for row in activities
    ]


def values_of(activity: Activity) -> dict[str, str]:
    """Return what a row says, field by field, as people read it."""
    values = {
        "номер": activity.number,
        "мероприятие": activity.title,
        "срок": activity.term_text,
        "названные дни": agreed_words(activity.agreed_spans),
        "ответственные": ", ".join(str(link) for link in activity.links),
        "результат": activity.result,
        "документ": activity.document,
        "чем подтверждается": ", ".join(
            DocumentType(code).label for code in activity.document_types
        ),
        "показатель": activity.indicator,
        "сколько нужно сделать": ", ".join(map(counter_words, activity.counters)),
        "школы": Audience(activity.audience).label,
        "примечание": activity.note,
    }
    for cell in activity.cells:
        values[f"результат: {cell.year or cell.label}"] = cell.text
    return {name: text for name, text in values.items() if text}


def difference_words(difference: Difference) -> list[dict[str, Any]]:
    """Return the groups of the page: changed, added, removed, moved."""
    return [
        {
            "code": "changed",
            "title": "Изменено",
            "rows": [_changed(change) for change in difference.changed],
        },
        {
            "code": "added",
            "title": "Добавлено",
            "rows": [_standing(row) for row in difference.added],
        },
        {
            "code": "removed",
            "title": "Исключено",
            "rows": [_standing(row) for row in difference.removed],
        },
        {
            "code": "moved",
            "title": "Переставлено",
            "rows": [_moved(change) for change in difference.moved],
        },
    ]


def history_of(rows: Sequence[Activity]) -> list[dict[str, Any]]:
    """Return what became of one row over versions, the newest first.

    `rows` are its wordings, the oldest first, with links and cells.
    """
    lines = []
    for former, row in zip([None, *rows], rows, strict=False):
        if former is None:
            lines.append({"version": row.version, "is_first": True, "changes": []})
            continue
        found = compare(
            [ComparedRow(1, section_words(former.section), values_of(former))],
            [ComparedRow(1, section_words(row.section), values_of(row))],
        )
        changes = [_field(change) for item in found.changed for change in item.changes]
        lines.append({"version": row.version, "is_first": False, "changes": changes})
    return lines[::-1]


def _changed(change: RowChange) -> dict[str, Any]:
    return {
        "title": row_title(change.new),
        "section": _section_words(change),
        "changes": [_field(item) for item in change.changes],
    }


def _moved(change: RowChange) -> dict[str, Any]:
    return {
        "title": row_title(change.new),
        "section": _section_words(change),
        "changes": [],
    }


def _standing(row: ComparedRow) -> dict[str, Any]:
    term = row.values.get("срок", "")
    return {
        "title": row_title(row),
        "section": row.section,
        "changes": [],
        "term": term,
    }


def row_title(row: ComparedRow) -> str:
    """Return «1.2. Провести семинар»."""
    number = row.values.get("номер", "").rstrip(".")
    title = row.values.get("мероприятие", "") or "без названия"
    return f"{number}. {title}" if number else title


def _section_words(change: RowChange) -> str:
    if change.old.section != change.new.section:
        return f"из раздела «{change.old.section}» в раздел «{change.new.section}»"
    return (
        f"{change.new.section}, другое место" if change.is_moved else change.new.section
    )


def _field(change: FieldChange) -> dict[str, Any]:
    old, new = marked_words(change.old, change.new)
    return {"field": change.field, "old": _pieces(old), "new": _pieces(new)}


def _pieces(pieces: Sequence[Piece]) -> list[Piece]:
    return list(pieces)
