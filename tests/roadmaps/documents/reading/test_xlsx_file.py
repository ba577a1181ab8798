"""Workbooks: lines above a table, merged cells, numbers and days of cells."""

import datetime as dt

from roadmaps.documents import read_document, understand
from roadmaps.documents.model import RawParagraph
from tests.roadmaps.documents.files import xlsx_of


HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]


def read(tmp_path, rows, merges=()):
    path = xlsx_of(tmp_path / "a.xlsx", rows, merges)
    return read_document(path, name="a.xlsx")


def test_lines_above_the_table_are_paragraphs(tmp_path):
    raw = read(
        tmp_path,
        [["Дорожная карта"], [], ["на 2022 год"], HEADER, [1, "Семинар", "май", "МЦ"]],
    )
    assert [type(block) for block in raw.blocks[:2]] == [RawParagraph, RawParagraph]
    assert raw.tables[0].rows[1] == ("1", "Семинар", "май", "МЦ")
    assert raw.tables[0].place == "лист «План»"


def test_merged_cells_keep_their_place(tmp_path):
    raw = read(
        tmp_path,
        [
            ["Дорожная карта"],
            HEADER,
            ["Раздел 1. А", "", "", ""],
            [1, "Семинар", "май", "МЦ"],
        ],
        ((2, 0, 2, 3),),
    )
    assert raw.tables[0].spans == ((1, 0, 1, 3),)
    assert raw.tables[0].merged == {(1, 1), (1, 2), (1, 3)}


def test_another_header_begins_another_table(tmp_path):
    passport = [["Цель", "Рост"], ["Срок", "2022"], ["Задачи", "Опрос"]]
    raw = read(tmp_path, [*passport, HEADER, [1, "Семинар", "май", "МЦ"]])
    assert [len(table.rows) for table in raw.tables] == [3, 2]


def test_a_number_that_lost_its_zero(tmp_path):
    rows = [
        [1 + n / 10 if n < 10 else 1.1, "Семинар", "май", "МЦ"] for n in range(1, 11)
    ]
    raw = read(tmp_path, [HEADER, *rows, [1.11, "Совет", "май", "МЦ"]])
    document = understand(raw, today=dt.date(2022, 10, 1))
    assert [a.number for a in document.activities] == [f"1.{n}" for n in range(1, 12)]
    assert [f.code for f in document.findings] == ["undefined_abbreviation"]


def test_numbers_and_days(tmp_path):
    rows = [
        HEADER,
        [1.1, "Семинар", dt.date(2022, 9, 15), "МЦ"],
        [2.0, "Совет", 2023, "УО"],
    ]
    raw = read(tmp_path, rows)
    assert raw.tables[0].rows[1:] == (
        ("1.1", "Семинар", "15.09.2022", "МЦ"),
        ("2", "Совет", "2023", "УО"),
    )
    document = understand(raw, today=dt.date(2022, 10, 1))
    assert [span.start for span in document.activities[0].term.spans] == [
        dt.date(2022, 9, 15)
    ]
