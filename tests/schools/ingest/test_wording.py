import pytest

from schools.ingest.wording import normalise_heading, normalise_words, squeeze


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Код \n ОО ", "код оо"), ("Kод OO", "код оо"), ("Средний балл, %", "средний балл"),
        ("Охват (%)", "охват"), ("Кол-во участников (чел.)", "кол-во участников"),
        ("Участники (математика)", "участники математика"), ("Учёба*", "учеба"),
        ("«Школа»:", "школа"), ("Математика/участников", "математика / участников"),
        ("Школа\u00ad\u200b", "школа"), ("Login", "login"), ("Число, чел", "число"),
    ],
)  # fmt: skip
def test_headings_are_brought_to_one_form(text, expected):
    assert normalise_heading(text) == expected


def test_words_of_two_alphabets_become_one():
    assert normalise_words("MБОУ COШ") == normalise_words("МБОУ СОШ") == "мбоу сош"
    assert normalise_words("edu240015") == "edu240015"


def test_squeeze_takes_every_kind_of_space():
    assert squeeze("\u00a0 а \u2009 б\t\n в\ufeff") == "а б в"
