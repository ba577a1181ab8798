"""A paper of monitoring as a workbook: its tables with true numbers."""

import datetime as dt
import re

from monitoring.drafting import SHEET, Paper
from monitoring.reports.rendering import Seal
from schools.reports.workbook import SheetOfRows, workbook


_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
ABOUT = "О документе"


def paper_workbook(paper: Paper, seal: Seal, *, made: dt.datetime) -> bytes:
    """Return the workbook: a sheet for each table, the text, and what it is."""
    taken = {ABOUT.casefold(), "текст"}
    sheets = []
    for part in paper.parts:
        for table in part.tables:
            # Sheets of many schools carry the school's name, not the table's.
            title = part.title if part.code.startswith(SHEET) else table.caption
            sheets.append(
                SheetOfRows(
                    _name(title, taken),
                    [column.title for column in table.columns],
                    table.rows,
                )
            )
    text = [(part.title, line) for part in paper.parts for line in part.paragraphs]
    if text:
        sheets.append(SheetOfRows("Текст", ("Раздел", "Абзац"), text))
    sheets.append(SheetOfRows(ABOUT, ("Что", "Значение"), _about(paper, seal)))
    return workbook(sheets, created=made)


def _about(paper: Paper, seal: Seal) -> list[tuple[str, str]]:
    facts = [("Документ", paper.title), ("Данные", paper.as_of)]
    if seal.is_draft:
        return [*facts, ("Состояние", "проект, числа ещё могут измениться")]
    return [
        *facts,
        ("Номер", seal.number),
        ("Дата", seal.frozen_on),
        ("Код проверки", seal.check_code),
    ]


def _name(title: str, taken: set[str]) -> str:
    """Return a name that a workbook takes: short, plain, not used yet."""
    plain = " ".join(_FORBIDDEN.sub(" ", title).split()) or "Таблица"
    name, turn = plain[:LONGEST_NAME].strip(), 1
    while name.casefold() in taken:
        turn += 1
        suffix = f" ({turn})"
        name = plain[: LONGEST_NAME - len(suffix)].strip() + suffix
    taken.add(name.casefold())
    return name
