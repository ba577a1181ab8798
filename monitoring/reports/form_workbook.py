"""A form as a workbook that is filled in outside the portal and comes back."""

import datetime as dt

from monitoring.counting.returned import HEADERS, sheet_cells, stamp_of
from monitoring.counting.typed import Kind, as_typed
from monitoring.presenters.cell_words import previous_words
from monitoring.queries.cells import cell_of
from monitoring.queries.forms import FormRow, Sheet
from schools.reports.workbook import SheetOfRows, workbook


HINTS = {
    Kind.YES_NO: "да или нет; не применимо; нет данных",
    Kind.COUNT: "целое число",
    Kind.SHARE: "два целых числа: сколько и из скольких",
    Kind.TEXT: "текст без имён",
}
_MARKED = "Вместо числа в столбце «Отметка» можно написать: не применимо, нет данных."


def form_workbook(sheet: Sheet, *, now: dt.datetime) -> bytes:
    """Return the form with what is filled already; each row carries its mark."""
    if sheet.form is None:
        raise TypeError("only a school's form is filled outside")
    owner = sheet.form.pk
    rows = [_row(row, owner) for row in sheet.rows]
    about = [
        ("Школа", sheet.form.school.name),
        ("Окно", sheet.window.title),
        ("Заполняйте", "столбцы «Значение», «Из скольких», «Отметка», «Пояснение»."),
        ("Без числа", _MARKED),
        ("Имена", "Имён детей и педагогов не пишут: только количество."),
    ]
    return workbook(
        [
            SheetOfRows("Форма", HEADERS, rows),
            SheetOfRows("Как заполнять", ("Что", "Как"), about),
        ],
        created=now,
    )


def _row(row: FormRow, owner: int) -> tuple[object, ...]:
    typed = as_typed(row.kind, row.cell)
    link = row.value.evidence_address if row.value else ""
    value, whole, mark, comment, address = sheet_cells(row.kind, typed, link)
    return (
        row.code,
        row.version.title,
        HINTS[row.kind],
        previous_words(row.kind, row.previous, cell_of(row.previous)),
        *(_number(value), _number(whole), mark, comment, address),
        stamp_of(owner, row.revision, typed, link),
    )


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() else text
