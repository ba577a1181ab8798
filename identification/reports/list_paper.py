"""The list of identified schools as an official paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from identification.charts import Figure
from identification.reports.drawing import draw
from schools.reports.render import CONTENTS, Section


# About twenty pages: enough to keep a process busy, little enough for its memory.
ROWS_IN_SECTION = 220
CHART_WIDTH = 560
_CONTENTS = mark_safe(CONTENTS)  # noqa: S308 a constant of the renderer


@dataclass(frozen=True)
class SchoolLine:
    """One school of the list, in words and ready numbers."""

    school: str
    municipality: str
    group: str
    outcome: str
    expected: str
    gap: str
    interval: str
    confidence: str
    rule: str
    reason: str
    verdict: str = ""


@dataclass(frozen=True)
class Chapter:
    """Schools of one kind, with a sentence on what unites them."""

    title: str
    lead: str
    lines: Sequence[SchoolLine]


@dataclass(frozen=True)
class ListPaper:
    """Everything the paper says; nothing is read or calculated any more."""

    organisation: str
    title: str
    place: str
    period: str
    rules: str
    calculated: str
    headline: str
    counts: Sequence[tuple[str, str]]
    method: Sequence[str]
    chapters: Sequence[Chapter]
    coefficients: Sequence[dict[str, str]]
    fit: Sequence[dict[str, str]]
    findings: Sequence[dict[str, str]]
    excluded: Sequence[dict[str, str]]
    origin: Sequence[dict[str, Any]]
    signatures: Sequence[dict[str, str]]
    is_what_if: bool = False
    annex: str = ""
    has_municipalities: bool = False
    figures: Sequence[Figure] = field(default=())

    @property
    def has_verdicts(self) -> bool:
        """Tell whether an order has decided on these schools."""
        return bool(self.annex)


def list_sections(paper: ListPaper) -> list[Section]:
    """Return the parts of the paper: front, lists, method."""
    front = _page("list_front", {"paper": paper, "contents": _CONTENTS})
    return [
        Section(front, "Итоги"),
        *_list_sections(paper),
        Section(
            _page("list_method", _method_context(paper)), "Метод и проверка модели"
        ),
    ]


def _list_sections(paper: ListPaper) -> Iterator[Section]:
    """Cut long chapters, so that no process has to hold a long table."""
    for chapter in paper.chapters:
        starts = range(0, max(1, len(chapter.lines)), ROWS_IN_SECTION)
        for start in starts:
            context = {
                "paper": paper,
                "chapter": chapter,
                "lines": [
                    (number, chapter.lines[number - 1])
                    for number in range(
                        start + 1,
                        min(start + ROWS_IN_SECTION, len(chapter.lines)) + 1,
                    )
                ],
                "is_continued": start > 0,
            }
            title = "" if start else chapter.title
            yield Section(_page("list_chapter", context), title)


def _method_context(paper: ListPaper) -> dict[str, Any]:
    pictures = [draw(figure, width=CHART_WIDTH, height=300) for figure in paper.figures]
    return {"paper": paper, "pictures": pictures}


def _page(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"identification/papers/{name}.html", context)
