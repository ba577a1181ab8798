"""The explanation sheet of one school: one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from identification.charts import Figure
from identification.reports.drawing import draw
from schools.reports.render import Section


CHART_WIDTH = 300
CHART_ROW_HEIGHT = 18


@dataclass(frozen=True)
class SchoolPaper:
    """Everything the sheet says about one school."""

    organisation: str
    school: str
    municipality: str
    period: str
    rules: str
    calculated: str
    headline: str
    group: str
    figures: Sequence[dict[str, Any]]
    paragraphs: Sequence[dict[str, str]]
    averages: Sequence[dict[str, Any]]
    rule_reason: str
    rule_cells: Sequence[dict[str, Any]]
    rule_rest: str
    signatures: Sequence[dict[str, str]]
    contributions: Figure | None = None
    basis: str = ""


def school_sections(paper: SchoolPaper) -> list[Section]:
    """Return the sheet as the only section of its paper."""
    picture = ""
    if paper.contributions is not None:
        picture = draw(
            paper.contributions, width=CHART_WIDTH, row_height=CHART_ROW_HEIGHT
        )
    html = render_to_string(
        "identification/papers/school_sheet.html", {"paper": paper, "picture": picture}
    )
    return [Section(html, paper.school)]
