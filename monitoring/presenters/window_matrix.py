"""Cells of the matrix schools × windows as words, for the page and for its file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from monitoring.models import WindowSchool
from monitoring.presenters.windows import (
    extension_words,
    form_mark,
    form_url,
    is_late,
    lateness_words,
)
from monitoring.queries.window_matrix import Column, MatrixRow
from schools.templatetags.portal_format import MONTHS
from schools.templatetags.status_marks import MARKS


ABSENT = "не входит"


def column_rows(columns: Sequence[Column]) -> list[dict[str, str]]:
    """Return the headings: the calendar, and the month of the window."""
    return [
        {
            "name": column.name,
            "when": f"{MONTHS[column.month - 1]} {column.opens_on.year}",
        }
        for column in columns
    ]


def shown_rows(rows: Iterable[MatrixRow], *, today: dt.date) -> list[dict[str, Any]]:
    """Return the rows of the page."""
    return [
        {
            "school": row.school,
            "cells": [_cell(form, today) for form in row.cells],
        }
        for row in rows
    ]


def headers(columns: Sequence[Column]) -> list[str]:
    """Return the headings of the workbook."""
    names = [f"{row['name']}, {row['when']}" for row in column_rows(columns)]
    return ["Муниципалитет", "Школа", *names]


def sheet_rows(rows: Iterable[MatrixRow], *, today: dt.date) -> list[list[str]]:
    """Return the same rows for a workbook."""
    return [
        [
            row.school.municipality.name,
            row.school.name,
            *(_cell_text(_cell(form, today)) for form in row.cells),
        ]
        for row in rows
    ]


def _cell(form: WindowSchool | None, today: dt.date) -> dict[str, Any]:
    if form is None:
        return {"mark": "", "absent": ABSENT}
    return {
        "mark": form_mark(form, today=today),
        "url": form_url(form),
        "title": form.window.title,
        "note": lateness_words(form, today=today),
        "more": extension_words(form, today=today),
        "is_late": is_late(form, today=today),
    }


def _cell_text(cell: dict[str, Any]) -> str:
    if not cell["mark"]:
        return str(cell["absent"])
    more = f"продлено {cell['more']}" if cell["more"] else ""
    parts = (MARKS[cell["mark"]].word, cell["note"], more)
    return ", ".join(part for part in parts if part)
