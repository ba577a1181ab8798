"""A version of a road map as an official paper; nothing is read any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from roadmaps.enums import Origin
from roadmaps.presenters.papers_names import initialled
from roadmaps.queries.papers import PlanContent
from roadmaps.reports.columns import (
    HeaderCell,
    PlanColumn,
    header_rows,
    plan_columns,
)
from roadmaps.reports.plan_rows import (
    PlanRow,
    RowKind,
    filled_columns,
    milestone_labels,
    plan_rows,
)
from schools.reports.render import Section
from schools.templatetags.portal_format import NBSP, day


# About fifteen pages: enough to keep a process busy, little enough for its memory.
ROWS_IN_SECTION = 120
# Above this many columns the type of the table is smaller and words are broken.
MOST_ROOMY = 7
# Between the targets of several years that were read as one.
TARGETS_APART = "; "
EMPTY_DATE = "«___» ______________ 20___ г."


@dataclass(frozen=True)
class Grif:
    """What stands at the top right: who approves, and by which order."""

    post: str
    name: str
    basis: str
    is_draft: bool


@dataclass(frozen=True)
class PlanPaper:
    """Everything that the paper says, in words."""

    grif: Grif
    title: str
    period: str
    preamble: tuple[str, ...]
    abbreviations: tuple[tuple[str, str], ...]
    columns: tuple[PlanColumn, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[PlanRow, ...]
    # A title, then a target for each year that the document names apart.
    indicators: tuple[tuple[str, tuple[str, ...]], ...]
    signatures: tuple[dict[str, str], ...]

    @property
    def target_columns(self) -> int:
        """Return how many targets stand beside each indicator."""
        return max((len(targets) for _, targets in self.indicators), default=1)

    @property
    def is_dense(self) -> bool:
        """Tell whether the table needs smaller type."""
        return len(self.columns) > MOST_ROOMY


def plan_paper(
    content: PlanContent,
    *,
    approver: dict[str, str],
    signatures: Sequence[dict[str, str]],
) -> PlanPaper:
    """Put a version into the words of its paper.

    `approver` stands in the grif when the version itself names nobody.
    """
    version = content.version
    columns = plan_columns(
        version.layout,
        filled=filled_columns(content.activities),
        milestones=milestone_labels(content.activities),
    )
    road_map = version.road_map
    return PlanPaper(
        grif=_grif(content, approver),
        title=road_map.title,
        period=(
            f"Период реализации: {road_map.starts_on:%d.%m.%Y} – "
            f"{road_map.ends_on:%d.%m.%Y}"
        ),
        preamble=tuple(line for line in version.preamble.splitlines() if line.strip()),
        abbreviations=tuple(version.abbreviations.items()),
        columns=columns,
        header=header_rows(columns),
        rows=plan_rows(content, columns),
        indicators=_indicators(content),
        signatures=tuple(initialled(signature) for signature in signatures),
    )


def plan_sections(paper: PlanPaper) -> list[Section]:
    """Return the parts of the paper; a long table is cut for the renderers."""
    parts = list(_parts(paper.rows))
    last = len(parts) - 1
    return [
        Section(
            _page(
                {
                    "paper": paper,
                    "rows": rows,
                    "is_first": number == 0,
                    "is_last": number == last,
                }
            ),
            paper.title if number == 0 else "",
        )
        for number, rows in enumerate(parts)
    ]


def _indicators(content: PlanContent) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give every indicator as many targets as the one with the most."""
    split = [(i.title, i.target.split(TARGETS_APART)) for i in content.indicators]
    width = max((len(targets) for _, targets in split), default=1)
    return tuple(
        (title, (*targets, *[""] * (width - len(targets)))) for title, targets in split
    )


def _grif(content: PlanContent, approver: dict[str, str]) -> Grif:
    version = content.version
    is_named = bool(version.approver_position or version.approver_name)
    basis = EMPTY_DATE
    if not version.is_draft:
        number = f"№{NBSP}{version.order_number}"
        basis = f"Приказ от {day(version.order_date)}{NBSP}г. {number}"
        if version.origin == Origin.CORRECTION:
            basis = f"{basis} (версия{NBSP}{version.number})"
    return Grif(
        post=version.approver_position if is_named else initialled(approver)["post"],
        name=version.approver_name if is_named else initialled(approver)["name"],
        basis=basis,
        is_draft=version.is_draft,
    )


def _parts(rows: Sequence[PlanRow]) -> Iterator[Sequence[PlanRow]]:
    """Cut between sections where it can be, so that a heading stays with its rows."""
    start = 0
    while len(rows) - start > ROWS_IN_SECTION:
        end = start + ROWS_IN_SECTION
        heads = [
            n
            for n in range(start + ROWS_IN_SECTION // 2, end)
            if rows[n].kind is RowKind.SECTION
        ]
        end = heads[-1] if heads else end
        yield rows[start:end]
        start = end
    yield rows[start:]


def _page(context: dict[str, Any]) -> str:
    return render_to_string("plan_papers/papers/plan.html", context)
