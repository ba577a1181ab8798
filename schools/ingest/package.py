"""Looks through every part of an xlsx or ods package for what a table must not hold."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schools.ingest.archive import Part, list_parts, stream_part
from schools.ingest.errors import refusal
from schools.ingest.extent import OdsExtent, XlsxExtent
from schools.ingest.limits import Limits, refuse_large_table


# Enough to find a mark that is cut by the border of two pieces.
OVERLAP = 512

# What a part's name says, before it is opened: pattern → refusal.
FORBIDDEN_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"vbaProject|vbaData|/macrosheets/|/activeX/", re.IGNORECASE),
        "macros",
    ),
    (re.compile(r"^(Basic|Scripts)/", re.IGNORECASE), "macros"),
    (
        re.compile(r"^xl/(externalLinks/|connections|queryTables/)", re.IGNORECASE),
        "external_links",
    ),
    (re.compile(r"/embeddings/", re.IGNORECASE), "embedded_objects"),
)
# Pictures may be SVG with a harmless document type; nobody here opens them.
PICTURES = re.compile(r"^(xl/media|Pictures)/[^/]+\.svg$", re.IGNORECASE)


def _wide(text: bytes) -> bytes:
    """Match `text` in UTF-8 and in both orders of UTF-16."""
    letters = text.decode("ascii")
    spellings = (letters.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
    return b"|".join(re.escape(spelling) for spelling in spellings)


# What the text of a part says. Only the first group is looked for in all parts.
DOCTYPE = re.compile(_wide(b"<!DOCTYPE") + b"|" + _wide(b"<!ENTITY"))
XLSX_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
HYPERLINK_TYPE = re.compile(rb"""Type=["'][^"']*/hyperlink["']""")
XLSX_MACRO_TYPE = re.compile(rb"macroEnabled|ms-office\.vbaProject", re.IGNORECASE)
Mark = tuple[re.Pattern[bytes], str]
ODS_MARKS: tuple[Mark, ...] = (
    (re.compile(rb"<script:|<office:script[ >]"), "macros"),
    (re.compile(rb"<table:table-source|<office:dde-source|cell-range-source"),
     "external_links"),
    (re.compile(rb"manifest:encryption-data|<\w+:encrypted-key"), "password"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the reader has to know about an accepted package."""

    has_error_cells: bool = False
    has_percent_formats: bool = False


def inspect_xlsx(path: Path, limits: Limits) -> PackageFacts:
    """Refuse a workbook that is hostile or holds more than tables; return its facts."""
    parts = _allowed_parts(path, limits)
    _refuse_foreign_package(parts, "xl/workbook.xml")
    total = cells = 0
    errors = percents = False
    for part in parts:
        # A sheet may lie under any name, so every part is measured.
        extent = XlsxExtent()
        for piece in _clean_pieces(path, part, limits):
            total = _counted(total, len(piece.fresh), limits)
            _check_xlsx_piece(part.name, piece.text)
            extent.feed(piece.fresh)
            errors = errors or b't="e"' in piece.text
            percents = percents or (
                part.name == "xl/styles.xml" and _declares_percent(piece.text)
            )
        cells += extent.cells
        refuse_large_table(cells=cells, columns=extent.columns, limits=limits)
    return PackageFacts(has_error_cells=errors, has_percent_formats=percents)


def inspect_ods(path: Path, limits: Limits) -> PackageFacts:
    """Refuse a spreadsheet that is hostile or holds more than tables."""
    extent = OdsExtent()
    for name, fresh in open_document_pieces(path, limits, marks=ODS_MARKS):
        if name == "content.xml":
            extent.feed(fresh)
            refuse_large_table(
                cells=extent.cells, columns=extent.columns, limits=limits
            )
    extent.close()
    return PackageFacts()


def open_document_pieces(
    path: Path, limits: Limits, *, marks: Sequence[Mark]
) -> Iterator[tuple[str, bytes]]:
    """Yield names and fresh bytes of the parts of an OpenDocument, each looked through.

    Parameters
    ----------
    path : Path
        The package.
    limits : Limits
        Bounds of its parts and of all of them together.
    marks : sequence of (pattern, str)
        What no part may say, with the code of the refusal.

    Raises
    ------
    RefusedFile
        When it is no OpenDocument, is hostile, or says what it must not.
    """
    parts = _allowed_parts(path, limits)
    _refuse_foreign_package(parts, "content.xml")
    total = 0
    # The manifest says whether the other parts can be read without a password.
    for part in sorted(parts, key=lambda part: part.name != "META-INF/manifest.xml"):
        for piece in _clean_pieces(path, part, limits):
            total = _counted(total, len(piece.fresh), limits)
            for mark, code in marks:
                if mark.search(piece.text):
                    raise refusal(code)
            yield part.name, piece.fresh


@dataclass(frozen=True, slots=True)
class _Piece:
    """Fresh bytes of a part, and the same bytes after the tail of the last piece."""

    fresh: bytes
    text: bytes


def _clean_pieces(path: Path, part: Part, limits: Limits) -> Iterator[_Piece]:
    """Yield the pieces of a part; refuse a document type in any of them."""
    tail = b""
    is_picture = PICTURES.match(part.name) is not None
    for fresh in stream_part(path, part, limits):
        text = tail + fresh
        # Plain substrings first: the pattern is ten times slower.
        may_declare = b"<!" in text or b"<\0!" in text
        if may_declare and not is_picture and DOCTYPE.search(text):
            raise refusal("doctype")
        yield _Piece(fresh, text)
        tail = text[-OVERLAP:]


def _allowed_parts(path: Path, limits: Limits) -> list[Part]:
    parts = list_parts(path, limits)
    for part in parts:
        for pattern, code in FORBIDDEN_NAMES:
            if pattern.search(part.name):
                raise refusal(code)
    return parts


def _refuse_foreign_package(parts: Iterable[Part], needed: str) -> None:
    if needed not in {part.name for part in parts}:
        raise refusal("damaged")


def _counted(total: int, fresh: int, limits: Limits) -> int:
    if total + fresh > limits.unpacked_bytes:
        raise refusal("zip_bomb")
    return total + fresh


def _check_xlsx_piece(name: str, text: bytes) -> None:
    if name == "[Content_Types].xml" and XLSX_MACRO_TYPE.search(text):
        raise refusal("macros")
    if not name.endswith(".rels"):
        return
    for relation in XLSX_RELATION.findall(text):
        # A hyperlink in a cell is a text for people; anything else is fetched.
        if b"External" in relation and not HYPERLINK_TYPE.search(relation):
            raise refusal("external_links")


def _declares_percent(text: bytes) -> bool:
    """Say whether the styles hold a percentage format, built in (9, 10) or own."""
    return re.search(rb'numFmtId="(9|10)"|formatCode="[^"]*%', text) is not None
