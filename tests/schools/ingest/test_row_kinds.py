import pytest

from schools.ingest.row_kinds import is_numbering, split_rows
from schools.ingest.sheets import Sheet


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([1.0, 2.0, 3.0, 4.0], True), (["1", "2", "3"], True), (["А", "Б", 1.0, 2.0, 3.0], True),
        (["", 1.0, 2.0, 3.0], True), ([1.0, 2.0], False), ([1.0, 2.0, 4.0], False),
        (["СОШ", 1.0, 2.0, 3.0], False), ([2.0, 3.0, 4.0], False),
    ],
)  # fmt: skip
def test_rows_that_number_the_columns(row, expected):
    assert is_numbering(row) is expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ИТОГО", "total"), ("Всего участников", "total"), ("Средние", "total"),
        ("Средний балл", "total"), ("Минимальная граница", "total"), ("Вся выборка", "total"),
        ("В среднем по району", "total"), ("Средняя общеобразовательная школа № 5", None),
        ("Всесвятская школа", None), ("Итоговая школа", None),
    ],
)  # fmt: skip
def test_totals_are_told_from_schools(text, reason):
    rows = [["Школа 1", 1.0, 2.0, 3.0], [text, 1.0, 2.0, 3.0]]
    data, skipped = split_rows(Sheet("Л", rows), 0, ("а", "б", "в", "г"))
    assert [row.reason for row in skipped] == ([reason] if reason else [])
    assert len(data) == (1 if reason else 2)


def test_a_total_after_the_row_number_is_seen():
    rows = [[1.0, "Школа", 5.0, 2.0], ["2", "Всего", 5.0, 2.0]]
    data, skipped = split_rows(Sheet("Л", rows), 0, ("№", "а", "б", "в"))
    assert (data, [row.row for row in skipped]) == ([0], [2])


def test_narrow_tables_have_no_lonely_notes():
    data, skipped = split_rows(Sheet("Л", [["А", ""], ["Б", ""]]), 0, ("Школа", "Балл"))
    assert (data, skipped) == ([0, 1], [])
