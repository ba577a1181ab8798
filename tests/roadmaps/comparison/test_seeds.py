"""Documents of several towns, each in three formats: told apart, and known again.

They are no part of this project; without them beside it the tests are skipped.
"""

from itertools import combinations

import pytest

from roadmaps.comparison import fingerprint, read_text, similarity
from tests.roadmaps.documents.layouts import SEEDS


FILES = [p for p in sorted(SEEDS.rglob("*")) if p.suffix in (".docx", ".pdf", ".xlsx")]
# Where a reviewer is warned: documents of the field share set phrases, not a tenth.
ALARM = 0.15


@pytest.mark.skipif(not FILES, reason="the seed documents are not beside the project")
def test_a_document_is_known_in_every_format_and_no_other_is_taken_for_it():
    known = {
        path: fingerprint(read_text(path.read_bytes(), name=path.name))
        for path in FILES
    }
    alike = {
        pair: similarity(known[pair[0]], known[pair[1]])
        for pair in combinations(known, 2)
    }
    wrong = {
        (a.name, b.name): likeness
        for (a, b), likeness in alike.items()
        if (likeness < 0.95 if a.stem == b.stem else likeness >= ALARM)
    }
    assert wrong == {}
