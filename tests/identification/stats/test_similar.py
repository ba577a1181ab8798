"""Nearest schools in conditions."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from identification.stats.errors import StatisticsRefusal
from identification.stats.similar import similar_schools
from tests.identification.stats.data import CASCHOOLS_FACTORS, published


def test_neighbours_by_hand() -> None:
    # Standard deviations are 2 and 20 (population).
    factors = pd.DataFrame(
        {"a": [0.0, 4.0, 0.0, 4.0], "b": [0.0, 0.0, 40.0, 40.0]}, index=list("гвба")
    )
    found = similar_schools(factors, "г", count=3)
    # «б» and «в» are equally far, so their names decide.
    assert list(found["school"]) == ["б", "в", "а"]
    np.testing.assert_allclose(found["distance"], [2.0, 2.0, math.sqrt(8)])


def test_five_nearest_of_a_district() -> None:
    factors = published("AER", "CASchools")[list(CASCHOOLS_FACTORS)]
    found = similar_schools(factors, 178)
    scaled = (factors - factors.mean()) / factors.std(ddof=0)
    distance = ((scaled - scaled.loc[178]) ** 2).sum(axis=1) ** 0.5
    expected = distance.drop(178).nsmallest(5)
    assert list(found["school"]) == list(expected.index)
    np.testing.assert_allclose(found["distance"], expected, rtol=1e-9)


def test_a_factor_without_spread_is_no_distance() -> None:
    factors = pd.DataFrame({"a": [1.0, 2.0, 5.0], "b": 7.0}, index=list("абв"))
    assert list(similar_schools(factors, "а")["school"]) == ["б", "в"]


def test_schools_with_missing_conditions_are_not_compared() -> None:
    factors = pd.DataFrame({"a": [1.0, None, 5.0]}, index=list("абв"))
    assert list(similar_schools(factors, "а")["school"]) == ["в"]
    with pytest.raises(StatisticsRefusal) as caught:
        similar_schools(factors, "б")
    assert (caught.value.code, caught.value.subject) == ("missing_context", "б")
