"""Files of every kind give the same paragraphs; hostile ones give one sentence."""

import docx
import pikepdf
import pytest

from roadmaps.comparison import read_text
from roadmaps.comparison.reading import MOST_PARAGRAPHS
from roadmaps.uploads import UploadLimits, UploadRefusedError
from tests.roadmaps.documents.files import docx_bytes, pdf_of
from tests.roadmaps.uploads.files import (
    docx_with,
    odt_with,
    pdf_with,
    with_parts,
    xlsx_with,
)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Цель\tпрограммы ")
    document.add_paragraph(" ")
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(
        table.rows,
        (("Мера", "Срок", "Кто"), ("Анализ\nитогов", "", "Завуч")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Риски")
    return docx_bytes(document)


def row(*texts: str) -> str:
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row>{cells}</table:table-row>"


TEXT = ("Цель программы", "Мера | Срок | Кто", "Анализ итогов | Завуч", "Риски")
TABLE = (
    "<table border=1><tr><td>Мера</td><td>Срок</td><td>Кто</td></tr>"
    "<tr><td>Анализ итогов</td><td></td><td>Завуч</td></tr></table>"
)
ODT = odt_with(
    f"<text:p>Цель<text:tab/>программы</text:p><table:table>{row('Мера', 'Срок', 'Кто')}"
    f"{row('Анализ итогов', '', 'Завуч')}</table:table><text:p>Риски</text:p>"
)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("Программа.docx", word),
        ("Программа.odt", lambda: ODT),
        ("Программа.pdf", lambda: pdf_of(f"<p>Цель программы</p>{TABLE}<p>Риски</p>")),
        (
            "Программа.xlsx",
            lambda: xlsx_with(
                ("Цель программы",),
                ("Мера", "Срок", "Кто"),
                ("Анализ итогов", "", "Завуч"),
                ("Риски",),
            ),
        ),
    ],
)
def test_every_kind_gives_the_same_text(name, make):
    assert read_text(make(), name=name) == TEXT


def test_page_furniture_of_a_pdf_is_left_out():
    long = (
        "Школа проводит анализ итогов и обсуждает его на педагогическом совете. " * 20
    )
    html = (
        "<style>@page { @top-center { content: 'Программа школы № 5' }"
        " @bottom-center { content: counter(page) ' из 9' } }</style>"
        + "".join(f"<p>{n} глава. {long}</p>" for n in range(1, 7))
    )
    found = read_text(pdf_of(html), name="a.pdf")
    assert [
        text for text in found if "Программа школы" in text or " из 9" in text
    ] == []
    assert found[0].startswith(
        "1 глава. Школа проводит анализ итогов и обсуждает его на"
    )


def test_signs_that_no_database_keeps_are_left_out():
    content = xlsx_with(("a_x0001_b", "c\u200b\ufffe"))
    (line,) = read_text(content, name="a.xlsx")
    assert "\x01" not in line
    assert "\ufffe" not in line


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"", "empty"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.docx", ODT, "wrong_content"),
        ("a.docx", docx_with(""), "no_text"),
        ("a.docx", with_parts(docx_with(), word__vbaProject="x"), "macros"),
        ("a.odt", odt_with("", {"Basic/a.xml": "x"}), "macros"),
        ("a.odt", odt_with("", {"a": b"0" * 2**24}), "zip_bomb"),
        ("a.pdf", pdf_with(), "scan"),
        (
            "a.pdf",
            pdf_with(encryption=pikepdf.Encryption(user="u", owner="o")),
            "password",
        ),
        ("a.html", b"<html>", "unknown_extension"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_sentence(name, content, code):
    with pytest.raises(UploadRefusedError) as refused:
        read_text(content, name=name)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert refused.value.message.count(". ") == 0
    assert "дорожн" not in refused.value.message


def test_limits():
    with pytest.raises(UploadRefusedError) as refused:
        read_text(b"x" * (2**20 + 1), name="a.docx", limits=UploadLimits(megabytes=1))
    assert refused.value.code == "too_large"
    rows = "<text:p>а</text:p>" * (MOST_PARAGRAPHS + 1)
    with pytest.raises(UploadRefusedError) as refused:
        read_text(odt_with(rows), name="a.odt")
    assert refused.value.code == "too_long"
