"""Term expressions of Russian plans: from «сент.-окт. 2022» to days."""

from roadmaps.terms.model import (
    Doubt,
    Kind,
    Occurrence,
    Period,
    Recurrence,
    Span,
    Term,
)
from roadmaps.terms.reader import parse_term


__all__ = [
    "Doubt",
    "Kind",
    "Occurrence",
    "Period",
    "Recurrence",
    "Span",
    "Term",
    "parse_term",
]
