"""A workbook that comes back: only rows that were edited are in it."""

import pytest

from monitoring.counting.blocks import Asked
from monitoring.counting.returned import (
    HEADERS,
    ForeignTableError,
    edited_rows,
    sheet_cells,
    stamp_of,
)
from monitoring.counting.typed import Kind, TypedCell


ASKED = [Asked(1, "t3", Kind.SHARE), Asked(2, "p7", Kind.COUNT)]
SHARE, NOTHING = TypedCell("12", "20"), TypedCell(state="no_data")


def row(
    code: str, typed: TypedCell, *, form=5, revision=2, **changes: str
) -> list[str]:
    """Return a row as it was taken away, with some of its cells written over."""
    cells = [code, "", "", "", *sheet_cells(Kind.COUNT, typed, "")]
    cells.append(stamp_of(form, revision, typed, ""))
    for name, text in changes.items():
        cells[HEADERS.index(name)] = text
    return cells


def sheet(*rows: list[str]) -> list[list[str]]:
    return [["Школа № 1"], [*HEADERS], *rows]


def test_untouched_rows_are_left_out():
    assert edited_rows(sheet(row("t3", SHARE), row("p7", NOTHING)), ASKED, form=5) == {}


def test_an_edited_row_remembers_what_it_was_made_from():
    found = edited_rows(
        sheet(row("T3", SHARE, Значение="13"), row("p7", NOTHING, Отметка="")),
        ASKED,
        form=5,
    )
    assert [(item.typed, item.revision) for item in found.values()] == [
        (TypedCell("13", "20"), 2),
        (TypedCell(), 2),
    ]


def test_an_unknown_mark_is_kept_for_the_reason():
    cells = row("p7", TypedCell("4"), Отметка="потом")
    assert edited_rows(sheet(cells), ASKED, form=5)[2].typed == TypedCell("4 потом")


def test_rows_of_other_indicators_are_passed_over():
    assert edited_rows(sheet(row("x1", SHARE, Значение="1")), ASKED, form=5) == {}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Код", "Показатель"]], "Это не таблица формы"),
        (sheet(row("t3", SHARE, form=6)), "Строка «t3» не из этой формы"),
        (sheet(["t3", "", "", "", "1", "2"]), "Строка «t3» не из этой формы"),
    ],
)
def test_another_table_is_refused(rows: list[list[str]], words: str):
    with pytest.raises(ForeignTableError, match=words):
        edited_rows(rows, ASKED, form=5)
