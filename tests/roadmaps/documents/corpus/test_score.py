"""The measure itself: a perfect reading has every cell, and each slip costs one."""

from dataclasses import replace

import pytest

from roadmaps.documents.model import Party, Section
from roadmaps.terms import Kind, Term
from tests.roadmaps.documents.corpus.echo import perfect
from tests.roadmaps.documents.corpus.plans import PLANS
from tests.roadmaps.documents.corpus.score import number, plain, score


PLAN = next(plan for plan in PLANS if plan.name == "zarechensk")


def changed(**fields):
    """Give the perfect reading of a plan with its first activity changed."""
    document = perfect(PLAN)
    first, *others = document.sections
    activity = replace(first.activities[0], **fields)
    section = replace(first, activities=(activity, *first.activities[1:]))
    return replace(document, sections=(section, *others))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_a_perfect_reading_has_every_cell(plan):
    assert score(plan, perfect(plan)).misses == ()


def test_names_are_different():
    assert len({plan.name for plan in PLANS}) == len(PLANS) >= 16


@pytest.mark.parametrize(
    ("fields", "missed"),
    [
        ({"number": "7"}, ["number"]),
        ({"title": "Создание районного координационного"}, ["title"]),
        ({"parties": (Party("Управление"), Party("образования"))}, ["responsible"]),
        ({"result": ""}, ["outcome"]),
        ({"document": "Приказ"}, ["outcome"]),
        ({"term": Term("август", Kind.MONTH)}, ["term", "spans"]),
    ],
)
def test_each_slip_costs_its_cells(fields, missed):
    found = score(PLAN, changed(**fields)).misses
    assert [miss.field for miss in found] == missed


def test_a_lost_section_costs_itself_and_the_place_of_its_activities():
    document = perfect(PLAN)
    first, second, *others = document.sections
    joined = replace(first, activities=first.activities + second.activities)
    found = score(PLAN, replace(document, sections=(joined, *others))).misses
    assert [miss.field for miss in found] == ["section", "section", "section"]


def test_what_is_not_in_the_plan_costs_too():
    document = perfect(PLAN)
    extra = Section("9", "Телефон для справок", activities=())
    found = score(PLAN, replace(document, sections=(*document.sections, extra))).misses
    assert [(miss.field, miss.actual) for miss in found] == [
        ("extra", "Телефон для справок")
    ]


def test_a_lost_activity_costs_every_column():
    document = perfect(PLAN)
    first, *others = document.sections
    shorter = replace(first, activities=first.activities[1:])
    found = score(PLAN, replace(document, sections=(shorter, *others))).misses
    assert [miss.field for miss in found] == [
        "number",
        "result",
        "term",
        "title",
        "who",
    ]


def test_what_a_reader_does_not_see_costs_nothing():
    assert plain("обще\N{SOFT HYPHEN}обра-\nзование\N{NO-BREAK SPACE} шкoл") == (
        "общеобразование школ"
    )
    assert [number(text) for text in ("1.1.", "IV.", "2)", ".1")] == [
        "1.1",
        "4",
        "2",
        "1",
    ]
