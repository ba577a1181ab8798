"""Builds small programmes of every kind, honest and hostile."""

import io
import zipfile

import docx
import pikepdf
import xlsxwriter


ODT_TYPE = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("script", "script"),
    )
)


def zip_of(parts: dict[str, str | bytes], *, comment: bytes = b"") -> bytes:
    """Return a package of the parts in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        package.comment = comment
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, str | bytes]:
    """Return the parts of a package in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(content: bytes, **parts: str | bytes) -> bytes:
    """Return a package with parts added or replaced; `__` stands for a slash."""
    named = {name.replace("__", "/"): part for name, part in parts.items()}
    return zip_of({**parts_of(content), **named})


def docx_with(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs or ("Программа школы",):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(content: bytes, body: str) -> bytes:
    """Return a docx with XML put in front of its first paragraph."""
    parts = parts_of(content)
    document = parts["word/document.xml"].decode()
    return zip_of(
        {
            **parts,
            "word/document.xml": document.replace("<w:body>", f"<w:body>{body}"),
        }
    )


def odt_with(body: str, extra: dict[str, str | bytes] | None = None) -> bytes:
    """Return a text of OpenDocument with this XML inside of its text."""
    return zip_of(
        {
            "mimetype": ODT_TYPE,
            "content.xml": (
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
                f"<office:scripts/><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": "<manifest/>",
            **(extra or {}),
        }
    )


def xlsx_with(*rows: tuple[object, ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("Показатели")
        for number, row in enumerate(rows or (("Показатель", "Цель"),)):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def pdf_with(change=None, **options: object) -> bytes:
    """Return a PDF of one empty page after `change` has worked on it."""
    document = pikepdf.new()
    document.add_blank_page()
    if change is not None:
        change(document)
    stream = io.BytesIO()
    document.save(stream, **options)
    return stream.getvalue()
