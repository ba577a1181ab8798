"""Which factors are left out, and in what order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.tools import add_constant

from identification.stats.errors import StatisticsRefusal
from identification.stats.selection import backward
from tests.identification.stats.data import CASCHOOLS_FACTORS, published


def test_calworks_drops_out_of_the_districts() -> None:
    frame = published("AER", "CASchools")
    found = backward(frame["score"], frame[list(CASCHOOLS_FACTORS)])
    assert found.fit.names == ("english", "lunch", "income")
    assert [step.name for step in found.dropped] == ["calworks"]
    step = found.dropped[0]
    assert round(step.p_value, 6) == 0.349098
    assert step.adj_r_squared == pytest.approx(0.8011687038351, rel=1e-9)
    assert step.loo_r_squared == pytest.approx(0.7979318597239, rel=1e-9)


def test_the_path_equals_a_hand_made_one() -> None:
    rng = np.random.default_rng(11)
    factors = pd.DataFrame(rng.normal(size=(40, 5)), columns=list("abcde"))
    outcome = 2 * factors["a"] - factors["d"] + rng.normal(size=40)
    left, path = list("abcde"), []
    while True:
        plain = OLS(outcome, add_constant(factors[left])).fit()
        p_values = plain.get_robustcov_results("HC3", use_t=True).pvalues[1:]
        worst = int(np.argmax(p_values))
        if p_values[worst] <= 0.05:
            break
        path.append((left.pop(worst), float(p_values[worst])))
    found = backward(outcome, factors, alpha=0.05)
    assert list(found.fit.names) == left
    assert [step.name for step in found.dropped] == [name for name, _ in path]
    np.testing.assert_allclose(
        [step.p_value for step in found.dropped], [p for _, p in path], rtol=1e-8
    )


def test_alpha_decides() -> None:
    frame = published("AER", "CASchools")
    found = backward(frame["score"], frame[list(CASCHOOLS_FACTORS)], alpha=0.4)
    assert (found.fit.names, found.dropped) == (CASCHOOLS_FACTORS, ())


def test_no_significant_factor_is_refused() -> None:
    rng = np.random.default_rng(1)
    factors = pd.DataFrame({"a": rng.normal(size=20)})
    outcome = pd.Series(rng.normal(size=20))
    with pytest.raises(StatisticsRefusal) as caught:
        backward(outcome, factors, alpha=0.001)
    assert caught.value.code == "no_significant_factor"


def test_the_robust_error_chooses_and_not_the_classical() -> None:
    rng = np.random.default_rng(14)
    factors = pd.DataFrame(rng.normal(size=(30, 3)), columns=list("abc"))
    spread = 1 + 2 * factors["b"] ** 2
    outcome = factors["a"] * 3 + rng.normal(size=30) * spread
    plain = OLS(outcome, add_constant(factors)).fit()
    assert plain.pvalues.drop("const").idxmax() == "c"
    assert backward(outcome, factors).dropped[0].name == "b"


def test_a_factor_that_only_the_classical_error_calls_significant() -> None:
    frame = published("wooldridge", "meap93")
    found = backward(frame["math10"], frame[["lexpend", "lnchprg"]])
    # Classical p = 0.037, HC3 p = 0.086.
    assert [step.name for step in found.dropped] == ["lexpend"]
