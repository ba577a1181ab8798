"""Spoil texts as extraction and retyping do, the same way each time."""

import re
from dataclasses import replace

from tests.roadmaps.documents.corpus.blocks import Block, Cell, PageBreak, Para


LATIN = str.maketrans("аеорсхАЕОРСХМТВНК", "aeopcxAEOPCXMTBHK")


def spoil(blocks: list[Block]) -> list[Block]:
    """Spoil every text of the blocks."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> Block:
    if isinstance(block, PageBreak):
        return block
    if isinstance(block, Para):
        return replace(block, text=_text(block.text))
    return replace(block, rows=tuple(tuple(map(_cell, row)) for row in block.rows))


def _cell(cell: Cell | None) -> Cell | None:
    return cell and replace(cell, text=_text(cell.text))


def _text(text: str) -> str:
    words = re.split(r"( )", text)
    return "".join(_piece(piece, index) for index, piece in enumerate(words))


def _piece(piece: str, index: int) -> str:
    """Spoil a word or the space between two words, each kind in its turn."""
    if piece == " ":
        return {1: "  ", 5: "\N{NO-BREAK SPACE}"}.get(index % 8, " ")
    if len(piece) > 8 and index % 6 == 0:
        half = len(piece) // 2
        return f"{piece[:half]}\N{SOFT HYPHEN}{piece[half:]}"
    if len(piece) > 3 and index % 6 == 2:
        return piece[0].translate(LATIN) + piece[1:]
    if len(piece) > 4 and index % 6 == 4:
        return piece[:2] + piece[2].translate(LATIN) + piece[3:]
    return piece
