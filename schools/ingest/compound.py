"""Looks into an old Office file (a compound file) for a password, macros and links.

Only what the check needs: the names of the streams, and the records of the workbook
stream one after another. Layouts: [MS-CFB] 2.2-2.6 and [MS-XLS] 2.1.4, 2.3.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from schools.ingest.errors import refusal
from schools.ingest.limits import Limits, refuse_large_table


SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFA  # this and greater: not a sector number
DIRECTORY_ENTRY_SIZE = 128
SHORTEST_STREAM = 4096

RECORD = struct.Struct("<HH")
FILE_PASS, SUP_BOOK, BOF = 0x002F, 0x01AE, 0x0809
MACRO_SHEET = 0x0040
# Records of filled cells: the row and column (of MULRK: the first column) come first.
CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
MULTIPLE_NUMBERS = 0x00BD
MACRO_STREAMS = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"})
EMBEDDED_PREFIXES = ("MBD", "\x01Ole10Native")


class CompoundFile:
    """The sectors and the directory of a compound file, read as needed."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        header = stream.read(512)
        if len(header) < 512 or header[:8] != SIGNATURE:
            raise refusal("damaged")
        self._sector_size = 1 << struct.unpack_from("<H", header, 30)[0]
        if self._sector_size not in (512, 4096):
            raise refusal("damaged")
        self._sectors = size // self._sector_size
        self._chain_table = self._read_chain_table(header)
        (directory,) = struct.unpack_from("<L", header, 48)
        self.streams = dict(self._read_directory(directory))

    def _sector(self, number: int) -> bytes:
        self._stream.seek((number + 1) * self._sector_size)
        sector = self._stream.read(self._sector_size)
        if not sector:
            raise refusal("damaged")
        return sector

    def _read_chain_table(self, header: bytes) -> list[int]:
        per_sector = self._sector_size // 4
        numbers = list(struct.unpack_from("<109L", header, 76))
        (more,) = struct.unpack_from("<L", header, 68)
        for _ in range(self._sectors):
            if more >= END_OF_CHAIN:
                break
            *block, more = struct.unpack(f"<{per_sector}L", self._sector(more))
            numbers.extend(block)
        table: list[int] = []
        for number in numbers:
            if number >= END_OF_CHAIN or len(table) > self._sectors + per_sector:
                break
            table.extend(struct.unpack(f"<{per_sector}L", self._sector(number)))
        return table

    def sectors_from(self, number: int) -> Iterator[bytes]:
        """Yield the sectors of a chain; a chain that never ends is a damaged file."""
        for _ in range(self._sectors + 1):
            if number >= END_OF_CHAIN:
                return
            if number >= len(self._chain_table):
                break
            yield self._sector(number)
            number = self._chain_table[number]
        raise refusal("damaged")

    def read_stream(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a stream in pieces of a sector."""
        first, left = self.streams[name]
        if left < SHORTEST_STREAM:
            # Shorter ones live in another structure; programs pad a workbook.
            raise refusal("damaged")
        for sector in self.sectors_from(first):
            yield sector[:left]
            left -= len(sector)
            if left <= 0:
                return

    def _read_directory(self, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
        for sector in self.sectors_from(first):
            for place in range(0, len(sector), DIRECTORY_ENTRY_SIZE):
                entry = sector[place : place + DIRECTORY_ENTRY_SIZE]
                (name_size,) = struct.unpack_from("<H", entry, 64)
                if 2 <= name_size <= 64 and entry[66]:
                    name = entry[: name_size - 2].decode("utf-16-le", "replace")
                    yield name, struct.unpack_from("<LL", entry, 116)


def inspect_compound(path: Path, limits: Limits) -> None:
    """Refuse an old Office file that is not a plain workbook.

    Raises
    ------
    RefusedFile
        ``password``, ``macros``, ``external_links``, ``embedded_objects``,
        ``too_many_cells``, ``damaged``, or ``wrong_content`` for another document.
    """
    with path.open("rb") as stream:
        try:
            compound = CompoundFile(stream, path.stat().st_size)
            _check_stream_names(set(compound.streams))
            name = "Workbook" if "Workbook" in compound.streams else "Book"
            if name not in compound.streams:
                content = "документ другой программы"
                raise refusal("wrong_content", extension=".xls", content=content)
            _check_records(compound.read_stream(name), limits)
        except struct.error as error:
            raise refusal("damaged") from error


def is_protected_package(path: Path) -> bool:
    """Say whether a compound file is a newer workbook closed with a password."""
    with path.open("rb") as stream:
        try:
            streams = CompoundFile(stream, path.stat().st_size).streams
        except struct.error as error:
            raise refusal("damaged") from error
    return "EncryptedPackage" in streams or "EncryptionInfo" in streams


def _check_stream_names(names: set[str]) -> None:
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise refusal("password")
    if names & MACRO_STREAMS:
        raise refusal("macros")
    if any(name.startswith(EMBEDDED_PREFIXES) for name in names):
        raise refusal("embedded_objects")


def _check_records(pieces: Iterator[bytes], limits: Limits) -> None:
    """Walk the workbook's records: a password, a macro sheet, a link, the extent."""
    rows = columns = cells = widest = 0
    for kind, body in _records(pieces):
        if kind in CELLS:
            row, column = _last_place(kind, body)
            rows, columns = max(rows, row), max(columns, column)
            widest = max(widest, columns)
        elif kind == BOF:
            cells += rows * columns
            rows = columns = 0
        _refuse_record(kind, body)
    cells += rows * columns
    refuse_large_table(cells=cells, columns=widest, limits=limits)


def _last_place(kind: int, body: bytes) -> tuple[int, int]:
    """Return the number of the row and of the last column of a cell record, from 1."""
    row, column = struct.unpack_from("<HH", body)
    if kind == MULTIPLE_NUMBERS:
        column = struct.unpack_from("<H", body, len(body) - 2)[0]
    return row + 1, column + 1


def _refuse_record(kind: int, body: bytes) -> None:
    if kind == FILE_PASS:
        raise refusal("password")
    if kind == BOF and struct.unpack_from("<H", body, 2)[0] == MACRO_SHEET:
        raise refusal("macros")
    if kind == SUP_BOOK and _is_external(body):
        raise refusal("external_links")


def _records(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record of a stream."""
    rest = b""
    for piece in pieces:
        rest += piece
        place = 0
        while place + RECORD.size <= len(rest):
            kind, size = RECORD.unpack_from(rest, place)
            if place + RECORD.size + size > len(rest):
                break
            body_at = place + RECORD.size
            yield kind, rest[body_at : body_at + size]
            place = body_at + size
        rest = rest[place:]


def _is_external(body: bytes) -> bool:
    """Tell a link to another book from the book itself (0x0401) and add-ins (0x3A01)."""
    return len(body) >= 4 and body[2:4] not in (b"\x01\x04", b"\x01\x3a")
