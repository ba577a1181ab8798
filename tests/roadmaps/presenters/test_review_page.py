"""The document cut at its headings, changes without mere renumbering."""

import pytest

from roadmaps.comparison import difference
from roadmaps.presenters.review_page import (
    CriterionLine,
    change_rows,
    conflict_lines,
    is_heading,
    text_parts,
)


LONG = "Учителя посещают уроки друг друга и разбирают одну ошибку учеников в неделю."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2. Анализ результатов", True),
        ("1.3 Кадры", True),
        ("II. Цель и задачи", True),
        ("ПАСПОРТ", True),
        ("Раздел 3", True),
        ("Паспорт программы", True),
        ("3. Провести совещание.", False),
        ("1 | Совещание | октябрь", False),
        ("Обычный абзац без точки", False),
        ("2. " + "Длинный " * 20, False),
    ],
)
def test_what_reads_like_a_heading(text, expected):
    assert is_heading(text) is expected


def test_parts_follow_the_headings():
    parts = text_parts(["Школа № 1.", "1. Цель", LONG, "Мероприятия", LONG, "Ещё."])
    assert [(p.anchor, p.title, p.paragraphs) for p in parts] == [
        ("text-0", "", ["Школа № 1."]),
        ("text-1", "1. Цель", [LONG]),
        ("text-2", "Мероприятия", [LONG, "Ещё."]),
    ]


def test_a_text_without_headings_is_one_part():
    assert [p.paragraphs for p in text_parts([LONG, LONG])] == [[LONG, LONG]]


def test_nothing_is_no_part():
    assert text_parts([]) == []


def test_changes_without_mere_renumbering():
    old = ["1. Совещание", LONG, "2. Курсы для учителей математики"]
    new = [
        "1. Входная диагностика",
        "2. Совещание",
        LONG,
        "3. Курсы для учителей математики",
    ]
    rows = change_rows(difference(old, new))
    assert [(row["kind"], row["word"]) for row in rows] == [("added", "добавлено")]
    assert "".join(piece.text for piece in rows[0]["new"]) == "1. Входная диагностика"


def test_a_conflict_names_what_differs():
    line = CriterionLine(
        key=1,
        number=1,
        title="Цель",
        hint="",
        weight=1,
        is_starred=False,
        score=1,
        comment="Нет срока.",
        seen="",
    )
    assert conflict_lines(None, line) == [
        {"field": "оценка", "old": "", "new": "1"},
        {"field": "почему", "old": "", "new": "Нет срока."},
    ]
