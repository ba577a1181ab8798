import pytest

from schools.ingest.safe_text import (
    begins_like_formula,
    reaches_out,
    sheet_title,
    storable,
)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\t=1", "\r=1"])
def test_texts_that_begin_like_formulas(text):
    assert begins_like_formula(text) is True


def test_texts_that_do_not():
    assert [begins_like_formula(text) for text in ("", "1", "а=б", "—")] == [False] * 4


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=cmd|'/C calc'!A0", True), ('=WEBSERVICE("x")', True), ("=[1]Лист!A1", True),
        ('=HYPERLINK("http://a")', True), ("='\\\\host\\a'!A1", True), ("=SUM(A1:A5)", False),
        ("=IF(A1>0,1,2)", False),
    ],
)  # fmt: skip
def test_formulas_that_reach_outside(formula, expected):
    assert reaches_out(formula) is expected


def test_what_a_workbook_cannot_hold_is_taken_out():
    assert storable("а\x00б\ud800в\ufffe") == "абв"
    assert len(storable("а" * 40_000)) == 32_767


def test_titles_of_sheets_do_not_repeat():
    taken = set()
    titles = [
        sheet_title(name, taken)
        for name in ("А:Б", "а б", "", "'А'", "Я" * 31, "Я" * 31)
    ]
    assert titles == ["А Б", "а б (2)", "Лист", "А", "Я" * 31, "Я" * 27 + " (2)"]
