"""Rows of a plan's table of which nothing came: none is lost, none is listed in vain."""

import pytest

from roadmaps.documents.model import RowRef
from tests.roadmaps.documents.layouts import HEADER, table, titles, understood, wide


FIRST = ("1.1", "Семинар завучей", "октябрь 2022", "МЦ", "Справка")
SECOND = ("1.2", "Совет директоров", "май 2023", "УО", "Протокол")
SECTION = ("1", "Организационная работа", "", "", "")


def passed(*rows, header=HEADER):
    document = understood(table(header, *rows))
    return [
        (activity.refs[0].row, activity.number, activity.title)
        for activity in document.passed
    ]


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (("Исполнитель", "Орлова И.П.", "", "", ""), "Исполнитель\nОрлова И.П."),
        (("", "Ознакомлены: ______", "", "МЦ", ""), "Ознакомлены: ______"),
        (("Телефон горячей линии", "", "", "", ""), "Телефон горячей линии"),
        (("", "Мероприятия школ", "Срок", "Ответственный", ""), "Мероприятия школ"),
    ],
)
def test_an_odd_row_is_kept_with_its_text(row, title) -> None:
    assert passed(FIRST, row, SECOND) == [(2, "", title)]


def test_a_footnote_under_the_table_is_kept() -> None:
    footnote = ("", "Список сокращений не требуется", "", "", "")
    assert passed(FIRST, SECOND, footnote) == [(3, "", footnote[1])]


def test_its_cells_are_read_by_the_columns() -> None:
    row = ("", "Мероприятия школ", "Срок", "Ответственный", "")
    [activity] = understood(table(HEADER, FIRST, row, SECOND)).passed
    assert (activity.refs, activity.term.text, activity.responsible) == (
        (RowRef(0, 2),),
        "Срок",
        ("Ответственный",),
    )


@pytest.mark.parametrize(
    "row",
    [
        HEADER,
        ("1", "2", "3", "4", "5"),
        ("", "", "", "", ""),
        ("", "и молодых учителей", "", "", "Приказ"),
        SECTION,
        wide("Раздел II. Работа с учителями"),
        wide("Цель: помочь учителям"),
        wide("Задачи: 1) помочь; 2) проверить"),
    ],
)
def test_what_is_used_or_says_nothing_is_not_listed(row) -> None:
    assert passed(SECTION, FIRST, row, SECOND) == []


def test_a_heading_in_the_middle_leaves_the_columns_that_it_does_not_name() -> None:
    row = ("", "Мероприятия школ", "Срок", "Ответственный", "")
    document = understood(table(HEADER, FIRST, row, SECOND))
    assert titles(document) == [("", ["Семинар завучей", "Совет директоров"])]
    assert [(a.number, a.result) for a in document.activities] == [
        ("1.1", "Справка"),
        ("1.2", "Протокол"),
    ]


def test_a_number_that_opens_the_only_text_is_taken_out() -> None:
    header, rows = HEADER[1:], (FIRST[1:], SECOND[1:])
    odd = ("7. Исполнитель: __________", "", "МЦ", "")
    assert passed(rows[0], odd, rows[1], header=header) == [
        (2, "7", "Исполнитель: __________")
    ]
