"""Cells of the matrix as words, for the page and, the same, for its file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from roadmaps.enums import ProgrammeState
from roadmaps.models import Programme, ProgrammeKind
from roadmaps.presenters import programme_words as words
from roadmaps.queries.programme_matrix import Cell, MatrixRow


NOTHING = "не прислано"
# Only what the department does something about stands above the list.
FIGURES = (
    (ProgrammeState.SUBMITTED, "Ждут проверки"),
    (ProgrammeState.RETURNED, "У школ на исправлении"),
    (ProgrammeState.AGREED, "Ждут приказа школы"),
    (ProgrammeState.APPROVED, "Ждут размещения"),
    (ProgrammeState.PUBLISHED, "Размещены"),
    (ProgrammeState.RUNNING, "Исполняются"),
)


def figures(counts: dict[str, int]) -> list[dict[str, str]]:
    """Return how many programmes wait for what, each leading to its rows."""
    address = reverse("programmes:list")
    return [
        {
            "label": label,
            "value": str(counts.get(state, 0)),
            "url": f"{address}?state={state}" if counts.get(state) else "",
            "mark": f"programme_{state}",
        }
        for state, label in FIGURES
    ]


def shown_rows(rows: Iterable[MatrixRow], *, today: dt.date) -> list[dict[str, Any]]:
    """Return the rows for the page."""
    return [
        {
            "school": row.school,
            "cells": [_cell(cell, today) for cell in row.cells],
        }
        for row in rows
    ]


def sheet_rows(rows: Iterable[MatrixRow], *, today: dt.date) -> list[list[str]]:
    """Return the same rows for a workbook."""
    return [
        [
            row.school.municipality.name,
            row.school.name,
            *(_cell_text(_cell(cell, today)) for cell in row.cells),
        ]
        for row in rows
    ]


def headers(kinds: Sequence[ProgrammeKind]) -> list[str]:
    """Return the headings of the workbook."""
    return ["Муниципалитет", "Школа", *(kind.short_name for kind in kinds)]


def _cell(cell: Cell, today: dt.date) -> dict[str, Any]:
    return {
        "programmes": [_line(programme, today) for programme in cell.programmes],
        "late": f"просрочено: {cell.late}" if cell.late else "",
        "nothing": NOTHING,
    }


def _line(programme: Programme, today: dt.date) -> dict[str, Any]:
    due = words.due_words(programme, today=today)
    return {
        "mark": words.mark_of(programme),
        "state": programme.get_state_display(),
        "title": programme.title,
        "url": reverse("programmes:detail", args=[programme.pk]),
        "years": _years(programme),
        "due": due,
        "is_late": words.is_overdue(programme, today=today),
    }


def _years(programme: Programme) -> str:
    first, last = programme.starts_on.year, programme.ends_on.year
    return str(first) if first == last else f"{first}–{last}"


def _cell_text(cell: dict[str, Any]) -> str:
    lines = [
        ", ".join(part for part in (line["state"], line["years"], line["due"]) if part)
        for line in cell["programmes"]
    ] or [cell["nothing"]]
    return "; ".join([*lines, *([cell["late"]] if cell["late"] else [])])
