"""Where the words stand: the paragraphs of a find with the words marked."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from roadmaps.documents.difference import Piece
from roadmaps.models import ProgrammeVersion
from roadmaps.queries.programme_search import searched


MOST_EXCERPTS = 3
AROUND = 140
# Endings are what Russian changes: a word is marked by its beginning.
STEM = 5
WORD = re.compile(r"\w+")


def find_lines(
    versions: Iterable[ProgrammeVersion], words: str
) -> list[dict[str, Any]]:
    """Return what a page of finds shows."""
    stems = [
        found[: max(STEM, len(found) - 3)] for found in WORD.findall(searched(words))
    ]
    return [
        {
            "programme": version.programme,
            "school": version.programme.school,
            "number": version.number,
            "url": reverse("programmes:detail", args=[version.programme_id]),
            "file_url": reverse(
                "programmes:file", args=[version.programme_id, version.number]
            ),
            "excerpts": _excerpts(version.paragraphs, stems),
        }
        for version in versions
    ]


def _excerpts(paragraphs: Sequence[str], stems: Sequence[str]) -> list[list[Piece]]:
    found = []
    for paragraph in paragraphs:
        pieces = _marked(paragraph, stems)
        if pieces:
            found.append(pieces)
        if len(found) == MOST_EXCERPTS:
            break
    return found


def _marked(paragraph: str, stems: Sequence[str]) -> list[Piece]:
    """Return the surroundings of the first word with all words of them marked."""
    words = list(WORD.finditer(paragraph))
    hits = [w for w in words if searched(w[0]).startswith(tuple(stems))]
    if not hits:
        return []
    first = max(0, hits[0].start() - AROUND)
    last = min(len(paragraph), hits[0].end() + AROUND)
    pieces, place = [Piece("… ")] if first else [], first
    for hit in hits:
        if hit.end() > last:
            break
        pieces += [
            Piece(paragraph[place : hit.start()]),
            Piece(hit[0], is_changed=True),
        ]
        place = hit.end()
    tail = paragraph[place:last] + (" …" if last < len(paragraph) else "")
    return [piece for piece in [*pieces, Piece(tail)] if piece.text]
