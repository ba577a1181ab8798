"""The chance of the clauses against a walk through every outcome."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from identification.stats.clauses import CLAUSE_LABELS, chance_of_any, clauses_hold
from tests.identification.stats import slow_twin


SHARES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5)
CLAUSES = st.sets(st.sampled_from(sorted(CLAUSE_LABELS)), min_size=1)


@settings(max_examples=150, deadline=None)
@given(SHARES, CLAUSES)
def test_chance_equals_the_slow_twin(
    shares: list[tuple[float, float]], clauses: set[str]
) -> None:
    now, before = [a for a, _ in shares], [b for _, b in shares]
    found = chance_of_any(np.array([now]), np.array([before]), sorted(clauses))
    expected = slow_twin.chance_of_any(now, before, clauses)
    assert float(found[0]) == pytest.approx(expected, abs=1e-12)


def test_only_enabled_clauses_are_reported_in_their_order() -> None:
    now = np.array([[True, True]])
    found = clauses_hold(now, now, ["two_years_any", "two_procedures"])
    assert {name: list(holds) for name, holds in found.items()} == {
        "two_procedures": [True],
        "two_years_any": [True],
    }
    assert list(found) == ["two_procedures", "two_years_any"]
