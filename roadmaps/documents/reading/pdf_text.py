"""Puts the letters of a PDF page together into lines, and lines of a cell into a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from roadmaps.documents.reading.pdf_columns import split_at_columns
from roadmaps.documents.reading.pdf_hyphens import LINE_HYPHEN, MAYBE_CUT, join_hyphens


# Parts of the letter's height.
LINE_SHIFT = 0.5
WORD_GAP = 0.22
BULLET_START = re.compile(r"[-–—•·▪●◦‣*\uf0b7\uf0a7]\s*\S")
ITEM_START = re.compile(r"(?:\d{1,2}[.)]|[а-я]\))\s")
# The rest of a word that its cell was too narrow for, and words as short.
LONGEST_REST = 3
SHORT_WORDS = frozenset(
    [
        "а",
        "в",
        "во",
        "для",
        "до",
        "за",
        "и",
        "из",
        "или",
        "их",
        "к",
        "ко",
        "на",
        "не",
        "ни",
        "но",
        "о",
        "об",
        "от",
        "по",
        "под",
        "при",
        "с",
        "со",
        "то",
        "у",
    ]
)
# No word ends so, only the stem of one.
STEM = re.compile(
    r"(?:[аеиоуя]тел|ност|[аеиоя]цио?|(?<!врем)(?<!им)(?<!сем)(?<!степ)ени|[ое]вани|азани"
    r"|[ьн]н|ическ|ирова|изова|ствова)$"
)
DATE = re.compile(r"(?:[\d.]+[-–—])?\d{1,2}\.\d{1,2}\.20\d\d")


@dataclass(slots=True)
class TextLine:
    """One visual line: its letters joined, its box in points, its font if it has one."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first_word: float
    font: str = ""

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
    rows = [sorted(row, key=_left) for row in _rows(chars)]
    pieces = split_at_columns(rows) if columns else rows
    lines = (_line(piece) for piece in pieces)
    return [line for line in lines if line is not None]


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
        font=_only({str(char.get("fontname", "")) for char in visible}),
    )


def _only(names: set[str]) -> str:
    return names.pop() if len(names) == 1 else ""


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
            separator = _cut_word(before, line, right, left)
            if separator is None:
                separator = "\n" if breaks(before, line, left, right) else " "
            parts.append(separator)
        parts.append(line.text)
    return join_hyphens("".join(parts))


def _cut_word(
    before: TextLine, line: TextLine, right: float, left: float
) -> str | None:
    """Return what joins a word or a date wider than its cell, None when none is cut.

    Such a line is nothing but the word, up to the border. A long rest is more often a
    word of its own: the words of the document decide.
    """
    head, rest = before.text, re.split(r"[^\w]", line.text, maxsplit=1)[0]
    letter = (before.x1 - before.x0) / len(head)
    if right - (before.x0 - left) - before.x1 > 1.3 * letter or " " in head:
        return None
    if DATE.fullmatch(head + rest):
        return ""
    if not (head.isalpha() and rest.isalpha() and rest.islower()):
        return None
    is_short = len(rest) <= LONGEST_REST and rest not in SHORT_WORDS
    return "" if is_short or STEM.search(head) else MAYBE_CUT


def breaks(before: TextLine, line: TextLine, left: float, right: float) -> bool:
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
