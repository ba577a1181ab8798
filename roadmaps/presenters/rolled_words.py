"""How each row would read in the next period, for the page before it is made."""

from collections.abc import Iterable
from typing import Any

from roadmaps.datasets.rolled import RolledRow
from roadmaps.presenters.plan_terms import reading_of_term


def preview_rows(rows: Iterable[RolledRow]) -> list[dict[str, Any]]:
    """Return old wording, new wording and reading, those to look at marked."""
    return [
        {
            "number": row.original.number,
            "title": row.original.title or "без названия",
            "old": row.original.term_text,
            "new": row.term.text,
            "is_same": row.original.term_text == row.term.text,
            "reading": reading_of_term(row.term).words,
            "remarks": row.remarks,
            "cells": [
                {"old": cell.original.text, "new": cell.text, "year": cell.year}
                for cell in row.cells
            ],
        }
        for row in rows
    ]
