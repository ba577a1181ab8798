"""Headings of columns in the words of many municipalities."""

import pytest

from roadmaps.documents.headers import (
    heading_meaning,
    looks_like_header,
    milestone_label,
)
from roadmaps.documents.model import Column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("№ п/п", Column.NUMBER), ("№ п\\п", Column.NUMBER), ("N N п.п", Column.NUMBER), ("N", Column.NUMBER),
        ("Наименование мероприятий", Column.TITLE), ("Описание действий", Column.TITLE),
        ("Содержание деятельности", Column.TITLE), ("Пошаговые мероприятия", Column.TITLE),
        ("Виды работ", Column.TITLE), ("Наименование направления мероприятия", Column.TITLE),
        ("Срок (период) выполнения", Column.TERM), ("дата реализации", Column.TERM), ("Дата", Column.TERM),
        ("Плановый срок", Column.TERM), ("Период реализации", Column.TERM),
        ("Ответственные за выполнение", Column.RESPONSIBLE), ("Исполнители", Column.RESPONSIBLE),
        ("Кто отвечает", Column.RESPONSIBLE), ("Ответствен\nный исполни\nтель", Column.RESPONSIBLE),
        ("Результат. Вид документа", Column.RESULT), ("Дальнейшее использование результатов", Column.RESULT),
        ("Выход", Column.RESULT), ("Документы, закрепляющие результат", Column.DOCUMENT),
        ("Итоговый документ", Column.DOCUMENT), ("Форма отчётности", Column.DOCUMENT),
        ("муниципальный показатель реализации", Column.INDICATOR), ("Целевое значение", Column.TARGET),
        ("Наименование этапа", Column.SECTION), ("Направление", Column.SECTION),
        ("Отметка о выполнении", Column.NOTE), ("Наименование школы", Column.NOTE),
        ("2021", Column.MILESTONE), ("IV квартал", Column.MILESTONE), ("Сентябрь", Column.MILESTONE),
    ],
)  # fmt: skip
def test_meaning(heading, column):
    assert heading_meaning(heading)[0] is column


@pytest.mark.parametrize("text", ["", "7", "Привет", "А" * 200])
def test_no_meaning(text):
    assert heading_meaning(text) is None


@pytest.mark.parametrize("label", ["2021", "2021 год", "I кв.", "3 квартал", "II", "1 полугодие", "Май", "2022-2023 уч. год"])  # fmt: skip
def test_milestone_label(label):
    assert milestone_label(label) == label


@pytest.mark.parametrize("text", ["2 мероприятия", "Майские чтения", "1", "V"])
def test_not_a_milestone(text):
    assert milestone_label(text) == ""


@pytest.mark.parametrize(
    ("row", "is_header"),
    [
        (("№", "Мероприятия", "Сроки", "Ответственные"), True),
        (("Мероприятие", "Срок"), True),
        (
            ("1", "Подготовка документов", "Сентябрь", "Ответственный исполнитель"),
            False,
        ),
        (("№", "Показатель", "2021", "2022", "2023"), False),
        (("№", "Школа", "Куратор"), False),
        (("Мероприятия", "Ожидаемый результат"), False),
    ],
)
def test_header_row(row, is_header):
    assert looks_like_header(row) is is_header
