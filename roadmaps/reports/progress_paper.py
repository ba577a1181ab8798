"""«Отчёт о выполнении»: a plan, what came of it by a day, and who signs."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from roadmaps.models import Activity, Occurrence
from roadmaps.presenters.papers_names import initialled
from roadmaps.presenters.papers_progress import (
    TermLine,
    counts_on,
    summary,
    term_line,
)
from roadmaps.presenters.papers_words import section_heading
from roadmaps.queries.due import Counts
from roadmaps.queries.papers import PlanContent
from schools.reports.render import Section
from schools.templatetags.portal_format import NBSP, day


TITLE = "Отчёт о выполнении дорожной карты"
# About ten pages for one process of the renderer.
LINES_IN_SECTION = 120
# The columns of counts in the order of all pages.
STATES = (
    ("total", "Всего"),
    ("done", "Выполнено"),
    ("overdue", "Просрочено"),
    ("due_soon", "Скоро срок"),
    ("not_due", "Срок не наступил"),
    ("undated", "Без даты"),
    ("cancelled", "Отменено"),
)


@dataclass(frozen=True)
class ActivityLines:
    """An activity with a line for each of its terms."""

    number: str
    title: str
    term: str
    terms: tuple[TermLine, ...]


@dataclass(frozen=True)
class SectionLines:
    """A section of the plan with its counts and its activities."""

    heading: str
    counts: Counts
    activities: tuple[ActivityLines, ...]


@dataclass(frozen=True)
class ProgressPaper:
    """Everything that the report says."""

    organisation: str
    plan: str
    basis: str
    as_of: str
    summary: str
    total: Counts
    sections: tuple[SectionLines, ...]
    signatures: tuple[dict[str, str], ...]

    @property
    def title(self) -> str:
        """Return the name of the paper."""
        return TITLE


def progress_paper(
    content: PlanContent,
    occurrences: Sequence[Occurrence],
    *,
    as_of: dt.date,
    signatures: Sequence[dict[str, str]],
) -> ProgressPaper:
    """Put a version and its occurrences into the words of the report."""
    by_line: dict[int, list[Occurrence]] = {}
    for occurrence in occurrences:
        by_line.setdefault(occurrence.line_id, []).append(occurrence)
    version = content.version
    territory = version.road_map.territory
    total = counts_on(occurrences, as_of=as_of)
    return ProgressPaper(
        organisation=territory.department or territory.name,
        plan=version.road_map.title,
        basis=_basis(content),
        as_of=f"по состоянию на {day(as_of)}{NBSP}г.",
        summary=summary(total, as_of=as_of),
        total=total,
        sections=tuple(_sections(content, by_line, as_of)),
        signatures=tuple(initialled(signature) for signature in signatures),
    )


def progress_sections(paper: ProgressPaper) -> list[Section]:
    """Return the parts of the report: counts first, then activities."""
    groups = list(_grouped(paper.sections))
    front = {"paper": paper, "states": STATES, "rows": count_rows(paper)}
    return [
        Section(_page("progress_front", front), "Итоги"),
        *(
            Section(
                _page(
                    "progress_part",
                    {
                        "paper": paper,
                        "sections": group,
                        "is_last": number == len(groups) - 1,
                    },
                ),
                "Мероприятия" if number == 0 else "",
            )
            for number, group in enumerate(groups)
        ),
    ]


def count_rows(paper: ProgressPaper) -> list[tuple[str, list[int]]]:
    """Return the rows of the table of counts, the last one for the whole plan."""
    named = [
        (section.heading or "Мероприятия", section.counts)
        for section in paper.sections
        if section.activities
    ]
    return [
        (name, [getattr(counts, code) for code, _ in STATES])
        for name, counts in [*named, ("Всего", paper.total)]
    ]


def _basis(content: PlanContent) -> str:
    version = content.version
    number = f"№{NBSP}{version.order_number}"
    return (
        f"Версия {version.number}, утверждена приказом от "
        f"{day(version.order_date)}{NBSP}г. {number}"
    )


def _sections(
    content: PlanContent, by_line: dict[int, list[Occurrence]], as_of: dt.date
) -> Iterator[SectionLines]:
    for section, activities in content.sections:
        own = [o for a in activities for o in by_line.get(a.line_id, ())]
        yield SectionLines(
            heading=section_heading(section),
            counts=counts_on(own, as_of=as_of),
            activities=tuple(
                _activity(activity, by_line.get(activity.line_id, ()), as_of)
                for activity in activities
            ),
        )


def _activity(
    activity: Activity, occurrences: Sequence[Occurrence], as_of: dt.date
) -> ActivityLines:
    return ActivityLines(
        number=activity.number,
        title=activity.title,
        term=activity.term_text,
        terms=tuple(term_line(occurrence, as_of=as_of) for occurrence in occurrences),
    )


def _grouped(sections: Sequence[SectionLines]) -> Iterator[list[SectionLines]]:
    """Put short sections together, so that no renderer holds too many lines."""
    group: list[SectionLines] = []
    lines = 0
    for section in sections:
        own = sum(max(1, len(activity.terms)) for activity in section.activities)
        if group and lines + own > LINES_IN_SECTION:
            yield group
            group, lines = [], 0
        group.append(section)
        lines += own
    yield group


def _page(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"plan_papers/papers/{name}.html", context)
