"""The Word document: upright, the grif at the right, the tables of the paper."""

import datetime as dt
import io

import docx

from roadmaps.reports.programme_docx import programme_docx
from schools.reports.layout import PROFILES
from tests.roadmaps.constructor.contents import whole
from tests.roadmaps.reports.test_programme_paper import paper


MADE = dt.datetime(2025, 9, 1, 9, 0, tzinfo=dt.UTC)


def written(content):
    made = programme_docx(paper(content), PROFILES["gost-2025"], made=MADE)
    return docx.Document(io.BytesIO(made))


def test_the_page_stands_and_the_grif_is_at_the_right():
    document = written(whole())
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grif = [p for p in document.paragraphs if p.paragraph_format.left_indent]
    assert [p.text for p in grif] == [
        *("ПРОЕКТ", "УТВЕРЖДАЮ", "Директор школы"),
        "_________________ А.П.\u00a0Иванова",
        "«___» ______________ 20___ г.",
    ]
    assert round(grif[1].paragraph_format.left_indent.mm) == 90


def test_the_passport_comes_first():
    tables = written(whole()).tables
    assert [cell.text for cell in tables[0].rows[0].cells] == ["Название", "Ступени"]


def test_indicators_have_a_column_for_each_year():
    table = next(t for t in written(whole()).tables if len(t.columns) == 8)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        [
            *("№", "Показатель", "Единица", "Исходное", "Цель 2026", "Цель 2027"),
            *("Откуда данные", "Кто отвечает"),
        ],
        ["1", "Доля «2»", "%", "24,5", "18", "12", "ВПР", "завуч"],
    ]


def test_the_same_words_give_the_same_bytes():
    one, two = (
        programme_docx(paper(whole()), PROFILES["gost-2025"], made=MADE)
        for _ in range(2)
    )
    assert one == two
