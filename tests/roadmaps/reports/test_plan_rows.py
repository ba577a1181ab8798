"""Rows of the printed plan: headings, goals, and every text in its column."""

import pytest

from roadmaps.models import Activity, Section
from roadmaps.presenters.papers_words import section_heading
from roadmaps.queries.papers import plan_content
from roadmaps.reports.columns import plan_columns
from roadmaps.reports.plan_rows import PlanRow, RowKind, plan_rows, section_prose
from tests.roadmaps.paper_place import PaperPlace


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        (Section(number="1", title="Кадры"), "1. Кадры"),
        (
            Section(kind="направление", number="2", title="Кадры"),
            "Направление 2. Кадры",
        ),
        (Section(number="IV", title="Кадры"), "IV. Кадры"),
        (Section(kind="Трек", title="Кадры"), "Трек. Кадры"),
        (Section(title="Кадры"), "Кадры"),
        (Section(number="3"), "3"),
        (Section(), ""),
    ],
)
def test_a_heading(section: Section, heading: str) -> None:
    assert section_heading(section) == heading


def test_goals_tasks_and_results_are_a_text_each() -> None:
    section = Section(goals=["Рост."], tasks=["Раз.", "Два."], expected_results=[])

    assert section_prose(section) == ["Цель: Рост.", "Задачи:\n– Раз.\n– Два."]


@pytest.mark.django_db
def test_rows_in_the_order_of_the_document() -> None:
    place = PaperPlace()
    content = plan_content(version=place.version)
    columns = plan_columns(
        [{"meaning": "number", "header": "№"}, {"meaning": "title", "header": "Дела"}],
        filled=frozenset(),
        milestones=(),
    )

    assert plan_rows(content, columns) == (
        PlanRow(RowKind.SECTION, "1. Работа с кадрами"),
        PlanRow(RowKind.PROSE, "Цель: Укрепить команды школ."),
        PlanRow(
            RowKind.PROSE,
            "Задачи:\n– Найти трудности учителей.\n– Помочь каждой школе.",
        ),
        PlanRow(RowKind.PROSE, "Ожидаемый результат: У школ есть наставники."),
        PlanRow(RowKind.ACTIVITY, cells=("1.1", "Назначить наставников")),
        PlanRow(RowKind.ACTIVITY, cells=("1.2", "Провести семинары")),
        PlanRow(RowKind.ACTIVITY, cells=("1.3", "Собрать отзывы")),
        PlanRow(RowKind.SECTION, "2. Результаты"),
        PlanRow(RowKind.ACTIVITY, cells=("2.1", "Сравнить итоги работ")),
        PlanRow(RowKind.ACTIVITY, cells=("2.2", "Отменённое дело")),
    )


@pytest.mark.django_db
def test_a_note_goes_back_into_the_columns_that_it_came_from() -> None:
    place = PaperPlace()
    Activity.objects.filter(pk=place.activities[0].pk).update(
        note="Место: школа\nФорма: встреча\nчай\nбез номера"
    )
    content = plan_content(version=place.version)
    columns = plan_columns(
        [
            {"meaning": "number", "header": "№"},
            {"meaning": "note", "header": "Место"},
            {"meaning": "note", "header": "Форма"},
        ],
        filled=frozenset(),
        milestones=(),
    )

    rows = [row.cells for row in plan_rows(content, columns) if row.cells]
    assert rows[0] == ("1.1", "школа", "встреча\nчай\nбез номера")
    assert rows[1] == ("1.2", "", "")


@pytest.mark.django_db
def test_a_column_of_sections_replaces_their_rows() -> None:
    place = PaperPlace()
    columns = plan_columns(
        [
            {"meaning": "section", "header": "Этап"},
            {"meaning": "number", "header": "№"},
        ],
        filled=frozenset(),
        milestones=(),
    )

    rows = plan_rows(plan_content(version=place.version), columns)
    assert [row.cells for row in rows if row.cells] == [
        ("1. Работа с кадрами", "1.1"),
        ("", "1.2"),
        ("", "1.3"),
        ("2. Результаты", "2.1"),
        ("", "2.2"),
    ]
    assert [row for row in rows if row.kind is RowKind.SECTION] == []
