"""Road maps in layouts of other municipalities, in each format: 95 cells of 100."""

import datetime as dt

import pytest

from roadmaps.documents import read_document, understand
from roadmaps.terms import Period
from tests.roadmaps.documents.corpus.plans import PLANS
from tests.roadmaps.documents.corpus.score import score
from tests.roadmaps.documents.corpus.variants import variant
from tests.roadmaps.documents.corpus.writing import FORMATS, Writer


GOAL = 0.95
TODAY = dt.date(2022, 10, 1)
# Plans whose rows any of the drawn layouts can hold.
USUAL = tuple(
    plan
    for plan in PLANS
    if {"title", "term"} <= {head.field for head in plan.layout.heads}
    and plan.layout.sections in ("merged", "first", "split")
    and not any(row.lines for row in plan.rows)
)


@pytest.fixture(scope="session")
def read(tmp_path_factory):
    """Write, read and understand each document once."""
    writer = Writer(tmp_path_factory.mktemp("corpus"))
    known = {}

    def understood(plan, suffix):
        if (plan.name, suffix) not in known:
            path = writer.write(plan, suffix)
            given = None if plan.period_is_written else Period(*plan.period)
            raw = read_document(path, name=path.name)
            known[plan.name, suffix] = understand(raw, period=given, today=TODAY)
        return known[plan.name, suffix]

    return understood


def report(found):
    return f"{found.share:.1%} of {found.cells}\n" + "\n".join(map(str, found.misses))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_cells_are_right_and_defects_are_reported(plan, suffix, read):
    """Both of one reading: two tests would read each document in two processes."""
    document = read(plan, suffix)
    found = score(plan, document)
    assert found.share >= GOAL, report(found)
    assert {finding.code for finding in document.findings} == set(plan.findings)


@pytest.mark.parametrize("seed", range(1))
@pytest.mark.parametrize("plan", USUAL, ids=lambda plan: plan.name)
def test_cells_are_right_in_a_layout_put_together_at_random(plan, seed, read):
    drawn = variant(plan, seed)
    found = score(drawn, read(drawn, FORMATS[seed]))
    assert found.share >= GOAL, report(found)
