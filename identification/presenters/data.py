"""What the portal holds, as tables of ready words."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from identification.queries.data_overview import (
    ContextOfYear,
    PlaceOfYear,
    ResultsOfYear,
)
from schools.templatetags.portal_format import number, of, percent


def figures(
    *,
    schools: int,
    results: Sequence[ResultsOfYear],
    context: Sequence[ContextOfYear],
) -> list[dict[str, str]]:
    """Return how much there is, and how far the latest year is filled."""
    shown = [
        {"label": "Школ", "value": number(schools), "url": reverse("schools:list")},
        {"label": "Строк результатов", "value": number(sum(r.rows for r in results))},
        {"label": "Значений условий", "value": number(sum(c.values for c in context))},
    ]
    if results:
        year = results[0].year
        best = max(row.schools for row in results if row.year == year)
        shown.append(_share(f"Школ с результатами, {year}", best, schools))
    if context:
        label = f"Школ с условиями, {context[0].year}"
        shown.append(_share(label, context[0].schools, schools))
    return shown


def _share(label: str, part: int, whole: int) -> dict[str, str]:
    note = percent(part / whole) if whole else ""
    return {
        "label": label,
        "value": number(part),
        "unit": f"из {number(whole)}",
        "note": note,
    }


def result_lines(rows: Sequence[ResultsOfYear], schools: int) -> list[dict[str, Any]]:
    """Return lines of the table of results."""
    return [
        {
            "year": row.year,
            "procedure": row.procedure,
            "coverage": of(row.schools, schools),
            "rows": number(row.rows),
            "participants": number(row.participants),
            "flagged": number(row.flagged) if row.flagged else "",
            "batch_url": _batch_url(row.batch),
        }
        for row in rows
    ]


def context_lines(
    rows: Sequence[ContextOfYear], schools: int, factors: int
) -> list[dict[str, Any]]:
    """Return lines of the table of conditions."""
    return [
        {
            "year": row.year,
            "coverage": of(row.schools, schools),
            "factors": f"{number(row.factors)} из {number(factors)}",
            "values": of(row.values, row.schools * factors),
            "batch_url": _batch_url(row.batch),
        }
        for row in rows
    ]


def place_table(rows: Sequence[PlaceOfYear]) -> dict[str, Any]:
    """Return a matrix: municipalities by procedures, schools with data in the cells."""
    procedures = sorted({name for row in rows for name in row.results})
    return {
        "procedures": procedures,
        "lines": [
            {
                "place": row.territory.name,
                "url": f"{reverse('identification:data')}?municipality={row.territory.pk}",
                "schools": number(row.schools),
                "cells": [
                    of(row.results.get(name, 0), row.schools) for name in procedures
                ],
                "context": of(row.context, row.schools),
            }
            for row in rows
        ],
    }


def _batch_url(batch: int | None) -> str:
    return "" if batch is None else reverse("imports:detail", args=[batch])
