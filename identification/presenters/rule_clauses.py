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


SHORT_CLAUSES = {
    "two_procedures": "две за год",
    "two_years_same": "та же два года",
    "two_years_any": "любая в оба года",
}


def clauses_in_short(clauses: Sequence[str]) -> str:
    """Join the clauses that fired into a few words, for a column of a table."""
    return ", ".join(SHORT_CLAUSES.get(clause, clause) for clause in clauses)


def clauses_in_words(clauses: Sequence[str]) -> str:
    """Join the clauses that fired into one phrase."""
    return "; ".join(CLAUSE_LABELS.get(clause, clause) for clause in clauses)
