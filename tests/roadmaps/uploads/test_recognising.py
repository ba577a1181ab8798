"""A programme's file is what its content says, and harmless, or one sentence refuses it."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from roadmaps.uploads import UploadLimits, UploadRefusedError, recognise
from schools.ingest.attached import DOCX, ODT, PDF, XLSX
from tests.roadmaps.uploads.files import (
    docx_with,
    odt_with,
    pdf_with,
    with_body,
    with_parts,
    xlsx_with,
    zip_of,
)
from tests.schools.ingest.files import write_compound


WORD, TEXT, BOOK, PAGE = (
    docx_with(),
    odt_with("<text:p>Программа</text:p>"),
    xlsx_with(),
    pdf_with(),
)


def code_of(content: bytes, name: str, **limits: int) -> str:
    with pytest.raises(UploadRefusedError) as refused:
        recognise(content, name=name, limits=UploadLimits(**limits))
    # One sentence, whatever was wrong.
    assert refused.value.message.count(". ") == 0
    assert refused.value.message.endswith(".")
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "content", "kind", "content_type"),
    [
        ("Программа.docx", WORD, "docx", DOCX),
        ("Программа.DOCX ", WORD, "docx", DOCX),
        ("Программа.odt", TEXT, "odt", ODT),
        ("Программа.pdf", PAGE, "pdf", PDF),
        # A scanner's own bytes in front of the mark, a gateway's foot behind the end.
        ("Приказ.pdf", b"\x00\x00scan\n" + PAGE, "pdf", PDF),
        ("Приказ.pdf", PAGE + b"\nchecked by the gateway\n", "pdf", PDF),
        ("Показатели.xlsx", BOOK, "xlsx", XLSX),
    ],
)
def test_an_honest_file_is_taken(name, content, kind, content_type):
    upload = recognise(content, name=name)
    assert (upload.kind, upload.content_type, upload.size) == (
        kind,
        content_type,
        len(content),
    )


def test_a_file_on_disk_is_taken_as_its_content_is(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(WORD)
    assert recognise(path, name="a.docx") == recognise(WORD, name="a.docx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PAGE, "документ PDF"),
        (TEXT, "документ odt"),
        (BOOK, "таблица xlsx"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "веб-страница"),
        (b"\xef\xbb\xbf <HTML>", "веб-страница"),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "рисунок SVG"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "разметка XML"),
        (b"MZ\x90\x00 program", "программа"),
        (b"\x7fELF", "программа"),
        (b"#!/bin/sh\nrm", "программа"),
        (b"{\\rtf1 text}", "документ rtf"),
        (b"\x89PNG\r\n\x1a\n", "изображение"),
        (b"Rar!\x1a\x07", "архив"),
        (zip_of({"readme.txt": "text"}), "архив"),
        (zip_of({"ppt/presentation.xml": "<x/>"}), "презентация"),
        ("Просто текст".encode(), "простой текст"),
        (b"\x01\x00\x02", "данные неизвестного вида"),
    ],
)
def test_the_refusal_names_what_is_inside(content, words):
    with pytest.raises(UploadRefusedError) as refused:
        recognise(content, name="Программа.docx")
    assert refused.value.message == (
        f"Файл назван «.docx», а внутри {words}: откройте его в своей программе"
        " и сохраните в формате docx, odt, pdf или xlsx."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", WORD),
        ("a.xlsx", WORD),
        ("a.odt", WORD),
        ("a.odt", zip_of({"mimetype": "application/x-other", "content.xml": "<x/>"})),
        ("a.docx", b"\x00" + WORD),
        ("a.pdf", b"PK\x03\x04 %PDF-1.7 %%EOF"),
    ],
)
def test_another_ending_is_refused(name, content):
    assert code_of(content, name) == "wrong_content"


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.exe", "a.doc", "a", "a.docx.zip"]
)
def test_an_unknown_ending_is_refused_whatever_is_inside(name):
    assert code_of(WORD, name) == "unknown_extension"


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.xlsb", "a.pptm"])
def test_an_ending_of_macros_is_refused(name):
    assert code_of(WORD, name) == "macros"


def test_size():
    assert code_of(b"", "a.docx") == "empty"
    with pytest.raises(UploadRefusedError) as refused:
        recognise(b"\0" * (2**20 + 1), name="a.docx", limits=UploadLimits(megabytes=1))
    assert refused.value.message == (
        "Файл больше 1 МБ: уменьшите картинки или сохраните документ в PDF меньшего"
        " качества и загрузите снова."
    )


def field(code: str) -> str:
    return f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_parts(WORD, word__vbaProject="x"), "macros"),
        (with_parts(WORD, word__embeddings__oleObject1="x"), "embedded_objects"),
        (with_parts(WORD, word__run="x") + b"tail", "damaged"),
        (with_parts(WORD, **{"word__setup.exe": "MZ"}), "programs"),
        (with_parts(WORD, **{"word__afchunk.mht": "x"}), "embedded_objects"),
        (with_parts(WORD, **{"word__page.html": "x"}), "embedded_objects"),
        (with_parts(WORD, **{"..__evil.xml": "<x/>"}), "unsafe_path"),
        (with_parts(WORD, **{"word__x.xml": "<!DOCTYPE x><x/>"}), "doctype"),
        (with_body(WORD, field("DDEAUTO c:\\\\windows\\\\cmd.exe")), "macros"),
        # The code cut into runs, its letters written as numbers, its prefix renamed.
        (with_body(WORD, field("DD") + field("EAUTO cmd")), "macros"),
        (with_body(WORD, field("&#68;&#68;E cmd")), "macros"),
        (with_body(WORD, '<w:fldSimple w:instr=" DDE cmd "/>'), "macros"),
        (with_body(WORD, field("INCLUDETEXT http://host/a.docx")), "external_links"),
        (with_body(WORD, "<w:broken>"), "damaged"),
        (zip_of({"a.xml": "<x/>", "word/document.xml": b"0" * 2**24}), "zip_bomb"),
    ],
)
def test_a_hostile_docx_is_refused(content, code):
    assert code_of(content, "Программа.docx") == code


def test_harmless_fields_stay():
    body = field(" PAGE ") + field(" DATE \\@ dd.MM.yyyy ") + field(" HYPERLINK x ")
    assert recognise(with_body(WORD, body), name="a.docx").kind == "docx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (odt_with("<text:p/>", {"Basic/script-lc.xml": "<x/>"}), "macros"),
        (odt_with("<text:p/>", {"Scripts/python/a.py": "x"}), "macros"),
        (odt_with('<script:event-listener script:event-name="load"/>'), "macros"),
        (odt_with('<text:section-source href="../a.odt"/>'), "external_links"),
        (odt_with('<draw:object-ole href="./Object 1"/>'), "embedded_objects"),
        (odt_with("<draw:plugin />"), "embedded_objects"),
        (
            odt_with("", {"META-INF/manifest.xml": "<manifest:encryption-data>"}),
            "password",
        ),
        (odt_with("", {"run.bat": "del"}), "programs"),
        (zip_of({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
    ],
)
def test_a_hostile_odt_is_refused(content, code):
    assert code_of(content, "Программа.odt") == code


def test_a_hostile_book_is_refused():
    assert code_of(with_parts(BOOK, xl__vbaProject="x"), "a.xlsx") == "macros"
    linked = with_parts(BOOK, **{"xl__externalLinks__link1.xml": "<x/>"})
    assert code_of(linked, "a.xlsx") == "external_links"


class TestPolyglots:
    def test_a_package_with_a_pdf_at_its_start(self):
        parts = {"%PDF-1.7 1 0 obj": "", "word/document.xml": "<x/>"}
        assert code_of(zip_of(parts), "a.docx") == "mixed_content"

    def test_a_package_with_a_comment(self):
        parts = {"word/document.xml": "<x/>"}
        commented = zip_of(parts, comment=b"<script>alert(1)</script>")
        assert code_of(commented, "a.docx") == "mixed_content"
        assert recognise(zip_of(parts), name="a.docx").kind == "docx"

    def test_a_pdf_with_an_archive_behind(self):
        assert code_of(PAGE + zip_of({"a.txt": "x"}), "a.pdf") == "mixed_content"

    def test_a_pdf_with_an_archive_inside(self):
        hidden = PAGE + zip_of({"a.txt": "x"}, comment=b"\n%%EOF")
        assert code_of(hidden, "a.pdf") == "mixed_content"

    def test_a_pdf_with_a_page_around_it(self):
        # In front of the mark a page is taken for a page.
        assert code_of(b"<html><script>1</script>" + PAGE, "a.pdf") == "wrong_content"
        assert code_of(PAGE + b"<html><script>", "a.pdf") == "mixed_content"

    def test_a_pdf_with_much_behind_its_end(self):
        assert code_of(PAGE + b"x" * 2000, "a.pdf") == "mixed_content"


class TestPdf:
    def test_code_is_refused(self):
        def add(document):
            document.Root.OpenAction = Dictionary(
                S=Name.JavaScript, JS=String("app.alert(1)")
            )

        assert code_of(pdf_with(add), "a.pdf") == "macros"

    def test_code_packed_in_a_stream_is_refused(self):
        def add(document):
            action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
            document.Root.OpenAction = document.make_indirect(action)

        packed = pdf_with(add, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert b"Launch" not in packed
        assert code_of(packed, "a.pdf") == "macros"

    def test_code_under_a_hidden_name_is_refused(self):
        def add(document):
            document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))

        content = pdf_with(add)
        hidden = content.replace(b"/JavaScript", b"/J#61vaScript")
        assert hidden != content
        assert code_of(hidden, "a.pdf") == "macros"

    def test_other_files_are_refused(self):
        def add(document):
            document.attachments["a.exe"] = b"MZ"

        assert code_of(pdf_with(add), "a.pdf") == "embedded_objects"

    def test_the_word_in_a_text_is_no_code(self):
        def add(document):
            text = b"BT (/S /JavaScript /EmbeddedFile) Tj ET"
            document.pages[0].Contents = Array([Stream(document, text)])

        assert recognise(pdf_with(add), name="a.pdf").kind == "pdf"

    def test_a_password_is_refused(self):
        locked = pdf_with(encryption=pikepdf.Encryption(user="secret", owner="o"))
        assert code_of(locked, "a.pdf") == "password"

    def test_a_file_protected_from_changes_alone_is_taken(self):
        protected = pdf_with(encryption=pikepdf.Encryption(user="", owner="o"))
        assert recognise(protected, name="a.pdf").kind == "pdf"

    def test_a_file_cut_off_is_refused(self):
        assert code_of(PAGE[: len(PAGE) // 2], "a.pdf") == "damaged"


@pytest.mark.parametrize(
    ("streams", "ending", "code"),
    [
        ({"WordDocument": b"x"}, ".docx", "wrong_content"),
        ({"WordDocument": b"x"}, ".odt", "wrong_content"),
        ({"WordDocument": b"x"}, ".pdf", "wrong_content"),
        ({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}, ".docx", "password"),
        ({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}, ".xlsx", "password"),
    ],
)
def test_an_old_document_and_a_locked_one(tmp_path, streams, ending, code):
    path = write_compound(tmp_path / "a", streams)
    assert code_of(path.read_bytes(), f"Программа{ending}") == code


def test_an_old_document_is_named(tmp_path):
    path = write_compound(tmp_path / "a", {"WordDocument": b"x"})
    with pytest.raises(UploadRefusedError, match="внутри документ старого формата"):
        recognise(path, name="Программа.docx")
