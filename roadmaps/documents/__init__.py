"""Road maps out of Word, Excel, PDF and pasted tables."""

from roadmaps.documents.errors import DocumentRefusedError
from roadmaps.documents.raw_json import from_json, to_json
from roadmaps.documents.read import read_document
from roadmaps.documents.reading.pasted import read_pasted
from roadmaps.documents.understand import understand


__all__ = [
    "DocumentRefusedError",
    "from_json",
    "read_document",
    "read_pasted",
    "to_json",
    "understand",
]
