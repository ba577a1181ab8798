"""Defects of the document itself, one module for each family."""

from dataclasses import replace

from roadmaps.documents.model import RawDocument, RoadMapDocument


def find_defects(document: RoadMapDocument, raw: RawDocument) -> RoadMapDocument:
    """Return the document with its findings."""
    return replace(document, findings=())
