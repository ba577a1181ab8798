"""Rows of the document that the portal passed over, for a person to look through."""

from collections.abc import Mapping
from typing import Any

from roadmaps.documents import edit_keys as keys
from roadmaps.presenters.intake_review import Source, sources_of


def passed_rows(source: Source, edits: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the passed rows as they are written, without those that a person took."""
    passed = source.document.passed
    return [
        {
            "key": key,
            "anchor": keys.CellKey(address, "").anchor,
            "title": activity.title,
            "sources": sources_of(source, activity.refs),
        }
        for address, activity in zip(keys.addresses(passed), passed, strict=True)
        if (key := f"{address}:{keys.PASSED_ROW}") not in edits
    ]
