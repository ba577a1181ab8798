"""Contributions of factors add up to the prediction."""

from __future__ import annotations

import numpy as np
import pandas as pd

from identification.stats.contributions import contributions
from identification.stats.regression import fit
from tests.identification.stats.data import CASCHOOLS_FACTORS, published


def test_contributions_by_hand() -> None:
    factors = pd.DataFrame({"a": [3.0], "b": [10.0]}, index=["школа"])
    found = contributions(5.0, [2.0, -1.0], [1.0, 8.0], factors)
    assert found.to_dict(orient="index") == {
        "школа": {"const": 5 + 2 * 1 - 8, "a": 2 * (3 - 1), "b": -(10 - 8)}
    }


def test_contributions_sum_to_the_prediction() -> None:
    frame = published("AER", "CASchools")
    factors = frame[list(CASCHOOLS_FACTORS)]
    model = fit(frame["score"], factors)
    found = contributions(model.const, model.slopes, model.factor_means, factors)
    assert list(found.columns) == ["const", *CASCHOOLS_FACTORS]
    np.testing.assert_allclose(found.sum(axis=1), model.expected, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found["const"], frame["score"].mean(), rtol=1e-12)
