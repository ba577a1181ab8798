"""Defects of the document itself, one module for each family."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from roadmaps.documents.findings import (
    abbreviations,
    dates,
    gaps,
    numbers,
    targets,
)
from roadmaps.documents.model import Finding, RawDocument, RoadMapDocument


Family = Callable[[RoadMapDocument, RawDocument], Iterable[Finding]]
FAMILIES: tuple[Family, ...] = (
    numbers.findings,
    gaps.findings,
    dates.findings,
    abbreviations.findings,
    targets.findings,
)


def find_defects(document: RoadMapDocument, raw: RawDocument) -> RoadMapDocument:
    """Return the document with its findings, in the order of its rows by family."""
    found = [item for family in FAMILIES for item in family(document, raw)]
    return replace(document, findings=tuple(found))
