"""A paper of monitoring as sections of the report engine."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from identification.reports.drawing import draw
from monitoring.charts.papers import CHART_WIDTH, target_chart
from monitoring.drafting import Paper, Part, Table
from monitoring.reports.rendering import Seal, cell_words, grouped
from schools.reports.render import Section


def paper_sections(paper: Paper, seal: Seal) -> list[Section]:
    """Return the sections, each to be rendered in a process of its own."""
    groups = list(grouped(paper.parts)) or [[]]
    signed = _signed(groups)
    return [
        Section(
            _page(
                paper,
                seal,
                group,
                is_first=n == 0,
                is_signed=n == signed,
                is_last=n == len(groups) - 1,
            ),
            next((part.title for part in group if part.title), ""),
        )
        for n, group in enumerate(groups)
    ]


def part_view(part: Part, *, most_rows: int | None = None) -> dict[str, Any]:
    """Return a part with the words of its cells, for paper and for the screen."""
    return {
        "code": part.code,
        "title": part.title,
        "paragraphs": part.paragraphs,
        "figures": [target_chart(chart) for chart in part.charts],
        "tables": [table_view(table, most_rows) for table in part.tables],
    }


def table_view(table: Table, most_rows: int | None) -> dict[str, Any]:
    """Return a table as the template draws it; on the screen its first rows."""
    shown = table.rows[:most_rows]
    return {
        "caption": table.caption,
        "note": table.note,
        "columns": table.columns,
        "rows": [
            [
                {"text": cell_words(cell), "is_numeric": column.is_numeric}
                for cell, column in zip(row, table.columns, strict=True)
            ]
            for row in shown
        ],
        "left_out": len(table.rows) - len(shown),
    }


def _drawn(view: dict[str, Any]) -> list[SafeString]:
    """Draw the charts of a part; called in the worker only."""
    return [draw(figure, width=CHART_WIDTH) for figure in view["figures"]]


def _signed(groups: list[list[Part]]) -> int:
    """Return which group ends with the signature: the last one before the annexes."""
    text = [n for n, group in enumerate(groups) if not any(p.is_apart for p in group)]
    return text[-1] if text else len(groups) - 1


def _page(
    paper: Paper,
    seal: Seal,
    group: list[Part],
    *,
    is_first: bool,
    is_signed: bool,
    is_last: bool,
) -> str:
    context = {
        "paper": paper,
        "seal": seal,
        "parts": [{**view, "charts": _drawn(view)} for view in map(part_view, group)],
        "is_first": is_first,
        "is_wide": bool(group) and group[0].is_wide,
        "signatures": [{"post": post, "name": name} for post, name in paper.signatures]
        if is_signed
        else [],
        "is_last": is_last,
    }
    return render_to_string("analytics/papers/section.html", context)
