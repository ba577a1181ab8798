"""Term expressions of Russian plans: from «сент.-окт. 2022» to days."""

from roadmaps.terms.describing import describe
from roadmaps.terms.finding import find_terms
from roadmaps.terms.model import (
    Doubt,
    Kind,
    Occurrence,
    Period,
    Recurrence,
    Span,
    Term,
)
from roadmaps.terms.occurring import occurrences
from roadmaps.terms.reader import parse_term
from roadmaps.terms.rolling import next_wording


__all__ = [
    "Doubt",
    "Kind",
    "Occurrence",
    "Period",
    "Recurrence",
    "Span",
    "Term",
    "describe",
    "find_terms",
    "next_wording",
    "occurrences",
    "parse_term",
]
