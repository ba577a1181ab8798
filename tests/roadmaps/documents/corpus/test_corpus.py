"""Road maps in layouts of other municipalities, in each format: 95 cells of 100."""

import datetime as dt

import pytest

from roadmaps.documents import read_document, understand
from roadmaps.terms import Period
from tests.roadmaps.documents.corpus.plans import PLANS
from tests.roadmaps.documents.corpus.score import score
from tests.roadmaps.documents.corpus.writing import FORMATS, Writer


GOAL = 0.95
TODAY = dt.date(2022, 10, 1)
# Codes that a plan without the defect must not report.
DEFECTS = {
    "numbering_gap",
    "year_mismatch",
    "missing_title",
    "missing_responsible",
    "undefined_abbreviation",
}


@pytest.fixture(scope="session")
def writer(tmp_path_factory):
    return Writer(tmp_path_factory.mktemp("corpus"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_document_is_understood(plan, suffix, writer):
    path = writer.write(plan, suffix)
    given = None if plan.period_is_written else Period(*plan.period)
    raw = read_document(path, name=path.name)
    document = understand(raw, period=given, today=TODAY)
    found = score(plan, document)
    report = "\n".join(map(str, found.misses))
    assert found.share >= GOAL, f"{found.share:.1%} of {found.cells}\n{report}"
