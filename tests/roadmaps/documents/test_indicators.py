"""Indicators with targets, each once."""

from roadmaps.documents.indicators import read_indicators
from roadmaps.documents.model import RawTable


LONG = "Доля школ, на сайтах которых размещены программы перехода в эффективный режим"


def read(*tables):
    found = read_indicators([(n, RawTable(rows=rows)) for n, rows in enumerate(tables)])
    return [(item.title, item.target, len(item.refs)) for item in found]


def test_pairs_of_title_and_target():
    rows = (
        ("Показатели", "Индикаторы"),
        ("Доля школ с программой", "100%"),
        ("Участие в форуме района", "Да"),
    )
    assert read(rows) == [
        ("Доля школ с программой", "100%", 1),
        ("Участие в форуме района", "Да", 1),
    ]


def test_two_spellings_are_one_indicator():
    first = (
        ("Доля ШНРО с программой развития", "100%"),
        ("Доля учителей с курсами", "50%"),
    )
    second = (("Доля ШНОР с программой развития", "100%"),)
    assert read(first, second) == [
        ("Доля ШНРО с программой развития", "100%", 2),
        ("Доля учителей с курсами", "50%", 1),
    ]


def test_a_title_cut_by_the_page():
    first = (
        ("Доля школ с динамикой результатов", "20%"),
        ("Доля школ района, вышедших из перечня", "25%"),
    )
    second = (("по итогам трёх лет работы", ""), ("Доля учителей с курсами", "50%"))
    assert [item[0] for item in read(first, second)][1] == (
        "Доля школ района, вышедших из перечня по итогам трёх лет работы"
    )


def test_a_shortened_repetition_is_the_same():
    first = ((f"{LONG} и развития", "100%"), ("Доля учителей с курсами", "50%"))
    assert len(read(first, ((LONG, "100%"),))) == 2


def test_subjects_differ():
    rows = (("Доля сдавших экзамен по математике", "20%"), ("Доля сдавших экзамен по физике", "20%"),
            ("Доля школ (4 класс)", "20%"), ("Доля школ (6 класс)", "20%"))  # fmt: skip
    assert len(read(rows)) == 4


def test_targets_of_several_years():
    rows = (
        ("№", "Показатель", "Ед.", "2022", "2023"),
        ("1", "Доля школ с программой", "%", "50", "70"),
    )
    assert read(rows) == [("Доля школ с программой", "50; 70", 1)]


def test_a_passport_has_none():
    assert read((("Цель программы", "Рост качества"), ("Срок", "2022 год"))) == []
