"""The words of the paper: the grif, the passport, activities under their tasks."""

import datetime as dt
from types import SimpleNamespace

import pytest

from roadmaps.enums import ProgrammeState
from roadmaps.reports.programme_paper import EMPTY_DATE, Line, programme_paper
from schools.templatetags.portal_format import NBSP
from tests.roadmaps.constructor.contents import ENDS, STARTS, whole


def programme(**changes):
    values = {
        "title": "Ступени",
        "kind": SimpleNamespace(name="Школьная программа", short_name="ШППКО"),
        "school": SimpleNamespace(name="Школа № 5"),
        "starts_on": STARTS,
        "ends_on": ENDS,
        "state": ProgrammeState.DRAFT,
        "order_number": "",
        "order_date": None,
        **changes,
    }
    return SimpleNamespace(**values)


def paper(content, **changes):
    titles = {"parents": "Родители", "motivation": "Мотивация", "discipline": "Порядок"}
    return programme_paper(programme(**changes), content, factors=titles)


def chapter(made, title):
    return next(c for c in made.chapters if c.title.endswith(title))


def test_a_draft_leaves_the_order_to_be_filled_in():
    made = paper(whole())
    assert (made.is_draft, made.post, made.name, made.basis) == (
        *(True, "Директор школы", f"А.П.{NBSP}Иванова", EMPTY_DATE),
    )


def test_an_approved_one_names_its_order():
    made = paper(
        whole(),
        state=ProgrammeState.APPROVED,
        order_number="12",
        order_date=dt.date(2025, 9, 30),
    )
    day = f"30{NBSP}сентября 2025"
    assert (made.is_draft, made.basis) == (
        *(False, f"Приказ от {day}{NBSP}г. №{NBSP}12"),
    )


def test_the_passport_has_the_aim_with_its_day_and_the_tasks():
    lines = dict(paper(whole()).passport)
    day = f"31{NBSP}мая 2027{NBSP}г."
    assert (lines["Цель"], lines["Задачи"]) == (
        *(f"Снизить с 24 до 12 % (срок: до {day})", "1. Учить читать"),
    )
    assert (lines["Школа"], lines["Кто разработал"]) == ("Школа № 5", "Рабочая группа")


def test_activities_stand_under_their_tasks():
    rows = [
        {"id": "a", "task": "t2", "title": "Второе"},
        {"id": "b", "task": "t1", "title": "Первое"},
        {"id": "c", "task": "gone", "title": "Ничьё"},
    ]
    tasks = [{"id": "t1", "task": "Читать"}, {"id": "t2", "task": "Считать"}]
    (block,) = chapter(paper(whole(activities=rows, tasks=tasks)), "Мероприятия").blocks
    assert block.lines == (
        Line(("Задача 1. Читать",), is_heading=True),
        Line(("1", "Первое", "—", "—", "—")),
        Line(("Задача 2. Считать",), is_heading=True),
        Line(("2", "Второе", "—", "—", "—")),
        Line(("Без задачи",), is_heading=True),
        Line(("3", "Ничьё", "—", "—", "—")),
    )


def test_tasks_name_the_cause_they_answer():
    blocks = chapter(paper(whole()), "Цель и задачи").blocks
    assert blocks[1].lines == (Line(("1", "Учить читать", "1. Чтение")),)


def test_factors_are_named_by_their_titles():
    (block,) = chapter(paper(whole()), "Рисковый профиль").blocks
    assert block.text == ("– Родители", "– Мотивация", "– Порядок")


def test_frozen_numbers_say_of_which_day_they_are():
    table = {
        "columns": ["Работа", "2025"],
        "rows": [["ВПР", "3,2"], ["обрывок"]],
        "frozen_at": "2025-09-01T09:00:00+00:00",
    }
    block = chapter(paper(whole(results_table=table)), "Анализ").blocks[0]
    assert (block.header, block.lines, block.note) == (
        ("Работа", "2025"),
        (Line(("ВПР", "3,2")),),
        "По данным портала на 01.09.2025.",
    )


def test_what_was_not_written_is_a_dash():
    made = paper({})
    assert [c.blocks[0].text for c in made.chapters] == [("—",)] * 9
    assert dict(made.passport)["Цель"] == "—"


@pytest.mark.parametrize("content", [{"causes": "нет"}, {"factors": 3}, {"aim": []}])
def test_a_broken_content_is_printed_all_the_same(content):
    assert len(paper(content).chapters) == 9
