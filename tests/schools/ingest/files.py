"""Makes the files of these tests: good ones of every format, and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter


XLSX_SHEET = "xl/worksheets/sheet1.xml"


def write_xlsx(
    path: Path, rows: Iterable[Sequence[object]], title: str = "Лист1"
) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet(title)
        date_format = workbook.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if hasattr(cell, "isoformat"):
                    sheet.write_datetime(number, column, cell, date_format)
                elif cell not in (None, ""):
                    sheet.write(number, column, cell)
    return path


def write_text(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def write_zip(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def xlsx_parts(
    rows: Iterable[Sequence[object]] = (("Школа",), ("СОШ № 1",)),
) -> dict[str, bytes]:
    """Return the parts of a good workbook, to be spoilt one at a time."""
    stream = io.BytesIO()
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(stream)
    workbook.close()
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoilt_xlsx(path: Path, changes: dict[str, str | bytes]) -> Path:
    return write_zip(path, {**xlsx_parts(), **changes})


def ods_cell(value: object) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods_content(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0">'
        f'<office:scripts/><office:body><office:spreadsheet><table:table table:name="Лист1">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def ods_rows(rows: Iterable[Sequence[object]]) -> str:
    return "".join(
        f"<table:table-row>{''.join(ods_cell(cell) for cell in row)}</table:table-row>"
        for row in rows
    )


def write_ods(
    path: Path, body: str, extra: dict[str, str | bytes] | None = None
) -> Path:
    manifest = (
        '<?xml version="1.0"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return write_zip(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ods_content(body),
            "META-INF/manifest.xml": manifest,
            **(extra or {}),
        },
    )


def biff_record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff_cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return biff_record(0x0203, place + struct.pack("<d", value))
    text = str(value)
    letters = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return biff_record(0x0204, place + letters)


def biff_workbook(
    rows: Iterable[Sequence[object]], globals_: bytes = b"", sheet: bytes = b""
) -> bytes:
    """Return the workbook stream of an xls with one sheet «Лист1»."""
    name = "Лист1"
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    begin = biff_record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 0, 0, 0))
    end = biff_record(0x000A, b"")
    bound = biff_record(0x0085, struct.pack("<LBB", 0, 0, 0) + title)
    start = len(begin) + len(globals_) + len(bound) + len(end)
    bound = biff_record(0x0085, struct.pack("<LBB", start, 0, 0) + title)
    cells = b"".join(
        biff_cell(number, column, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell != ""
    )
    sheet_begin = biff_record(
        0x0809, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 0, 0, 0)
    )
    return begin + globals_ + bound + end + sheet_begin + cells + sheet + end


def write_compound(path: Path, streams: dict[str, bytes]) -> Path:
    """Write a compound file: sector 0 the chains, 1-2 the directory, then the streams."""
    sectors: list[bytes] = []
    chains = [0xFFFFFFFD, 2, 0xFFFFFFFE]
    entries = [_directory_entry("Root Entry", 5, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % 512)
        first = 3 + len(sectors)
        count = len(content) // 512
        sectors += [content[i * 512 : (i + 1) * 512] for i in range(count)]
        chains += [*range(first + 1, first + count), 0xFFFFFFFE]
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(
            _directory_entry(name, 2, right=following, first=first, size=len(content))
        )
    assert len(chains) <= 128
    directory = b"".join(entries).ljust(1024, b"\0")
    header = struct.pack(
        "<8s16sHHHHH6sLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    header += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128L", *chains, *[0xFFFFFFFF] * (128 - len(chains)))
    path.write_bytes(header + table + directory + b"".join(sectors))
    return path


def _directory_entry(
    name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF,
    first: int = 0xFFFFFFFE, size: int = 0,
) -> bytes:  # fmt: skip
    raw = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16sLQQLQ",
        raw, len(raw), kind, 1, 0xFFFFFFFF, right, child, b"", 0, 0, 0, first, size,
    )  # fmt: skip


def write_xls(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    return write_compound(path, {"Workbook": biff_workbook(rows)})
