"""Writes a raw document as JSON and reads it back, so that the file opens only once."""

from typing import Any

from roadmaps.documents.model import RawDocument, RawParagraph, RawTable


def to_json(raw: RawDocument) -> dict[str, Any]:
    """Return plain lists and dictionaries that `json.dumps` takes."""
    return {"source": raw.source, "blocks": [_block(block) for block in raw.blocks]}


def from_json(data: dict[str, Any]) -> RawDocument:
    """Return the document that `to_json` wrote.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the data were not written by it.
    """
    return RawDocument(
        tuple(_read_block(item) for item in data["blocks"]), data["source"]
    )


def _block(block: RawParagraph | RawTable) -> dict[str, Any]:
    if isinstance(block, RawParagraph):
        return {"text": block.text, "heading": block.is_heading}
    return {
        "rows": [list(row) for row in block.rows],
        "merged": sorted(map(list, block.merged)),
        "place": block.place,
        "spans": [list(span) for span in block.spans],
    }


def _read_block(item: dict[str, Any]) -> RawParagraph | RawTable:
    if "rows" not in item:
        return RawParagraph(str(item["text"]), bool(item["heading"]))
    return RawTable(
        rows=tuple(tuple(map(str, row)) for row in item["rows"]),
        merged=frozenset((int(row), int(column)) for row, column in item["merged"]),
        place=str(item["place"]),
        spans=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in item["spans"]),
    )
