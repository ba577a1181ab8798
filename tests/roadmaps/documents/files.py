"""Builds small docx, xlsx and pdf files, honest and hostile."""

import io
import zipfile
from pathlib import Path

import docx
import weasyprint
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def docx_bytes(document) -> bytes:
    """Return the file of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_of(*rows: tuple[str, ...]) -> bytes:
    """Return a Word file with one table."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return docx_bytes(document)


def xml(element: str):
    """Return an element of Word's own language."""
    return parse_xml(element.replace(">", f" {nsdecls('w')}>", 1))


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a package with one more part, or with one replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
        new.writestr(name, part)
    return stream.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """Return one part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def xlsx_of(
    path: Path,
    rows: list[list[object]],
    merges: tuple[tuple[int, int, int, int], ...] = (),
) -> Path:
    """Write a workbook with one sheet."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("План")
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "year"):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
        for first, left, last, right in merges:
            sheet.merge_range(first, left, last, right, rows[first][left])
    return path


def pdf_of(html: str, *, page: str = "A5 landscape") -> bytes:
    """Return the PDF of a page with ruled tables."""
    style = (
        f"@page {{ size: {page}; margin: 15mm; }}"
        "table { border-collapse: collapse; width: 100%; }"
        "td, th { border: 1px solid black; vertical-align: top; padding: 2px; }"
        "body { font: 9pt serif; hyphens: none; }"
    )
    return weasyprint.HTML(string=f"<style>{style}</style>{html}").write_pdf()
