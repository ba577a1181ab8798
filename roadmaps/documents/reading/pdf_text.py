"""Puts the letters of a PDF page together: lines, words, paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


# Parts of the letter's height.
LINE_SHIFT = 0.5
WORD_GAP = 0.22
COLUMN_GAP = 2.5
PARAGRAPH_GAP = 1.9
SOFT_HYPHEN = "\u00ad"
HYPHEN_END = re.compile(r"[А-Яа-яё]+-$")
# Words that keep their hyphen when the line ends at it.
KEPT_HYPHEN = re.compile(
    r"(?:[ое]|мастер|план|интернет|онлайн|он|веб|вице|пресс|бизнес|кейс|проект|диагност|карт[аы]|"
    r"экс|топ|мини|из|по|во|кое|как|что|где|когда|чат|смарт|it|медиа|тьютор\w?|учител\w|педагог\w?)-$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class TextLine:
    """One visual line: its letters joined, and its box in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first_word: float

    @property
    def height(self) -> float:
        """Return the height of the line's letters."""
        return self.bottom - self.top


def text_lines(chars: Sequence[dict[str, Any]], *, columns: bool) -> list[TextLine]:
    """Return the lines of the letters from top to bottom.

    Parameters
    ----------
    chars : sequence of dict
        Letters as pdfplumber gives them.
    columns : bool
        Whether a wide gap cuts a line in two, as between «Согласовано» and «Утверждаю».
    """
    lines: list[TextLine] = []
    for row in _rows(chars):
        row.sort(key=_left)
        for piece in _pieces(row) if columns else (row,):
            line = _line(piece)
            if line is not None:
                lines.append(line)
    return lines


def _left(char: dict[str, Any]) -> float:
    x0: float = char["x0"]
    return x0


def _rows(chars: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield letters of one height of the page, from top to bottom."""
    ordered = sorted(chars, key=lambda char: (char["top"] + char["bottom"]) / 2)
    row: list[dict[str, Any]] = []
    middle = 0.0
    for char in ordered:
        here = (char["top"] + char["bottom"]) / 2
        size = char["bottom"] - char["top"]
        if row and here - middle > LINE_SHIFT * size:
            yield row
            row = []
        if not row:
            middle = here
        row.append(char)
    if row:
        yield row


def _pieces(row: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    piece: list[dict[str, Any]] = []
    end = 0.0
    for char in row:
        if not char["text"].strip():
            if piece:
                piece.append(char)
            continue
        size = char["bottom"] - char["top"]
        if piece and char["x0"] - end > COLUMN_GAP * size:
            yield piece
            piece = []
        piece.append(char)
        end = char["x1"]
    if piece:
        yield piece


def _line(row: Sequence[dict[str, Any]]) -> TextLine | None:
    """Join the letters of a line; a gap between letters is a space."""
    parts: list[str] = []
    last: dict[str, Any] | None = None
    visible: list[dict[str, Any]] = []
    first_word_end: float | None = None
    for char in row:
        text = char["text"]
        if not text.strip():
            if last is not None:
                parts.append(" ")
                first_word_end = first_word_end or last["x1"]
            continue
        if last is not None:
            if _is_printed_twice(last, char):
                continue
            if char["x0"] - last["x1"] > WORD_GAP * (char["bottom"] - char["top"]):
                parts.append(" ")
                first_word_end = first_word_end or last["x1"]
        parts.append(text)
        last = char
        visible.append(char)
    if last is None:
        return None
    x0, x1 = visible[0]["x0"], last["x1"]
    return TextLine(
        text=" ".join("".join(parts).split()),
        x0=x0,
        x1=x1,
        top=min(char["top"] for char in visible),
        bottom=max(char["bottom"] for char in visible),
        first_word=(first_word_end or x1) - x0,
    )


def _is_printed_twice(last: dict[str, Any], char: dict[str, Any]) -> bool:
    """Say whether a letter is printed over itself to look bold."""
    return bool(
        last["text"] == char["text"]
        and abs(last["x0"] - char["x0"]) < 0.3 * (char["x1"] - char["x0"])
    )


def cell_text(lines: Sequence[TextLine], *, left: float, right: float) -> str:
    """Return the text of a cell; a line that ends early ends a paragraph."""
    parts: list[str] = []
    for index, line in enumerate(lines):
        if index:
            before = lines[index - 1]
            parts.append("\n" if _breaks(before, line, left, right) else " ")
        parts.append(line.text)
    return join_hyphens("".join(parts))


def _breaks(before: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Say whether the first word of a line would have fitted into the line before."""
    margin = min(before.x0 - left, line.x0 - left, 12.0)
    free = (right - margin) - before.x1
    # Text in the middle of a cell has its free space on both sides.
    if before.x0 - left > margin + 3:
        free += before.x0 - left - margin
    return free > line.first_word + 0.45 * line.height + 1.5


def join_hyphens(text: str) -> str:
    """Join words that the end of a line has cut."""
    if "-" not in text and SOFT_HYPHEN not in text:
        return text
    text = re.sub(rf"{SOFT_HYPHEN}[ \n]?", "", text)
    return re.sub(r"([А-Яа-яё]+-)[ \n](?=([а-яё]+))", _joined, text)


def _joined(match: re.Match[str]) -> str:
    head = match[1]
    if match[2] in ("и", "или", "а") or len(head) == 1:
        return match[0]
    if KEPT_HYPHEN.search(head) or len(head) < 3:
        return head
    return head[:-1]


def paragraphs(lines: Iterable[TextLine]) -> list[TextLine]:
    """Return paragraphs made of lines that follow each other in one column."""
    blocks: list[list[TextLine]] = []
    for line in lines:
        block = next((b for b in reversed(blocks[-3:]) if _follows(b[-1], line)), None)
        if block is None:
            blocks.append([line])
        else:
            block.append(line)
    return [piece for block in blocks for piece in _by_ends(block)]


def _follows(before: TextLine, line: TextLine) -> bool:
    gap = line.top - before.bottom
    overlaps = line.x0 < before.x1 and before.x0 < line.x1
    return (
        overlaps
        and -0.3 * line.height <= gap <= PARAGRAPH_GAP * line.height - before.height
    )


def _by_ends(block: Sequence[TextLine]) -> Iterator[TextLine]:
    left, right = min(b.x0 for b in block), max(b.x1 for b in block)
    current = block[0]
    for before, line in zip(block, block[1:], strict=False):
        is_new = (
            _breaks(before, line, left, right)
            or (line.x0 - before.x0 > 14
            and before.x0 - left < 3)
        )
        if is_new:
            yield current
            current = line
            continue
        current = TextLine(
            text=join_hyphens(f"{current.text} {line.text}"),
            x0=min(current.x0, line.x0),
            x1=max(current.x1, line.x1),
            top=current.top,
            bottom=line.bottom,
            first_word=current.first_word,
        )
    yield current
