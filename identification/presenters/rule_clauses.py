"""The outcome of the 30 % rule in words."""

from collections.abc import Sequence

from identification.stats.clauses import CLAUSE_LABELS


RULE_STATUSES = {
    "fired": "сработало уверенно",
    "border": "на границе",
    "clear": "не сработало",
    "unclassified": "нет данных",
    "": "нет данных",
}


def clauses_in_words(clauses: Sequence[str]) -> str:
    """Join the clauses that fired into one phrase."""
    return "; ".join(CLAUSE_LABELS.get(clause, clause) for clause in clauses)
