"""Headings of sections in every form that plans use."""

import pytest

from roadmaps.documents.section_marks import mark_of, split_items, split_parts


@pytest.mark.parametrize(
    ("text", "kind", "number", "title", "style"),
    [
        ("Направление № 1 Управление", "Направление", "1", "Управление", "направление"),
        ("Направление №3: Программы", "Направление", "3", "Программы", "направление"),
        ("РАЗДЕЛ II. Методика", "Раздел", "II", "Методика", "раздел"),
        ("Трек 2 – Зона риска", "Трек", "2", "Зона риска", "трек"),
        ("II этап. Основной", "Этап", "II", "Основной", "этап"),
        ("Первый этап: подготовка", "Этап", "1", "подготовка", "этап"),
        (
            "I. Организационные мероприятия",
            "",
            "I",
            "Организационные мероприятия",
            "roman",
        ),
        ("2. Аналитика", "", "2", "Аналитика", "arabic1"),
        ("2.1 Кадры", "", "2.1", "Кадры", "arabic2"),
        ("Блок «Семья»", "Блок", "", "«Семья»", "блок"),
    ],
)
def test_section(text, kind, number, title, style):
    mark = mark_of(text)
    assert (mark.part, mark.kind, mark.number, mark.title, mark.style) == (
        "section", kind, number, title, style,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "part", "rest"),
    [
        ("Цель: поддержать школы", "goals", "поддержать школы"),
        ("Основные цели программы: рост", "goals", "рост"),
        ("Задачи:", "tasks", ""),
        ("Ожидаемые результаты трека 1: три школы", "expected_results", "три школы"),
        ("Обычная строка", "", "Обычная строка"),
        ("30% учеников", "", "30% учеников"),
    ],
)
def test_other_lines(text, part, rest):
    mark = mark_of(text)
    assert (mark.part, mark.title) == (part, rest)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("найти причины; назначить тьюторов", ["найти причины", "назначить тьюторов"]),
        ("1. Найти причины. 2. Назначить", ["Найти причины.", "Назначить"]),
        ("- один; - два", ["один", "два"]),
        ("", []),
    ],
)
def test_items(text, items):
    assert split_items(text) == items


def test_parts_in_one_line():
    assert split_parts("Трек 1. Школы. Цель: рост. Задачи: опрос") == [
        "Трек 1. Школы.",
        "Цель: рост.",
        "Задачи: опрос",
    ]
