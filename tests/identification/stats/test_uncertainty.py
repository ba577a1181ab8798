"""Intervals, chances, variance components, shrinkage, false alarms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from identification.stats.uncertainty import (
    VarianceComponents,
    benjamini_hochberg,
    chance_of_share,
    reliability,
    variance_components,
    wilson_interval,
)
from tests.identification.stats import slow_twin


# Domain table of Wilson intervals.
WILSON = [
    (2, 5, 0.1176, 0.7693),
    (3, 10, 0.1078, 0.6032),
    (4, 10, 0.1682, 0.6873),
    (6, 20, 0.1455, 0.5190),
    (8, 25, 0.1721, 0.5159),
    (15, 50, 0.1910, 0.4375),
    (30, 100, 0.2189, 0.3958),
    (0, 8, 0.0, 0.3244),
    (1, 3, 0.0615, 0.7923),
]
# Chance that a school with a true share shows at least 30 %.
SIZES = [5, 10, 15, 20, 25, 30, 50, 100]
NOISE = {
    0.10: [0.081, 0.070, 0.013, 0.011, 0.002, 0.002, 0.000, 0.000],
    0.15: [0.165, 0.180, 0.062, 0.067, 0.025, 0.028, 0.005, 0.000],
    0.20: [0.263, 0.322, 0.164, 0.196, 0.109, 0.129, 0.061, 0.011],
    0.25: [0.367, 0.474, 0.314, 0.383, 0.273, 0.326, 0.252, 0.150],
    0.30: [0.472, 0.617, 0.485, 0.584, 0.488, 0.568, 0.553, 0.538],
    0.40: [0.663, 0.833, 0.783, 0.874, 0.846, 0.906, 0.946, 0.985],
}


@pytest.mark.parametrize(("count", "total", "low", "high"), WILSON)
def test_wilson_table(count: int, total: int, low: float, high: float) -> None:
    found = wilson_interval(count, total)
    assert (round(float(found[0]), 4), round(float(found[1]), 4)) == (low, high)


def test_wilson_equals_that_of_statsmodels() -> None:
    count, total = np.array([0, 1, 7, 30]), np.array([4, 9, 7, 100])
    found = wilson_interval(count, total, level=0.9)
    expected = proportion_confint(count, total, alpha=0.1, method="wilson")
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


def test_wilson_of_nothing_is_unknown() -> None:
    low, high = wilson_interval([0, 1], [0, 2])
    assert [math.isnan(value) for value in (low[0], high[0])] == [True, True]
    assert not math.isnan(low[1])


@pytest.mark.parametrize("share", NOISE)
def test_noise_table(share: float) -> None:
    assert list(chance_of_share(share, SIZES).round(3)) == NOISE[share]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 60), st.floats(0, 1))
def test_chance_equals_the_slow_twin(n: int, share: float) -> None:
    needed = next(k for k in range(n + 1) if 10 * k >= 3 * n)
    expected = slow_twin.binomial_tail(n, share, needed)
    assert float(chance_of_share(share, n)) == pytest.approx(
        expected, rel=1e-9, abs=1e-12
    )


def test_components_with_known_noise_by_hand() -> None:
    # Squares / (1 − h): 4 and 8, mean 6; noise 10 · mean(1/5, 1/10) = 1.5.
    found = variance_components(
        np.array([2.0, 2.0]), np.array([0.0, 0.5]), np.array([5.0, 10.0]), noise=10.0
    )
    assert found == VarianceComponents(10.0, 4.5)


def test_components_from_the_slope_by_hand() -> None:
    # Squares 9, 5, 3 at 1/n = 1, 1/2, 1/4 lie on 1 + 8/n.
    found = variance_components(
        np.sqrt([9.0, 5.0, 3.0]), np.zeros(3), np.array([1.0, 2.0, 4.0])
    )
    assert found.noise == pytest.approx(8.0)
    assert found.between == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("squares", "expected"),
    [
        ([1.0, 2.0, 3.0], VarianceComponents(0.0, 2.0)),
        # A negative intercept: the line goes through zero instead.
        ([9.0, 3.0, 0.0], VarianceComponents(8.0, 0.0)),
    ],
)
def test_components_are_never_negative(
    squares: list[float], expected: VarianceComponents
) -> None:
    found = variance_components(
        np.sqrt(squares), np.zeros(3), np.array([1.0, 2.0, 4.0])
    )
    assert found.noise == pytest.approx(expected.noise, abs=1e-9)
    assert found.between == pytest.approx(expected.between)


def test_between_is_floored_when_the_noise_is_known() -> None:
    found = variance_components(
        np.array([1.0, 1.0]), np.zeros(2), np.array([1.0, 1.0]), noise=5.0
    )
    assert found == VarianceComponents(5.0, 0.0)


def test_components_of_equal_schools_cannot_be_separated() -> None:
    found = variance_components(np.array([1.0, 3.0]), np.zeros(2), np.full(2, 9.0))
    assert found == VarianceComponents(0.0, 5.0, separated=False)


def test_reliability_by_hand() -> None:
    found = reliability(np.array([10.0, 40.0]), VarianceComponents(20.0, 2.0))
    np.testing.assert_allclose(found, [0.5, 0.8])
    nothing = reliability(np.array([10.0]), VarianceComponents(0.0, 0.0))
    assert list(nothing) == [0.0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_equals_that_of_statsmodels(values: list[float]) -> None:
    found = benjamini_hochberg(np.array(values))
    expected = multipletests(values, method="fdr_bh")[1]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)
