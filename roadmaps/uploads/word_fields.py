"""Finds the field codes of Word that start a program without any macro."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from roadmaps.uploads.errors import upload_refusal
from schools.ingest.archive import Part, list_parts, stream_part
from schools.ingest.limits import Limits


# DDE asks another program to run; the others fetch a file when the page is laid out.
STARTS_PROGRAM = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
FETCHES = re.compile(r"\bINCLUDETEXT\b", re.IGNORECASE)
LONGEST_FIELDS = 1_000_000


class _Fields:
    """Collects field codes: Word may cut one into runs, so they are put together."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.size = 0
        self._is_code = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._is_code = name in ("instrText", "delInstrText")
        if name == "fldSimple":
            codes = (
                v for k, v in attributes.items() if k.rpartition("}")[2] == "instr"
            )
            self.data(f" {' '.join(codes)} ", is_code=True)
        elif name == "fldChar":
            self.data(" ", is_code=True)

    def end(self, _tag: str) -> None:
        self._is_code = False

    def data(self, text: str, *, is_code: bool = False) -> None:
        if is_code or self._is_code:
            self.codes.append(text)
            self.size += len(text)

    def close(self) -> None:
        """Demanded by the parser."""


def refuse_starting_fields(path: Path, limits: Limits) -> None:
    """Refuse a docx whose fields start a program or put in another file.

    Parameters
    ----------
    path : Path
        A docx that its guard has let through.
    limits : Limits
        Bounds of its parts.

    Raises
    ------
    UploadRefusedError
        ``macros``, ``external_links``, or ``damaged`` for broken XML.
    """
    for part in list_parts(path, limits):
        if not part.name.endswith(".xml"):
            continue
        codes = _codes(path, part, limits)
        if STARTS_PROGRAM.search(codes):
            raise upload_refusal("macros")
        if FETCHES.search(codes):
            raise upload_refusal("external_links")


def _codes(path: Path, part: Part, limits: Limits) -> str:
    fields = _Fields()
    parser = DefusedXMLParser(target=fields, forbid_dtd=True)
    try:
        for piece in stream_part(path, part, limits):
            parser.feed(piece)
            if fields.size > LONGEST_FIELDS:
                raise upload_refusal("damaged")
        parser.close()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise upload_refusal("damaged") from error
    return "".join(fields.codes)
