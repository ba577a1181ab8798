"""Measures the rectangle that a sheet fills, without building the sheet.

The reader allocates every cell up to the last filled one, so one value in the far
corner of an otherwise empty sheet would take gigabytes.
"""

import re
from functools import cache
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, IncrementalParser

from defusedxml.sax import make_parser

from schools.ingest.errors import refusal
from schools.ingest.sheets import column_number


ROW = re.compile(rb'<row r="(\d+)"')
# Rows and cells written in another way than all common programs write them:
# valid, rare, and the way to hide a cell from the quick patterns.
UNUSUAL = re.compile(rb'<(?:c|row)(?! r=")[\s/>]|:(?:c|row)[\s/>]')
TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)\b([^>]*)")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]*)(\d*)["']""")
LONGEST_TAG = 256 * 1024


class XlsxExtent:
    """Follows the text of one worksheet; `cells` is rows × columns of its rectangle."""

    def __init__(self) -> None:
        self._rest = b""
        self._unusual = False
        self._rows = self.columns = self._column = 0

    @property
    def cells(self) -> int:
        """Return the cells that the reader will allocate, at most."""
        return self._rows * self.columns

    def feed(self, fresh: bytes) -> None:
        """Take the next bytes of the sheet's XML, each byte once."""
        text = self._rest + fresh
        cut = max(text.rfind(b"<"), 0)
        text, self._rest = text[:cut], text[cut:]
        if len(self._rest) > LONGEST_TAG:
            if TAG.match(self._rest):
                raise refusal("damaged")
            self._rest = b""
        self._unusual = self._unusual or _is_unusual(text)
        if self._unusual:
            self._follow_tags(text)
        else:
            self._look_for_corner(text)

    def _look_for_corner(self, text: bytes) -> None:
        for number in ROW.findall(text):
            self._rows = max(self._rows, int(number))
        for letters in set(_cells_right_of(self.columns).findall(text)):
            self.columns = max(self.columns, column_number(letters.decode()))

    def _follow_tags(self, text: bytes) -> None:
        for name, attributes in TAG.findall(text):
            place = PLACE.search(attributes)
            letters, digits = place.groups() if place else (b"", b"")
            if name == b"row":
                self._rows = max(self._rows, int(digits)) if digits else self._rows + 1
                self._column = 0
                continue
            self._column = (
                column_number(letters.decode()) if letters else self._column + 1
            )
            if not attributes.endswith(b"/"):
                self.columns = max(self.columns, self._column)


def _is_unusual(text: bytes) -> bool:
    """Look for unusual spelling; counting first spares most pieces the pattern."""
    is_usual = (
        text.count(b"<c") == text.count(b'<c r="')
        and text.count(b"<row") == text.count(b'<row r="')
        and b":c" not in text
        and b":row" not in text
    )
    return not is_usual and UNUSUAL.search(text) is not None


@cache
def _cells_right_of(column: int) -> re.Pattern[bytes]:
    """Match a cell with content in a column after this one."""
    one_letter = f"[{chr(ord('A') + column)}-Z]|" if column < 26 else ""
    more_letters = "[A-Z]{2,3}"
    pattern = rf'<c r="({one_letter}{more_letters})\d+"(?:[^>]*[^>/])?>'
    return re.compile(pattern.encode())


class OdsExtent(ContentHandler):
    """Follows an ods content part: repeated cells and rows count as often as they repeat.

    Empty repeats at the end of a row or sheet are normal (programs write a million
    of them) and count only when something filled comes after them.
    """

    REPEATED_CELLS = "table:number-columns-repeated"
    REPEATED_ROWS = "table:number-rows-repeated"

    def __init__(self) -> None:
        super().__init__()
        self._parser: IncrementalParser = make_parser()
        self._parser.setContentHandler(self)
        self._finished_sheets = 0
        self._rows = self.columns = self._seen_rows = 0
        self._row_repeats = self._row_cells = self._row_filled = 0

    def feed(self, fresh: bytes) -> None:
        """Take the next bytes of the part, each byte once."""
        try:
            self._parser.feed(fresh)
        except SAXException as error:
            raise refusal("damaged") from error

    def close(self) -> None:
        """Say that the part has ended."""
        try:
            self._parser.close()
        except SAXException as error:
            raise refusal("damaged") from error

    @property
    def cells(self) -> int:
        """Return the cells of all sheets up to the last filled cell of each."""
        total: int = self._finished_sheets + self._rows * self.columns
        return total

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Count a sheet, a row or a cell that begins."""
        if name == "table:table":
            self._finished_sheets = self.cells
            self._rows = self.columns = self._seen_rows = 0
        elif name == "table:table-row":
            self._row_repeats = _repeats(attrs, self.REPEATED_ROWS)
            self._row_cells = self._row_filled = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._row_cells += _repeats(attrs, self.REPEATED_CELLS)
            if "office:value-type" in attrs:
                self._row_filled = self._row_cells
        elif name == "text:p":
            self._row_filled = self._row_cells

    def endElement(self, name: str) -> None:  # noqa: N802
        """Count a row that ends."""
        if name != "table:table-row":
            return
        self._seen_rows += self._row_repeats
        if self._row_filled:
            self._rows = self._seen_rows
            self.columns = max(self.columns, self._row_filled)


def _repeats(attrs: AttributesImpl, name: str) -> int:
    value = str(attrs.get(name, "1"))
    return int(value) if value.isdigit() else 1
