"""Progress in words and in parts of a bar; «срок не наступил» always apart."""

from typing import Any

from roadmaps.queries.due import Counts
from schools.templatetags.portal_format import number


# In the order in which people ask: what is there, what is late, what comes.
PARTS = (
    ("done", "due_done", "выполнено"),
    ("overdue", "due_overdue", "просрочено"),
    ("due_soon", "due_due_soon", "скоро срок"),
    ("not_due", "due_not_due", "срок не наступил"),
    ("undated", "due_undated", "без даты"),
)
WIDTH = 1000


def progress_words(counts: Counts) -> str:
    """Return «10 выполнено, 5 просрочено, 4 срок не наступил»."""
    words = [
        f"{number(getattr(counts, name))} {word}"
        for name, _mark, word in PARTS
        if getattr(counts, name)
    ]
    return ", ".join(words) or "сроков нет"


def bare_words(counts: Counts) -> str:
    """Return how many of those done have no paper; nothing if all have one."""
    if not counts.without_document:
        return ""
    return f"из них без документа: {number(counts.without_document)}"


def parts(counts: Counts) -> list[dict[str, Any]]:
    """Return every state that occurs: its mark, word and number."""
    return [
        {"state": name, "mark": mark, "word": word, "count": getattr(counts, name)}
        for name, mark, word in PARTS
        if getattr(counts, name)
    ]


def bar(counts: Counts) -> list[dict[str, Any]]:
    """Return the parts of a bar of WIDTH units, whole numbers that fill it exactly."""
    total = counts.total
    pieces: list[dict[str, Any]] = []
    passed = 0
    for name, _mark, word in PARTS:
        count = getattr(counts, name)
        if not count:
            continue
        start = passed * WIDTH // total
        passed += count
        pieces.append(
            {
                "state": name,
                "word": word,
                "count": count,
                "x": start,
                "width": passed * WIDTH // total - start,
            }
        )
    return pieces
