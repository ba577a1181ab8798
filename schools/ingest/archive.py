"""Reads a zip package part by part without trusting anything that it says of itself.

The directory is walked by hand before anything is allocated for it, parts are
inflated in small pieces, and sizes are counted, never read from headers.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from schools.ingest.errors import refusal
from schools.ingest.limits import Limits


PIECE = 256 * 1024
DIRECTORY_END = struct.Struct("<4s4H2LH")
DIRECTORY_ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package as its directory describes it."""

    name: str
    method: int
    checksum: int
    packed: int
    unpacked: int
    offset: int


def list_parts(path: Path, limits: Limits) -> list[Part]:
    """Return the parts of the package at `path`.

    Raises
    ------
    RefusedFile
        ``damaged``, ``too_many_entries``, ``unsafe_path`` or ``password``.
    """
    with path.open("rb") as stream:
        count, size, offset = _directory_place(stream, path.stat().st_size)
        # A name in an office package is shorter than 200 bytes.
        if count > limits.entries or size > limits.entries * 256:
            raise refusal("too_many_entries", limit=limits.entries)
        stream.seek(offset)
        directory = stream.read(size)
    parts = list(_walk_directory(directory, limits))
    names = {part.name for part in parts}
    if not parts or len(names) != len(parts):
        raise refusal("damaged")
    return parts


def _directory_place(stream: BinaryIO, file_size: int) -> tuple[int, int, int]:
    """Return entries, size and offset of the directory from the file's tail."""
    tail_size = min(file_size, DIRECTORY_END.size + 0xFFFF)
    stream.seek(file_size - tail_size)
    tail = stream.read(tail_size)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < DIRECTORY_END.size:
        raise refusal("damaged")
    fields = DIRECTORY_END.unpack_from(tail, place)
    _, disk, start_disk, _, count, size, offset, comment = fields
    whole = place + DIRECTORY_END.size + comment == len(tail)
    # Readers disagree on packages with a gap here (a second directory, a zip64
    # record, something put in front), so one could see what another does not.
    adjoins = offset + size == file_size - tail_size + place
    if not whole or not adjoins or disk or start_disk:
        raise refusal("damaged")
    return count, size, offset


def _walk_directory(directory: bytes, limits: Limits) -> Iterator[Part]:
    place = seen = 0
    while place + DIRECTORY_ENTRY.size <= len(directory):
        fields = DIRECTORY_ENTRY.unpack_from(directory, place)
        signature, flags, method = fields[0], fields[3], fields[4]
        name_size, extra_size, comment_size = fields[10:13]
        if signature != b"PK\x01\x02":
            raise refusal("damaged")
        place += DIRECTORY_ENTRY.size
        name = _safe_name(directory[place : place + name_size])
        place += name_size + extra_size + comment_size
        seen += 1
        if seen > limits.entries:
            raise refusal("too_many_entries", limit=limits.entries)
        if flags & ENCRYPTED:
            raise refusal("password")
        yield Part(name, method, fields[7], fields[8], fields[9], fields[16])


def _safe_name(raw: bytes) -> str:
    name = raw.decode("utf-8", errors="replace")
    segments = name.replace("\\", "/").split("/")
    if not name or name[0] in "/\\" or ".." in segments or ":" in name or "\0" in name:
        raise refusal("unsafe_path")
    return name


def stream_part(path: Path, part: Part, limits: Limits) -> Iterator[bytes]:
    """Yield the unpacked bytes of one part in pieces of at most 256 KB.

    Raises
    ------
    RefusedFile
        ``zip_bomb`` when the part grows beyond the limits, ``damaged`` when its
        size or checksum is not what the directory says.
    """
    size = checksum = 0
    for piece in _inflate(path, part):
        size += len(piece)
        packed_too_tight = (
            size > limits.ratio_from_bytes and size > limits.ratio * part.packed
        )
        if packed_too_tight or size > limits.unpacked_bytes:
            raise refusal("zip_bomb")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != part.unpacked or checksum != part.checksum:
        raise refusal("damaged")


def read_part(path: Path, part: Part, limits: Limits, *, at_most: int) -> bytes:
    """Return a small part whole; refuse it when it is larger than `at_most` bytes."""
    pieces: list[bytes] = []
    size = 0
    for piece in stream_part(path, part, limits):
        size += len(piece)
        if size > at_most:
            raise refusal("zip_bomb")
        pieces.append(piece)
    return b"".join(pieces)


def _inflate(path: Path, part: Part) -> Iterator[bytes]:
    if part.method not in (STORED, DEFLATED):
        raise refusal("damaged")
    inflater = zlib.decompressobj(-15)
    try:
        for packed in _packed_pieces(path, part):
            if part.method == STORED:
                yield packed
                continue
            yield inflater.decompress(packed, PIECE)
            while inflater.unconsumed_tail:
                yield inflater.decompress(inflater.unconsumed_tail, PIECE)
        yield inflater.flush()
    except zlib.error as error:
        raise refusal("damaged") from error


def _packed_pieces(path: Path, part: Part) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(part.offset)
        header = stream.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
            raise refusal("damaged")
        name_size, extra_size = LOCAL_HEADER.unpack(header)[-2:]
        stream.seek(name_size + extra_size, 1)
        left = part.packed
        while left:
            packed = stream.read(min(left, PIECE))
            if not packed:
                raise refusal("damaged")
            left -= len(packed)
            yield packed
