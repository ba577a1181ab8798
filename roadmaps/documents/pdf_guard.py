"""Measures what a PDF becomes when it is unpacked, before a library unpacks it."""

import re
import zlib
from pathlib import Path

from schools.ingest.errors import refusal
from schools.ingest.limits import MEGABYTE


STREAM = re.compile(rb"stream\r?\n")
# A page scanned in colour at 600 points an inch is 100 MB.
LONGEST_STREAM = 200 * MEGABYTE
ALL_STREAMS = 1_000 * MEGABYTE
PIECE = MEGABYTE
ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
# A stream packed in a stream is a trick; the reader would unpack both.
DEEPEST = 2


def inspect_pdf(path: Path) -> None:
    """Refuse a file that is no PDF, was cut off, or grows beyond measure.

    Raises
    ------
    RefusedFile
        ``wrong_content``, ``damaged`` or ``zip_bomb``.
    """
    content = path.read_bytes()
    # Some scanners put their own bytes in front of the mark.
    if b"%PDF-" not in content[:1024]:
        raise refusal("wrong_content", extension=".pdf", content="")
    tail = content[-2048:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise refusal("damaged")
    total = 0
    for mark in STREAM.finditer(content):
        start = mark.end()
        if content[start : start + 2] in ZLIB_HEADS:
            total += _unpacked(memoryview(content)[start:], DEEPEST)
        if total > ALL_STREAMS:
            raise refusal("zip_bomb")


def _unpacked(packed: memoryview, depth: int) -> int:
    """Return the size of a stream after unpacking, piece by piece."""
    inflater = zlib.decompressobj()
    inner = zlib.decompressobj()
    size = place = inner_size = 0
    rest: bytes | memoryview = b""
    is_nested = False
    try:
        while not inflater.eof and (rest or place < len(packed)):
            if not rest:
                rest = packed[place : place + PIECE]
                place += PIECE
            piece = inflater.decompress(rest, PIECE)
            rest = inflater.unconsumed_tail
            is_nested = is_nested or (size == 0 and piece[:2] in ZLIB_HEADS)
            size += len(piece)
            if is_nested and depth > 1:
                inner_size += _inner(inner, piece)
            if max(size, inner_size) > LONGEST_STREAM:
                raise refusal("zip_bomb")
    except zlib.error:
        return size
    return size + inner_size


def _inner(inflater: "zlib._Decompress", piece: bytes) -> int:
    size = 0
    rest = piece
    try:
        while rest and size <= LONGEST_STREAM:
            size += len(inflater.decompress(rest, PIECE))
            rest = inflater.unconsumed_tail
    except zlib.error:
        return size
    return size
