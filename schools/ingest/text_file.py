"""Finds out how a text table is written: encoding, and that it is a text at all."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from schools.ingest.errors import refusal
from schools.ingest.limits import Limits


PIECE = 256 * 1024
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no program writes into a table. 0x98 has no letter in cp1251.
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f\x98]")
NOT_TEXT_UTF8 = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|svg|script|body)", re.IGNORECASE)


def inspect_text(path: Path, extension: str, limits: Limits) -> str:
    """Return the encoding of a text table: utf-8-sig, utf-16, utf-8 or cp1251.

    Raises
    ------
    RefusedFile
        ``binary_text``, ``long_line`` or ``wrong_content`` (a web page).
    """
    encoding = _encoding(path)
    if encoding == "cp1251" and _contains(path, NOT_TEXT):
        raise refusal("binary_text", extension=extension)
    if encoding.startswith("utf-8") and _contains(path, NOT_TEXT_UTF8):
        raise refusal("binary_text", extension=extension)
    _refuse_markup_and_long_lines(path, encoding, extension, limits)
    return encoding


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4)
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def _contains(path: Path, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(piece) for piece in _pieces(path))


def _refuse_markup_and_long_lines(
    path: Path, encoding: str, extension: str, limits: Limits
) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    length, is_first = 0, True
    for piece in _pieces(path):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            raise refusal("binary_text", extension=extension) from error
        if is_first and MARKUP.match(text):
            raise refusal("wrong_content", extension=extension, content="веб-страница")
        is_first = False
        lines = text.split("\n")
        lengths = [length + len(lines[0]), *map(len, lines[1:])]
        if max(lengths) > limits.line_characters:
            raise refusal("long_line", limit=limits.line_characters // 1000)
        length = lengths[-1]
