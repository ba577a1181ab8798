"""Compare an understood road map with what was described, cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from roadmaps.documents.model import Activity, Milestone, RoadMapDocument, Section
from roadmaps.terms import Span
from tests.roadmaps.documents.corpus.description import Part, Plan, Row, SpanDays
from tests.roadmaps.documents.corpus.noise import LATIN


LOOK_ALIKES = {latin: cyrillic for cyrillic, latin in LATIN.items()}
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7"}
BULLET = re.compile(r"(?m)^\s*(?:[-–—•·▪*]|\d{1,2}[.)])\s+")
# Enough likeness to say that two rows are the same activity.
SAME = 0.6


@dataclass(frozen=True)
class Miss:
    """A cell that differs: where, what was described, what was understood."""

    where: str
    field: str
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"{self.where} · {self.field}: {self.expected!r} → {self.actual!r}"


@dataclass(frozen=True)
class Score:
    """How many cells were compared, and those that differ."""

    cells: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """The share of cells that are right, 0 to 1."""
        return 1 - len(self.misses) / self.cells if self.cells else 0.0


def score(plan: Plan, document: RoadMapDocument) -> Score:
    """Compare `document` with `plan`; what was read and is not there counts too."""
    cells = [*_frame(plan, document), *_sections(plan, document)]
    cells += _activities(plan, document)
    cells += _indicators(plan, document)
    return Score(len(cells), tuple(cell for cell in cells if isinstance(cell, Miss)))


def _cell(where: str, field: str, expected: object, actual: object) -> Miss | None:
    if expected == actual:
        return None
    return Miss(where, field, str(expected), str(actual))


# --- texts as they are compared -------------------------------------------------


def plain(text: str) -> str:
    """Give a text without what a reader does not see: breaks, look-alikes, hyphens.

    Hyphens between letters go, for a print breaks words with them.
    """
    text = text.replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ")
    text = text.translate(LOOK_ALIKES)
    text = re.sub(r"[-‐‑–—−]", "-", text)
    text = re.sub(r"(?<=[^\W\d])-\s*(?=[^\W\d])", "", text)
    return " ".join(text.split())


def number(text: str) -> str:
    """Give a number without its dots and bracket, a Roman one in Arabic."""
    bare = text.strip().strip(".)").strip()
    return ROMAN.get(bare.translate(str.maketrans("ІХ", "IX")), bare)


def item(text: str) -> str:
    """Give an item of a list without its bullet and its end."""
    return plain(BULLET.sub("", text)).rstrip(" ;.")


# --- the frame and the sections -------------------------------------------------


def _frame(plan: Plan, document: RoadMapDocument) -> Iterator[Miss | None]:
    title = " ".join(plan.title_lines) or plan.title
    yield _cell("документ", "title", plain(title), plain(document.title))
    if plan.period_is_written:
        period = document.period
        yield _cell("документ", "period", plan.period, (period.start, period.end))
    for key, value in plan.order.items():
        actual = getattr(document.approval, f"order_{key}")
        yield _cell("документ", f"order_{key}", value, actual)
    for short, full in plan.abbreviations:
        actual = document.abbreviations.get(short, "")
        yield _cell("документ", "abbreviation", plain(full), plain(actual))


def _sections(plan: Plan, document: RoadMapDocument) -> Iterator[Miss | None]:
    parts = [part for part in plan.parts if part.heading or part.title]
    actual = [section for section in document.sections if section.title]
    found = _aligned([p.title for p in parts], [s.title for s in actual])
    for index, part in enumerate(parts):
        section = actual[found[index]] if index in found else None
        yield from _section(part, section)
    for index in sorted(set(range(len(actual))) - set(found.values())):
        yield Miss("раздел", "extra", "", actual[index].title)


def _section(part: Part, section: Section | None) -> Iterator[Miss | None]:
    where = f"раздел {part.title}"
    if section is None:
        yield Miss(where, "section", part.title, "")
        return
    yield _cell(where, "title", plain(part.title), plain(section.title))
    yield _cell(where, "number", number(part.number), number(section.number))
    yield _cell(where, "level", part.level, section.level)
    for field, texts in (
        ("goals", part.goals),
        ("tasks", part.tasks),
        ("expected_results", part.results),
    ):
        actual = getattr(section, field)
        if texts or actual:
            yield _cell(where, field, _items(texts), _items(actual))


def _items(texts: tuple[str, ...]) -> list[str]:
    return [item(text) for text in texts]


# --- activities -----------------------------------------------------------------


def _activities(plan: Plan, document: RoadMapDocument) -> Iterator[Miss | None]:
    owners = [(s, a) for s in document.sections for a in s.activities]
    expected = [(part, row) for part in plan.parts for row in part.rows]
    fields = {head.field.partition(":")[0] for head in plan.layout.heads}
    found = _aligned(
        [f"{row.number} {row.title}" for _, row in expected],
        [f"{a.number} {a.title}" for _, a in owners],
    )
    for index, (part, row) in enumerate(expected):
        where = f"строка {row.number or index + 1}"
        if index not in found:
            yield from (Miss(where, field, row.title, "") for field in sorted(fields))
            continue
        section, activity = owners[found[index]]
        yield _cell(where, "section", plain(part.title), plain(section.title))
        yield from _fields(where, row, activity, fields)
    for index in sorted(set(range(len(owners))) - set(found.values())):
        extra = owners[index][1].title
        yield from (Miss("лишняя строка", f, "", extra) for f in sorted(fields))


def _fields(
    where: str, row: Row, activity: Activity, fields: set[str]
) -> Iterator[Miss | None]:
    if "stage_number" not in fields:
        yield _cell(where, "number", number(row.number), number(activity.number))
    yield _cell(where, "title", plain(row.title), plain(activity.title))
    if "term" in fields:
        yield _cell(where, "term", plain(row.when.text), plain(activity.term.text))
    if row.when.kind:
        yield _cell(where, "kind", row.when.kind, str(activity.term.kind))
    if row.when.spans is not None:
        spans = _spans(activity.term.spans) or _mark_spans(activity)
        yield _cell(where, "spans", *_open_starts(row.when.spans, spans))
    if row.who or activity.responsible:
        actual = [plain(text) for text in activity.responsible]
        yield _cell(where, "responsible", [plain(text) for text in row.who], actual)
    yield from _outcome(where, row, activity, fields)
    if any(mark.year for mark in row.marks):
        yield from _milestones(where, row, activity)


def _outcome(
    where: str, row: Row, activity: Activity, fields: set[str]
) -> Iterator[Miss | None]:
    """Compare result and document; a plan with one such column may call it either."""
    expected = [plain(row.result), plain(row.document)]
    actual = [plain(activity.result), plain(activity.document)]
    if {"result", "document"} <= fields:
        yield _cell(where, "result", expected[0], actual[0])
        yield _cell(where, "document", expected[1], actual[1])
    elif fields & {"result", "document"} or any(actual):
        yield _cell(where, "outcome", "".join(expected), "".join(actual))


def _milestones(where: str, row: Row, activity: Activity) -> Iterator[Miss | None]:
    actual = {m.year: m for m in activity.milestones if m.text}
    for expected in row.marks:
        found = actual.pop(expected.year, None)
        field = f"milestone {expected.label}"
        if found is None:
            yield Miss(where, field, expected.text, "")
            continue
        yield _cell(where, field, plain(expected.text), plain(found.text))
        if expected.spans:
            yield _cell(where, f"{field} spans", list(expected.spans), _days(found))
    yield from (Miss(where, "milestone", "", m.text) for m in actual.values())


def _days(milestone: Milestone) -> list[SpanDays]:
    return _spans(milestone.term.spans)


def _mark_spans(activity: Activity) -> list[SpanDays]:
    return [day for m in activity.milestones for day in _days(m)]


def _spans(spans: tuple[Span, ...]) -> list[SpanDays]:
    return [(span.start, span.end) for span in spans]


def _open_starts(
    expected: tuple[SpanDays, ...], actual: list[SpanDays]
) -> tuple[list[SpanDays], list[SpanDays]]:
    """Forget the start of a deadline where the description leaves it open."""
    if len(expected) == len(actual):
        actual = [
            (None if wanted[0] is None else got[0], got[1])
            for wanted, got in zip(expected, actual, strict=True)
        ]
    return list(expected), actual


# --- indicators -----------------------------------------------------------------


def _indicators(plan: Plan, document: RoadMapDocument) -> Iterator[Miss | None]:
    found = _aligned(
        [title for title, _ in plan.indicators],
        [indicator.title for indicator in document.indicators],
    )
    for index, (title, target) in enumerate(plan.indicators):
        actual = document.indicators[found[index]] if index in found else None
        yield _cell(
            "показатель", "title", plain(title), plain(getattr(actual, "title", ""))
        )
        yield _cell(
            "показатель", "target", plain(target), plain(getattr(actual, "target", ""))
        )
    for index in sorted(set(range(len(document.indicators))) - set(found.values())):
        yield Miss("показатель", "extra", "", document.indicators[index].title)


def _aligned(expected: list[str], actual: list[str]) -> dict[int, int]:
    """Match texts: the same in their order first, then the most alike that is left."""
    left, found = list(range(len(actual))), {}
    for least in (1.0, SAME):
        for index in sorted(set(range(len(expected))) - set(found)):
            alike = [(_likeness(expected[index], actual[i]), -i) for i in left]
            likeness, place = max(alike, default=(0.0, 0))
            if likeness >= least:
                found[index] = -place
                left.remove(-place)
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, plain(one), plain(other)).ratio()
