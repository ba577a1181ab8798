"""A passed row that a person takes stands where the document has it."""

from dataclasses import replace

import pytest

from roadmaps.documents.edit_keys import parse_key
from roadmaps.documents.edit_texts import read_text
from roadmaps.documents.edits import apply_edits, review_parts
from roadmaps.documents.model import Section
from roadmaps.documents.taken_rows import with_taken
from tests.roadmaps.documents.test_edits import DOCUMENT, activity, titles


def taken(row: int) -> dict[str, str]:
    return {f"0.{row}:passed_row": "activity"}


def with_passed(*rows: int):
    return replace(
        DOCUMENT,
        passed=tuple(activity("", f"Строка {row}", (0, row)) for row in rows),
    )


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (0, [["Строка 0", "Провести"], ["Посетить"]]),
        (3, [["Провести", "Строка 3"], ["Посетить"]]),
        (5, [["Провести"], ["Строка 5", "Посетить"]]),
        (9, [["Провести"], ["Посетить", "Строка 9"]]),
    ],
)
def test_its_place_is_that_of_the_document(row, found) -> None:
    first, second = DOCUMENT.sections
    sections = (
        replace(first, activities=(activity("", "Провести", (0, 2)),)),
        replace(second, activities=(activity("", "Посетить", (0, 6)),)),
    )
    document = replace(with_passed(row), sections=sections)
    assert titles(apply_edits(document, taken(row))) == found


def test_only_a_taken_row_comes_into_the_plan() -> None:
    document = with_passed(6, 7)
    assert apply_edits(document, {}) == document
    assert titles(apply_edits(document, taken(7)))[1] == ["Посетить уроки", "Строка 7"]
    assert with_taken(document, {"0.6": {"title": "Другая"}}) is document


def test_two_rows_keep_their_order() -> None:
    edits = taken(7) | taken(6)
    assert titles(apply_edits(with_passed(6, 7), edits))[1] == [
        *("Посетить уроки", "Строка 6", "Строка 7"),
    ]


def test_a_section_outside_of_tables_begins_with_its_rows() -> None:
    loose = replace(DOCUMENT.sections[1], refs=())
    empty = Section("3", "Без строк")
    document = replace(with_passed(6), sections=(DOCUMENT.sections[0], loose, empty))
    assert titles(apply_edits(document, taken(6)))[1:] == [
        ["Посетить уроки", "Строка 6"],
        [],
    ]


def test_a_plan_without_sections_begins_with_the_taken_row() -> None:
    document = replace(with_passed(6), sections=())
    assert titles(apply_edits(document, taken(6))) == [["Строка 6"]]


def test_a_taken_row_is_mended_joined_and_named_as_others_are() -> None:
    document = with_passed(6)
    mended = apply_edits(document, taken(6) | {"0.6:title": "Новый урок"})
    assert titles(mended)[1] == ["Посетить уроки", "Новый урок"]
    joined = apply_edits(document, taken(6) | {"0.6:row": "join"})
    assert titles(joined)[1] == ["Посетить уроки Строка 6"]
    section = apply_edits(document, taken(6) | {"0.6:row": "section"})
    assert [part.title for part in section.sections][2:] == ["Строка 6"]


def test_the_review_knows_that_a_person_took_it() -> None:
    lines = review_parts(with_passed(6), taken(6))[1].lines
    assert [line.mended for line in lines] == [frozenset(), {"passed_row"}]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("0.6:passed_row", ""),
        ("0.6:title", "Строка 6"),
        ("0.6:section_title", "Строка 6"),
        ("0.2:passed_row", None),
        ("0.7:title", None),
    ],
)
def test_the_text_that_was_read_for_a_passed_row(key, text) -> None:
    assert read_text(with_passed(6), parse_key(key)) == text
