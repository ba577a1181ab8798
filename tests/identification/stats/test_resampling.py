"""The bootstrap against a slow one that refits without each school."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from identification.stats import resampling
from identification.stats.design import Design, prepare
from identification.stats.groups import GROUPS
from identification.stats.resampling import membership
from identification.stats.rules import IdentificationRules
from tests.identification.stats import slow_twin


RULES = IdentificationRules(
    bootstrap_resamples=20, seed=5, low_cut=-0.7, resilient_cut=0.5
)


def design_of(n: int = 30, *, weights: pd.Series | None = None) -> Design:
    rng = np.random.default_rng(n)
    factors = pd.DataFrame(rng.normal(size=(n, 2)), columns=["a", "b"])
    outcome = factors["a"] * 2 + rng.normal(size=n)
    return prepare(outcome, factors, weights=weights)


def test_shares_equal_those_of_the_slow_twin() -> None:
    design = design_of()
    noise_sd = np.linspace(0.05, 0.6, 30)
    found = membership(design, noise_sd, RULES)
    expected = slow_twin.bootstrap(
        design.outcome,
        design.factors,
        noise_sd,
        seed=5,
        resamples=20,
        low=-0.7,
        high=0.5,
        quantile=0.25,
    )
    np.testing.assert_array_equal(found.groups, expected)
    assert found.resamples == 20


def test_shares_of_a_school_add_up() -> None:
    found = membership(design_of(), np.full(30, 0.3), RULES)
    np.testing.assert_allclose(found.groups.sum(axis=1), 1.0)
    places = [GROUPS.index(name) for name in ("adverse", "both", "resilient")]
    np.testing.assert_allclose(found.adverse, found.groups[:, places].sum(axis=1))
    np.testing.assert_allclose(found.low, found.groups[:, [0, 2]].sum(axis=1))
    np.testing.assert_allclose(found.resilient, found.groups[:, 3])


def test_the_same_seed_gives_the_same_shares(monkeypatch: Any) -> None:
    design, noise_sd = design_of(), np.full(30, 0.3)
    first = membership(design, noise_sd, RULES)
    np.testing.assert_array_equal(
        first.groups, membership(design, noise_sd, RULES).groups
    )
    other = membership(design, noise_sd, replace(RULES, seed=6))
    assert not np.array_equal(first.groups, other.groups)
    monkeypatch.setattr(resampling, "_CHUNK_NUMBERS", 70)
    np.testing.assert_array_equal(
        first.groups, membership(design, noise_sd, RULES).groups
    )


def test_noise_makes_a_membership_less_sure() -> None:
    design = design_of()
    rules = replace(RULES, bootstrap_resamples=200, low_cut=-1.0, resilient_cut=1.0)
    quiet = membership(design, np.zeros(30), rules).groups.max(axis=1).mean()
    loud = membership(design, np.full(30, 2.0), rules).groups.max(axis=1).mean()
    assert loud < quiet - 0.1


def test_equal_weights_change_nothing() -> None:
    noise_sd = np.full(30, 0.3)
    plain = membership(design_of(), noise_sd, RULES)
    weighted = membership(
        design_of(weights=pd.Series(np.full(30, 4.0))), noise_sd, RULES
    )
    np.testing.assert_array_equal(plain.groups, weighted.groups)


def test_a_quantile_cut_takes_that_share_of_schools() -> None:
    rules = replace(RULES, low_cut_kind="quantile", low_cut=0.2)
    found = membership(design_of(200), np.zeros(200), rules)
    assert found.low.mean() == pytest.approx(0.2, abs=0.03)


def test_degenerate_resamples_are_drawn_again() -> None:
    rng = np.random.default_rng(2)
    # A factor that two of seven schools have: often nobody drawn has it.
    factors = pd.DataFrame({"a": [1.0, 1.0, 0, 0, 0, 0, 0], "b": rng.normal(size=7)})
    design = prepare(pd.Series(rng.normal(size=7)), factors)
    found = membership(design, np.full(7, 0.1), replace(RULES, bootstrap_resamples=50))
    assert found.resamples == 50
    assert not np.isnan(found.groups).any()


def test_progress_is_reported_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    membership(
        design_of(), np.full(30, 0.3), RULES, report=lambda *step: told.append(step)
    )
    assert told[-1] == (20, 20)


def test_no_resamples_leave_the_shares_unknown() -> None:
    found = membership(
        design_of(), np.full(30, 0.3), replace(RULES, bootstrap_resamples=0)
    )
    assert np.isnan(found.groups).all()
