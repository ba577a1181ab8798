"""The desk of a review: the checklist line by line, the text, remarks, what changed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from roadmaps.comparison import Change, ChangeKind
from roadmaps.models import Remark, Review, ReviewScore
from roadmaps.presenters.review_words import SCORE_WORDS
from roadmaps.queries.reviews import ScoredCriterion
from roadmaps.workflow.review import MOST
from schools.queries.versions import fingerprint


SCORE_SEEN = ("score", "comment")
ANSWER_SEEN = ("answer",)
LONGEST_HEADING = 120
# Without a number or capitals only a few words are a heading.
LONGEST_PLAIN = 60
# «2. Анализ», «1.3 Кадры», «Раздел II. Цель», «III. РЕСУРСЫ».
NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+[А-ЯЁA-Z]")
NAMED = re.compile(
    r"^(?:раздел|глава|часть|приложение|паспорт|введение|заключение)\b", re.IGNORECASE
)
CHANGE_WORDS = {
    ChangeKind.ADDED: "добавлено",
    ChangeKind.REMOVED: "убрано",
    ChangeKind.CHANGED: "изменено",
    ChangeKind.MOVED: "переставлено",
}


@dataclass(frozen=True)
class TextPart:
    """A stretch of the document under one heading; the first may have none."""

    anchor: str
    title: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class CriterionLine:
    """One criterion on the reviewer's desk."""

    key: int
    number: int
    title: str
    hint: str
    weight: int
    is_starred: bool
    score: int | None
    comment: str
    seen: str
    before: str = ""
    error: str = ""
    is_saved: bool = False
    # What another window has written meanwhile, against what is typed here.
    conflict: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_low(self) -> bool:
        """Tell whether points are missing here."""
        return self.score is not None and self.score < MOST

    @property
    def word(self) -> str:
        """Say how the criterion is met."""
        return SCORE_WORDS[self.score] if self.score is not None else "не оценено"

    @property
    def mark(self) -> str:
        """Return the shape of the score."""
        return "score_none" if self.score is None else f"score_{self.score}"

    @property
    def badge(self) -> str:
        """Return «1 – частично»."""
        return self.word if self.score is None else f"{self.score} – {self.word}"

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Return the three scores as a person picks them."""
        return [
            {"value": value, "word": word, "is_chosen": self.score == value}
            for value, word in sorted(SCORE_WORDS.items(), reverse=True)
        ]


def criterion_lines(
    scored: Iterable[ScoredCriterion], typed: CriterionLine | None = None
) -> list[CriterionLine]:
    """Return the checklist with what is written; `typed` stands in for its line."""
    lines = [criterion_line(row) for row in scored]
    return [typed if typed and typed.key == line.key else line for line in lines]


def criterion_line(row: ScoredCriterion) -> CriterionLine:
    """Return one line of the checklist."""
    line, given = row.criterion, row.score
    return CriterionLine(
        key=line.pk,
        number=line.number,
        title=line.title,
        hint=line.hint,
        weight=line.weight,
        is_starred=line.is_starred,
        score=given.score if given else None,
        comment=given.comment if given else "",
        seen=fingerprint(given, SCORE_SEEN) if given else "",
        before=score_words(row.before),
    )


def score_words(given: ReviewScore | None) -> str:
    """Return «1 – частично: нет исходных значений»."""
    if given is None:
        return ""
    words = f"{given.score} – {SCORE_WORDS[given.score]}"
    return f"{words}: {given.comment}" if given.comment else words


def conflict_lines(stored: Any, line: CriterionLine) -> list[dict[str, str]]:
    """Return what stands now against what the person typed."""
    now = (str(stored.score), stored.comment) if stored else ("", "")
    typed = ("" if line.score is None else str(line.score), line.comment)
    names = ("оценка", "почему")
    return [
        {"field": name, "old": old, "new": new}
        for name, old, new in zip(names, now, typed, strict=True)
        if old != new
    ]


def text_parts(paragraphs: Sequence[str]) -> list[TextPart]:
    """Cut a document at what looks like its headings."""
    parts = [TextPart("text-0", "")]
    for text, following in pairwise([*paragraphs, ""]):
        if is_heading(text) or _stands_above(text, following):
            parts.append(TextPart(f"text-{len(parts)}", text))
        else:
            parts[-1].paragraphs.append(text)
    return [part for part in parts if part.title or part.paragraphs]


def is_heading(text: str) -> bool:
    """Tell whether a paragraph reads like a heading: short, numbered or in capitals."""
    if len(text) > LONGEST_HEADING or _is_sentence(text):
        return False
    letters = [sign for sign in text if sign.isalpha()]
    is_loud = len(letters) > 3 and all(sign.isupper() for sign in letters)
    return is_loud or bool(NUMBERED.match(text) or NAMED.match(text))


def _stands_above(text: str, following: str) -> bool:
    """Tell whether a few words without a full stop stand above a longer paragraph."""
    is_short = len(text) <= LONGEST_PLAIN and text[:1].isupper()
    return is_short and not _is_sentence(text) and len(following) > 2 * len(text)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", ";", ",", ":")) or " | " in text


def section_names(parts: Iterable[TextPart], remarks: Iterable[Remark]) -> list[str]:
    """Return what a remark's place may be called: headings, and earlier remarks'."""
    names = [part.title for part in parts if part.title]
    names += [remark.section for remark in remarks if remark.section]
    return list(dict.fromkeys(names))


def change_rows(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return paragraphs that differ; a number alone is no difference to a reader."""
    return [
        {
            "kind": change.kind.value,
            "word": CHANGE_WORDS[change.kind],
            "old": change.old if change.kind != ChangeKind.MOVED else (),
            "new": change.new,
        }
        for change in changes
        if change.kind in CHANGE_WORDS
    ]


def remark_rows(remarks: Iterable[Remark], review: Review) -> dict[str, list[Remark]]:
    """Part remarks into those of earlier rounds, of this one, and settled ones."""
    rows = list(remarks)
    for remark in rows:
        remark.seen = fingerprint(remark, ANSWER_SEEN)
        remark.is_new = remark.review_id == review.pk
    standing = [remark for remark in rows if remark.resolved_at is None]
    return {
        "earlier": [r for r in standing if r.version_number < review.version.number],
        "here": [r for r in standing if r.version_number >= review.version.number],
        "resolved": [r for r in rows if r.resolved_at is not None],
    }


def standing(remarks: Iterable[Remark]) -> list[Remark]:
    """Return what is not settled, the oldest first."""
    return [remark for remark in remarks if remark.resolved_at is None]
