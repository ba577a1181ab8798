"""An attached file is what its content says, whatever it is called."""

import io
import zipfile

import pytest

from schools.ingest.attached import DOCX, ODT, XLSX, attached_type


def package(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<xml/>")
    return content.getvalue()


PDF = b"%PDF-1.7 text"
JPEG = b"\xff\xd8\xff\xe0 picture"
PNG = b"\x89PNG\r\n\x1a\n picture"
WORD = package("word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("Приказ.pdf", PDF, "application/pdf"),
        ("Приказ.PDF ", PDF, "application/pdf"),
        ("scan.pdf", b"\x00\x00 %PDF-1.4", "application/pdf"),
        ("фото.jpg", JPEG, "image/jpeg"),
        ("фото.jpeg", JPEG, "image/jpeg"),
        ("фото.png", PNG, "image/png"),
        ("справка.docx", WORD, DOCX),
        ("реестр.xlsx", package("xl/workbook.xml"), XLSX),
        ("справка.odt", package("content.xml"), ODT),
        # Named as something else than it is.
        ("приказ.pdf", JPEG, None),
        ("фото.png", b"<html><script>alert(1)</script>", None),
        ("справка.docx", package("xl/workbook.xml"), None),
        ("справка.docx", b"PK\x03\x04 cut off", None),
        ("справка.docx", b"", None),
        ("справка.docx", package("word/document.xml", "word/vbaProject.bin"), None),
        # Nothing to attach at all.
        ("страница.html", b"<html>", None),
        ("рисунок.svg", b"<svg/>", None),
        ("справка.docm", WORD, None),
        ("файл", PDF, None),
    ],
)
def test_the_content_decides(name, content, expected):
    stream = io.BytesIO(content)
    assert attached_type(stream, name=name) == expected
    assert stream.tell() == 0
