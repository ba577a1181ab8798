"""Makes paragraphs of the lines that stand outside of the tables of a PDF page."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from roadmaps.documents.reading.pdf_hyphens import join_hyphens
from roadmaps.documents.reading.pdf_text import TextLine, breaks


# In heights of a line.
PARAGRAPH_GAP = 1.9
WIDER_GAP = 0.2
# What begins a paragraph wherever the line before has ended.
OPENING = re.compile(
    r"(?:Раздел|РАЗДЕЛ|Направление|НАПРАВЛЕНИЕ|Трек|ТРЕК|Этап|ЭТАП|Блок|БЛОК|Модуль|МОДУЛЬ)"
    r"\s*(?:№\s*)?(?:\d|[IVXІХ]+\b)"
    r"|(?:[IVXІХ]{1,4}|\d{1,2})\.\s+[А-ЯЁ]"
    r"|(?:Цел[ьи]|Задачи|Ожидаемы[ей] результаты?|Планируемы[ей] результаты?|Сокращения)\b[^.]*:"
    r"|(?:УТВЕРЖДА|Утвержда|УТВЕРЖД[ЕЁ]Н|Утвержд[её]н|СОГЛАСОВАН|Согласован|Приложение|ПРИЛОЖЕНИЕ)"
)

# A word that stands on a line of its own.
GRIF = re.compile(r"(?:УТВЕРЖДАЮ|УТВЕРЖД[ЕЁ]НО?|СОГЛАСОВАНО|Утверждаю|Согласовано):?$")


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
    leading = min(
        (_gap(a, b) for block in blocks for a, b in pairwise(block)), default=0
    )
    return [
        (block[0].top, piece)
        for block in blocks
        for piece in _by_ends(block, *_edges(block, lines, left, right), leading)
    ]


def _follows(before: TextLine, line: TextLine) -> bool:
    overlaps = line.x0 < before.x1 and before.x0 < line.x1
    return overlaps and -0.3 <= _gap(before, line) <= PARAGRAPH_GAP


def _gap(before: TextLine, line: TextLine) -> float:
    return (line.top - before.bottom) / line.height


def _edges(
    block: Sequence[TextLine], lines: Sequence[TextLine], left: float, right: float
) -> tuple[float, float]:
    """Return the edges of the column: the page's, or where another text stands beside."""
    own_left, own_right = min(b.x0 for b in block), max(b.x1 for b in block)
    top, bottom = block[0].top, block[-1].bottom
    beside = [
        line
        for line in lines
        if line.top < bottom and top < line.bottom and line not in block
    ]
    right = min((b.x0 - b.height for b in beside if b.x0 > own_right), default=right)
    if own_left - left > 0.25 * (right - left):
        left = own_left
    return left, max(right, own_right)


def _by_ends(
    block: Sequence[TextLine], left: float, right: float, leading: float
) -> Iterator[TextLine]:
    current = block[0]
    for before, line in pairwise(block):
        is_indented = line.x0 - before.x0 > 14 and before.x0 - left < 3
        is_apart = _gap(before, line) - leading > WIDER_GAP
        is_other = bool(before.font and line.font and before.font != line.font)
        opens = is_indented or is_apart or is_other or OPENING.match(line.text)
        if opens or GRIF.match(before.text) or breaks(before, line, left, right):
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
            font=current.font,
        )
    yield current
