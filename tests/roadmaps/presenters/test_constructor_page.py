"""A section as the page draws it."""

import pytest

from roadmaps.constructor import completeness, field_of, part_of
from roadmaps.presenters.constructor_page import (
    next_part,
    part_links,
    seen_mark,
    value_words,
)
from tests.roadmaps.constructor.contents import TERM, whole


@pytest.mark.parametrize(
    ("content", "word", "mark"),
    [
        (whole(), "заполнен", "done"),
        ({"causes": [{"id": "c", "cause": "Чтение"}]}, "начат", "queued"),
        ({}, "не начат", "pending"),
    ],
)
def test_a_section_says_how_far_it_is(content, word, mark):
    causes = part_of("causes")
    links = part_links(completeness(content, **TERM), causes)
    link = next(link for link in links if link["is_now"])
    assert (link["number"], link["word"], link["mark"]) == (3, word, mark)


def test_sections_follow_each_other():
    assert next_part(part_of("passport")) is part_of("analysis")
    assert next_part(part_of("monitoring")) is None


def test_a_mark_follows_the_value():
    aim = field_of("aim")
    assert seen_mark(aim, None) == seen_mark(aim, "") != seen_mark(aim, "Цель")


def test_rows_are_told_one_a_line():
    rows = [
        {"id": "a", "risk": "Уйдёт", "answer": "Сеть"},
        {"id": "b", "risk": "Грипп"},
    ]
    words = "1. Уйдёт; Сеть\n2. Грипп"
    assert value_words(field_of("risks"), rows, (2026,)) == words
    assert value_words(field_of("factors"), ["a", "b"], (2026,)) == "a\nb"
    assert value_words(field_of("aim"), "Цель", (2026,)) == "Цель"
