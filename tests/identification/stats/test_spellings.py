"""Spellings of procedures and subjects."""

from __future__ import annotations

import pytest

from identification.stats.spellings import kind_code, subject_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ВПР", "vpr"),
        (" впр ", "vpr"),
        ("vpr", "vpr"),
        ("Основной государственный  экзамен", "oge"),
        ("ГИА-11", "ege"),
        ("EGE", "ege"),
        ("КДР", "kdr"),
        ("Диктант", "диктант"),
    ],
)
def test_kinds(text: str, code: str) -> None:
    assert kind_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Русский язык", "rus"),
        ("русский", "rus"),
        ("РЯ", "rus"),
        ("РУ", "rus"),
        ("rus", "rus"),
        ("Математика", "math"),
        ("МА", "math"),
        ("Математика (профильная)", "math_profile"),
        ("Математика профильный уровень", "math_profile"),
        ("Математика, базовая", "math_base"),
        ("математика баз.", "math_base"),
        ("math_base", "math_base"),
        ("Русская литература", "русская литература"),
        ("Физическая культура", "физическая культура"),
        ("Базовая химия", "базовая химия"),
    ],
)
def test_subjects(text: str, code: str) -> None:
    assert subject_code(text) == code
