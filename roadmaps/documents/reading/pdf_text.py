"""Puts the letters of a PDF page together: lines, words, paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


# Parts of the letter's height.
LINE_SHIFT = 0.5
WORD_GAP = 0.22
COLUMN_GAP = 2.5
PARAGRAPH_GAP = 1.9
SOFT_HYPHEN, LINE_HYPHEN, DOUBTFUL = "\u00ad", "\u2010", "\u2060"
WORD = re.compile(r"[А-Яа-яё]+(?:-[А-Яа-яё]+)*")
MONTH_START = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)
BULLET_START = re.compile(r"[-–—•·▪●◦‣*\uf0b7\uf0a7]\s*\S")
ITEM_START = re.compile(r"(?:\d{1,2}[.)]|[а-я]\))\s")
# Words that keep their hyphen when the line ends at it.
KEPT_HYPHEN = re.compile(
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|"
    r"октябр[ья]|ноябр[ья]|декабр[ья]|[а-яё]{3,}[нкг]о|мастер|план|интернет|онлайн|он|веб|вице|пресс|бизнес|кейс|проект|диагност|карт[аы]|"
    r"экс|топ|мини|из|по|во|кое|как|что|где|когда|чат|смарт|it|медиа|тьютор\w?|учител\w|педагог\w?)-$",
    re.IGNORECASE,
)
# The rest of a word that its cell was too narrow for, and words as short.
LONGEST_REST = 3
SHORT_WORDS = frozenset(
    ["а", "в", "во", "для", "до", "за", "и", "из", "или", "их", "к", "ко", "на", "не", "ни", "но", "о", "об", "от", "по", "под", "при", "с", "со", "то", "у"]
)
DATE = re.compile(r"\d{1,2}\.\d{1,2}\.20\d\d")


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
            if _is_cut_word(before, line, right, left):
                separator = ""
            else:
                separator = "\n" if _breaks(before, line, left, right) else " "
            parts.append(separator)
        parts.append(line.text)
    return join_hyphens("".join(parts))


def _is_cut_word(before: TextLine, line: TextLine, right: float, left: float) -> bool:
    """Say whether a word or a date wider than its cell ends in the next line.

    Such a line is nothing but the word, up to the border; a long rest is more often
    a word of its own.
    """
    head, rest = before.text, line.text.split(" ")[0].strip(".,;:)")
    letter = (before.x1 - before.x0) / len(head)
    if right - (before.x0 - left) - before.x1 > 1.3 * letter or " " in head:
        return False
    if DATE.fullmatch(head + rest):
        return True
    return (
        head.isalpha()
        and rest.isalpha()
        and rest.islower()
        and len(rest) <= LONGEST_REST
        and rest not in SHORT_WORDS
    )


def _breaks(before: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Say whether a line begins a paragraph.

    It does when its first word would have fitted into the line before, or when it is
    an item of a list.
    """
    if before.text.endswith(("-", LINE_HYPHEN)) and line.text[:1].isalpha():
        return False
    if BULLET_START.match(line.text) and not before.text[-1:].isdigit():
        return True
    if ITEM_START.match(line.text) and before.text[-1:] in ".;:":
        return True
    margin = min(before.x0 - left, line.x0 - left, 12.0)
    free = (right - margin) - before.x1
    # Text in the middle of a cell has its free space on both sides.
    if before.x0 - left > margin + 3:
        free += before.x0 - left - margin
    return free > line.first_word + 0.45 * line.height + 1.5


def join_hyphens(text: str) -> str:
    """Join words that the end of a line has cut; mark the hyphens that may be real."""
    if "-" not in text and SOFT_HYPHEN not in text and LINE_HYPHEN not in text:
        return text
    text = re.sub(rf"(?<=\w)[{SOFT_HYPHEN}{LINE_HYPHEN}][ \n](?=[а-яёa-z])", "", text)
    text = text.replace(SOFT_HYPHEN, "").replace(LINE_HYPHEN, "-")
    return re.sub(r"([А-Яа-яё]+-)[ \n](?=([А-Яа-яё]+))", _joined, text)


def _joined(match: re.Match[str]) -> str:
    head, tail = match[1], match[2]
    if tail in ("и", "или", "а") or len(head) == 1:
        return match[0]
    is_sure = KEPT_HYPHEN.search(head) or tail[0].isupper() or MONTH_START.match(tail)
    return head if is_sure else head + DOUBTFUL


def settle_hyphens(texts: Sequence[str], *, lines: int) -> list[str]:
    """Decide on the hyphens at ends of lines: real ones are rare, breaks are many.

    Parameters
    ----------
    texts : sequence of str
        All texts of the document with their marks.
    lines : int
        How many visual lines they were.
    """
    marks = sum(text.count(f"-{DOUBTFUL}") for text in texts)
    if not marks:
        return list(texts)
    is_broken = marks > max(3, 0.03 * lines)
    words = {word.casefold() for text in texts for word in WORD.findall(text)}

    def settle(match: re.Match[str]) -> str:
        head, tail = match[1], match[2]
        if f"{head}{tail}".casefold() in words:
            return head + tail
        if f"{head}-{tail}".casefold() in words:
            return f"{head}-{tail}"
        return head + tail if is_broken else f"{head}-{tail}"

    pattern = re.compile(rf"([А-Яа-яё]+)-{DOUBTFUL}([А-Яа-яё]+)")
    return [pattern.sub(settle, text) if DOUBTFUL in text else text for text in texts]


def paragraphs(
    lines: Sequence[TextLine], *, left: float, right: float
) -> list[tuple[float, TextLine]]:
    """Return paragraphs with the upper end of the column that each stands in.

    Parameters
    ----------
    lines : sequence of TextLine
        Lines outside of tables.
    left, right : float
        Edges of the page's text.
    """
    blocks: list[list[TextLine]] = []
    for line in lines:
        block = next((b for b in reversed(blocks[-3:]) if _follows(b[-1], line)), None)
        if block is None:
            blocks.append([line])
        else:
            block.append(line)
    return [
        (block[0].top, piece)
        for block in blocks
        for piece in _by_ends(block, left, right)
    ]


def _follows(before: TextLine, line: TextLine) -> bool:
    gap = line.top - before.bottom
    overlaps = line.x0 < before.x1 and before.x0 < line.x1
    return overlaps and -0.3 * line.height <= gap <= PARAGRAPH_GAP * line.height


def _by_ends(
    block: Sequence[TextLine], left: float, right: float
) -> Iterator[TextLine]:
    own_left, own_right = min(b.x0 for b in block), max(b.x1 for b in block)
    if own_right - own_left < 0.55 * (right - left):
        # A narrow column has edges of its own.
        left, right = own_left, own_right
    current = block[0]
    for before, line in pairwise(block):
        is_indented = line.x0 - before.x0 > 14 and before.x0 - left < 3
        if _breaks(before, line, left, right) or is_indented:
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
