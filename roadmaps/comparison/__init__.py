"""What two texts of programmes have in common, and in what they differ."""

from roadmaps.comparison.difference import Change, ChangeKind, difference
from roadmaps.comparison.fingerprints import common_hashes, fingerprint, similarity
from roadmaps.comparison.passages import Passage, Place, shared_passages
from roadmaps.comparison.reading import read_text


__all__ = [
    "Change",
    "ChangeKind",
    "Passage",
    "Place",
    "common_hashes",
    "difference",
    "fingerprint",
    "read_text",
    "shared_passages",
    "similarity",
]
