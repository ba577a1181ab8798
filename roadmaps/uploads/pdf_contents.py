"""Refuses a PDF that runs code, carries other files or asks for a password."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from roadmaps.uploads.errors import upload_refusal
from schools.ingest.limits import MEGABYTE


# Names in a PDF may hide their letters as #4A.
HIDDEN_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
RUNS_CODE = re.compile(
    rb"/S\s*/(?:JavaScript|Launch|ImportData)\b|/JavaScript\s*[\[<\d]"
)
CARRIES_FILES = re.compile(rb"/EmbeddedFiles?\b|/RichMedia\b")
LOCKED = re.compile(rb"/Encrypt\s*(?:<<|\d)")
# Objects may stand packed inside of such a stream.
PACKED_OBJECTS = re.compile(rb"/ObjStm\b")
STREAM = re.compile(rb"stream\r?\n")
LONGEST_HEAD = 1024
# 200 objects of a stream are 50 KB; what is longer hides something.
LONGEST_OBJECTS = 20 * MEGABYTE


def refuse_active_pdf(path: Path) -> None:
    """Refuse what a person's reader of PDF would run, unpack or ask a password for.

    A file that is only protected from changes opens for everybody and is taken.

    Parameters
    ----------
    path : Path
        A PDF that its guard has measured.

    Raises
    ------
    UploadRefusedError
        ``password``, ``macros``, ``embedded_objects`` or ``zip_bomb``.
    """
    content = path.read_bytes()
    if LOCKED.search(content) and _asks_for_password(path):
        raise upload_refusal("password")
    for text in (_outside_streams(content), *_object_streams(content)):
        plain = HIDDEN_LETTER.sub(lambda found: bytes([int(found[1], 16)]), text)
        if RUNS_CODE.search(plain):
            raise upload_refusal("macros")
        if CARRIES_FILES.search(plain):
            raise upload_refusal("embedded_objects")


def _asks_for_password(path: Path) -> bool:
    with path.open("rb") as stream:
        try:
            PDFDocument(PDFParser(stream))
        except PDFEncryptionError:
            return True
        except (PDFException, PSException, ValueError, TypeError, KeyError) as error:
            raise upload_refusal("damaged") from error
    return False


def _outside_streams(content: bytes) -> bytes:
    """Return the objects without the bytes of pictures and fonts, where chance rules."""
    kept: list[bytes] = []
    place = 0
    for mark in STREAM.finditer(content):
        if mark.start() < place:
            continue
        kept.append(content[place : mark.end()])
        end = content.find(b"endstream", mark.end())
        place = len(content) if end < 0 else end
    kept.append(content[place:])
    return b"".join(kept)


def _object_streams(content: bytes) -> Iterator[bytes]:
    total = 0
    for mark in STREAM.finditer(content):
        head = content[max(mark.start() - LONGEST_HEAD, 0) : mark.start()]
        own = head[head.rfind(b"endobj") + 1 :]
        if not PACKED_OBJECTS.search(own):
            continue
        objects = _unpacked(content, mark.end())
        total += len(objects)
        if total > LONGEST_OBJECTS * 5:
            raise upload_refusal("zip_bomb")
        yield objects


def _unpacked(content: bytes, start: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        objects = inflater.decompress(memoryview(content)[start:], LONGEST_OBJECTS)
    except zlib.error:
        return b""
    if inflater.unconsumed_tail and not inflater.eof:
        raise upload_refusal("zip_bomb")
    return objects
