"""PDF with text: ruled tables over pages, words kept whole, running heads left out."""

import datetime as dt

import pytest

from roadmaps.documents import read_document, understand
from roadmaps.documents.model import RawParagraph
from tests.roadmaps.documents.files import pdf_of


def cells(*rows, tag="td"):
    return "".join(
        "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in row) + "</tr>"
        for row in rows
    )


def read(html, **options):
    return read_document(pdf_of(html, **options), name="a.pdf")


def paragraphs(raw):
    return [block.text for block in raw.blocks if isinstance(block, RawParagraph)]


HEADER = cells(("№", "Мероприятие", "Срок", "Ответственный"), tag="th")


def test_table_and_merged_cells():
    raw = read(
        "<table>"
        + HEADER
        + "<tr><td colspan=4>Раздел 1. Управление</td></tr>"
        + cells(("1", "Семинар завучей", "май 2023", "МЦ"))
        + "</table>"
    )
    (table,) = raw.tables
    assert table.rows[1:] == (
        ("Раздел 1. Управление", "", "", ""),
        ("1", "Семинар завучей", "май 2023", "МЦ"),
    )
    assert table.spans == ((1, 0, 1, 3),)
    assert table.place == "страница 1"


def test_row_cut_by_the_page_is_one_row():
    long = " ".join(f"слово{n}" for n in range(220))
    raw = read(
        "<table>"
        + HEADER
        + cells(("1", long, "май 2023", "МЦ"), ("2", "Совет школ", "июнь 2023", "УО"))
        + "</table>",
        page="A6 landscape",
    )
    document = understand(raw, today=dt.date(2022, 10, 1))
    assert [a.number for a in document.activities] == ["1", "2"]
    assert document.activities[0].title.split() == long.split()


def test_two_tables_that_touch_are_two():
    first = (
        "<table style='table-layout: fixed'>"
        + cells(("1", "Семинар", "май", "МЦ"))
        + "</table>"
    )
    second = (
        "<table style='table-layout: fixed; margin-top: -1px'>"
        + cells(("Показатель первый", "100%", "да"))
        + "</table>"
    )
    assert [len(table.rows[0]) for table in read(first + second).tables] == [4, 3]


def test_running_heads_and_page_numbers_are_left_out():
    style = "<style>@page { @top-center { content: 'Программа района'; } @bottom-center { content: counter(page); } }</style>"
    body = "".join(
        f"<p style='break-before: page'>Страница о разделе {name}</p>"
        for name in ("один", "два", "три")
    )
    assert paragraphs(read(style + body)) == [
        "Страница о разделе один", "Страница о разделе два", "Страница о разделе три",
    ]  # fmt: skip


def test_two_columns_of_a_grif_are_read_one_after_another():
    html = "<div style='display: flex; justify-content: space-between'><div>СОГЛАСОВАНО<br>Совет школы</div><div>УТВЕРЖДАЮ<br>Директор школы</div></div>"
    assert paragraphs(read(html)) == [
        "СОГЛАСОВАНО",
        "Совет школы",
        "УТВЕРЖДАЮ",
        "Директор школы",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Информационно-методический центр",
        "Сентябрь-октябрь 2022",
        "Социально-психологическая служба",
    ],
)
def test_real_hyphens_stay(text):
    html = f"<p style='width: 22mm'>{text} для школ района</p>"
    assert text in " ".join(paragraphs(read(html)))


def test_words_of_a_narrow_cell_stay_in_it():
    html = (
        "<table style='table-layout: fixed; width: 60mm'>"
        + cells(("Распространение", "Мероприятия"), ("а", "б"))
        + "</table>"
    )
    assert read(html).tables[0].rows[0] == ("Распространение", "Мероприятия")
