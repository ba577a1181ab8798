"""Hostile, broken and foreign files get one clear sentence; good ones are read."""

import json
import pickle
import zlib

import pytest

from roadmaps.documents import (
    DocumentRefusedError,
    from_json,
    read_document,
    to_json,
)
from roadmaps.documents.limits import DocumentLimits
from tests.roadmaps.documents.files import docx_of, part_of, pdf_of, with_part, xlsx_of


PLAN = (("№", "Мероприятие", "Срок"), ("1", "Семинар", "май 2023"))
RELS = "word/_rels/document.xml.rels"


@pytest.fixture(scope="module")
def plan():
    return docx_of(*PLAN)


def refused(content, name="план.docx", **options):
    with pytest.raises(DocumentRefusedError) as caught:
        read_document(content, name=name, **options)
    assert caught.value.message.endswith(".")
    assert "{" not in caught.value.message
    return caught.value.code


def related(plan, kind, target):
    """Return the file with a reference out of it."""
    link = (
        f'<Relationship Id="x9" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    return with_part(plan, RELS, part_of(plan, RELS).replace(b"</Relationships>", link))


def test_a_path_and_its_bytes_read_alike(plan, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(plan)
    assert read_document(path, name="a.docx") == read_document(plan, name="a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf"])
def test_json_and_back(name, plan, tmp_path):
    contents = {
        "a.docx": plan,
        "a.xlsx": xlsx_of(
            tmp_path / "a.xlsx", [list(row) for row in PLAN]
        ).read_bytes(),
        "a.pdf": pdf_of(
            "<table><tr><td>№</td><td>Мероприятие</td></tr><tr><td>1</td><td>Семинар завучей</td></tr></table>"
        ),
    }
    raw = read_document(contents[name], name=name)
    assert from_json(json.loads(json.dumps(to_json(raw)))) == raw
    assert raw.tables[0].rows[1][:2][0] == "1"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.docx", "empty"),
        (b"text", "a.docx", "wrong_content"),
        (b"text", "a.pdf", "wrong_content"),
        (b"text", "a.doc", "unknown_extension"),
        (b"text", "a", "unknown_extension"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        (b"%PDF-1.7 broken", "a.pdf", "damaged"),
        (b"%PDF-1.7\n1 0 obj\nstartxref\n0\n%%EOF", "a.pdf", "damaged"),
        (b"PK\x03\x04", "a.docm", "macros"),
    ],
)
def test_broken_and_foreign_files(content, name, code):
    assert refused(content, name) == code


def test_truncated_package(plan):
    assert refused(plan[: len(plan) // 2]) == "damaged"


def test_document_that_is_no_document(plan, tmp_path):
    book = xlsx_of(tmp_path / "a.xlsx", [["1"]]).read_bytes()
    assert refused(book, "a.docx") == "wrong_content"
    assert refused(plan, "a.xlsx") == "wrong_content"


def test_macros(plan):
    assert refused(with_part(plan, "word/vbaProject.bin", b"x")) == "macros"


def test_entities(plan):
    body = part_of(plan, "word/document.xml")
    evil = body.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY x "y">]><w:document', 1)
    assert refused(with_part(plan, "word/document.xml", evil)) == "doctype"


def test_zip_bomb(plan):
    assert refused(with_part(plan, "word/media/a.png", bytes(60_000_000))) == "zip_bomb"


def test_embedded_object(plan):
    assert (
        refused(with_part(plan, "word/embeddings/oleObject1.bin", b"x"))
        == "embedded_objects"
    )


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("oleObject", "file:///C:/a.xls"),
        ("attachedTemplate", "http://evil.example/t.dotm"),
        ("subDocument", "b.docx"),
    ],
)
def test_outer_content(plan, kind, target):
    assert refused(related(plan, kind, target)) == "external_links"


@pytest.mark.parametrize(
    ("kind", "target"),
    [("hyperlink", "https://school.example"), ("attachedTemplate", "Normal.dotm")],
)
def test_harmless_references(plan, kind, target):
    assert read_document(related(plan, kind, target), name="a.docx").tables


def test_broken_xml(plan):
    assert refused(with_part(plan, "word/document.xml", b"<w:document")) == "damaged"


def test_document_without_text():
    assert refused(docx_of(("", ""))) == "no_text"


def test_pdf_without_text():
    picture = '<svg width="90" height="90"><rect width="80" height="80"/></svg>'
    assert refused(pdf_of(picture), "a.pdf") == "scan"


def test_pdf_with_a_password():
    """A standard lock whose key is not the empty one."""
    key = b"(" + b"k" * 32 + b")"
    content = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    place = len(content)
    content += (
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/ID[(a)(a)]/Encrypt"
        b"<</Filter/Standard/V 1/R 2/P -4/O"
        + key
        + b"/U"
        + key
        + b">>>>\nstartxref\n%d\n%%%%EOF" % place
    )
    assert refused(content, "a.pdf") == "password"


def test_pdf_with_too_many_pages():
    limits = DocumentLimits(pages=1)
    html = "<p>Первая страница плана</p><p style='break-before: page'>Вторая</p>"
    assert refused(pdf_of(html), "a.pdf", limits=limits) == "too_many_pages"


def test_pdf_that_takes_too_long():
    html = "<p>Первая страница плана</p>"
    assert (
        refused(pdf_of(html), "a.pdf", limits=DocumentLimits(seconds=-1)) == "too_long"
    )


@pytest.mark.parametrize("depth", [1, 2])
def test_pdf_bomb(depth):
    packed = zlib.compress(bytes(210 * 1024 * 1024), 9)
    if depth == 2:
        packed = zlib.compress(packed)
    content = (
        b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n"
        + packed
        + b"\nendstream\nstartxref\n0\n%%EOF"
    )
    assert refused(content, "a.pdf") == "zip_bomb"


def test_refusal_crosses_a_process_border():
    error = DocumentRefusedError("scan", "Нет текста.")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), again.code, again.message) == (
        DocumentRefusedError,
        "scan",
        "Нет текста.",
    )
