"""Refuses a text of OpenDocument that is hostile, locked or fetches its content."""

import re
from pathlib import Path

from schools.ingest.archive import list_parts, read_part
from schools.ingest.compound import SIGNATURE, is_protected_package
from schools.ingest.errors import refusal
from schools.ingest.limits import Limits
from schools.ingest.package import ODS_MARKS, Mark, open_document_pieces


ODT_TYPE = b"application/vnd.oasis.opendocument.text"
LONGEST_TYPE = 200
# What a text may say besides what a table may: sections of other files, live links,
# frames that open a program. A linked picture is fetched only when a person asks.
ODT_MARKS: tuple[Mark, ...] = (
    *ODS_MARKS,
    (re.compile(rb"<text:section-source[ >]|<text:dde-connection"), "external_links"),
    (re.compile(rb"<draw:(?:applet|plugin|floating-frame|object-ole)[ >]"),
     "embedded_objects"),
)  # fmt: skip


def inspect_odt(path: Path, limits: Limits) -> None:
    """Refuse a file that is no text of OpenDocument or holds more than a text.

    Raises
    ------
    RefusedFile
        ``wrong_content``, ``damaged``, ``password``, ``macros``, ``external_links``,
        ``embedded_objects``, ``doctype``, ``zip_bomb``, ``unsafe_path`` or
        ``too_many_entries``.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(SIGNATURE) and is_protected_package(path):
        raise refusal("password")
    if not head.startswith(b"PK"):
        raise refusal("wrong_content", extension=".odt", content="")
    parts = {part.name: part for part in list_parts(path, limits)}
    declared = b""
    if "mimetype" in parts:
        declared = read_part(path, parts["mimetype"], limits, at_most=LONGEST_TYPE)
    if declared.strip() != ODT_TYPE:
        raise refusal("wrong_content", extension=".odt", content="")
    for _ in open_document_pieces(path, limits, marks=ODT_MARKS):
        pass
