"""The fit of record against published, exact and certified figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from statsmodels.regression.linear_model import OLS, WLS
from statsmodels.stats.outliers_influence import OLSInfluence
from statsmodels.tools import add_constant

from identification.stats.errors import StatisticsRefusal
from identification.stats.regression import fit
from tests.identification.stats import slow_twin
from tests.identification.stats.data import published
from tests.identification.stats.reference import reference


MODELS = reference("regressions")["models"]
NIST = reference("nist")


def fit_of(model: dict[str, Any]) -> Any:
    frame = published(model["package"], model["dataset"])
    return fit(frame[model["outcome"]], frame[model["factors"]])


def close(value: float, text: str, *, relative: float = 1e-9) -> bool:
    exact = Decimal(text)
    return abs(Decimal(float(value)) - exact) <= Decimal(relative) * abs(exact)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: " ".join(m["factors"]))
class TestReference:
    def test_coefficients_and_errors(self, model: dict[str, Any]) -> None:
        rows = fit_of(model).coefficients
        assert [row.name for row in rows] == ["const", *model["factors"]]
        for at, row in enumerate(rows):
            assert close(row.value, model["coefficients"][at])
            assert close(row.se_classical, model["se_classical"][at])
            assert close(row.se_hc3, model["se_hc3"][at])
        assert rows[0].vif is None
        for row, vif in zip(rows[1:], model["vif"], strict=True):
            assert close(row.vif, vif)

    def test_key_figures(self, model: dict[str, Any]) -> None:
        fitted = fit_of(model)
        names = ("r_squared", "adj_r_squared", "loo_r_squared", "residual_sd", "bp_lm")
        for name in names:
            assert close(getattr(fitted, name), model[name]), name

    def test_schools(self, model: dict[str, Any]) -> None:
        fitted = fit_of(model)
        assert fitted.n == model["n"]
        assert int(np.argmin(fitted.studentised)) == model["lowest"]
        assert close(fitted.studentised.min(), model["studentised_min"])
        assert close(fitted.studentised.max(), model["studentised_max"])
        assert close(fitted.leverage.max(), model["leverage_max"])
        assert close(fitted.cook.max(), model["cook_max"])


# The figures as published, to the digits printed.
PRINTED = [
    (0, [32.142712, -0.318864], [0.997582, 0.034839], [1.007781, 0.033162]),
    (
        1,
        [-20.360749, 6.229690, -0.304585],
        [25.072876, 2.972634, 0.035357],
        [30.377271, 3.619117, 0.034056],
    ),
    (2, [698.932952, -2.279808], [9.467491, 0.479826], [10.460534, 0.524358]),
    (
        3,
        [700.149965, -0.998309, -0.121573, -0.547346],
        [4.685687, 0.238754, 0.032317, 0.021599],
        [5.641041, 0.273760, 0.033243, 0.024321],
    ),
]
PRINTED_FIGURES = [
    (0, 0.171034, 0.168992, 9.565938, 0.163257, 1.3287),
    (1, 0.179927, 0.175877, 9.526228, 0.166173, 8.3593),
    (2, 0.051240, 0.048970, 18.580967, 0.041297, 5.7936),
    (3, 0.774516, 0.772890, 9.080079, 0.769660, 9.9375),
    (4, 0.774850, 0.772680, 9.084273, 0.768903, 11.0729),
]


@pytest.mark.parametrize(("place", "values", "classical", "hc3"), PRINTED)
def test_coefficients_agree_with_print(
    place: int, values: list[float], classical: list[float], hc3: list[float]
) -> None:
    rows = fit_of(MODELS[place]).coefficients
    assert [round(row.value, 6) for row in rows] == values
    assert [round(row.se_classical, 6) for row in rows] == classical
    assert [round(row.se_hc3, 6) for row in rows] == hc3


@pytest.mark.parametrize(
    ("place", "share", "adjusted", "sd", "loo", "lm"), PRINTED_FIGURES
)
def test_figures_agree_with_print(
    place: int, share: float, adjusted: float, sd: float, loo: float, lm: float
) -> None:
    fitted = fit_of(MODELS[place])
    assert round(fitted.r_squared, 6) == share
    assert round(fitted.adj_r_squared, 6) == adjusted
    assert round(fitted.residual_sd, 6) == sd
    assert round(fitted.loo_r_squared, 6) == loo
    assert round(fitted.bp_lm, 4) == lm


@pytest.mark.parametrize(
    ("place", "p_value", "digits"),
    [(0, 0.249, 3), (1, 0.0153, 4), (2, 0.01608, 5), (3, 0.0191, 4), (4, 0.0258, 4)],
)
def test_breusch_pagan_p(place: int, p_value: float, digits: int) -> None:
    assert round(fit_of(MODELS[place]).bp_p_value, digits) == p_value


def test_counts_of_outlying_schools() -> None:
    four = fit_of(MODELS[3]).studentised
    assert ((four < -2).sum(), (four > 2).sum()) == (14, 10)
    assert (round(four.min(), 4), int(four.argmin())) == (-3.6998, 179)
    one = fit_of(MODELS[0]).studentised
    assert ((one < -2).sum(), (one > 2).sum()) == (2, 17)
    assert (round(one.min(), 4), int(one.argmin())) == (-2.5711, 127)


def test_districts_below_the_cuts() -> None:
    studentised = fit_of(MODELS[5]).studentised
    below = [int((studentised < cut).sum()) for cut in (-1, -1.645, -2)]
    assert below == [66, 16, 8]
    districts = published("AER", "CASchools")["school"]
    assert districts[int(studentised.argmin())] == "Burrel Union Elementary"
    assert round(studentised.min(), 4) == -3.7186


@pytest.mark.parametrize("name", ["norris", "longley"])
def test_nist_certified_values(name: str) -> None:
    data = NIST[name]
    fitted = fit(
        pd.Series(data["outcome"]), pd.DataFrame(data["factors"], columns=data["names"])
    )
    for row, value, error in zip(
        fitted.coefficients, data["coefficients"], data["se_classical"], strict=True
    ):
        assert close(row.value, value)
        assert close(row.se_classical, error)
    assert close(fitted.residual_sd, data["residual_sd"])
    assert close(fitted.r_squared, data["r_squared"])


def test_prediction_interval_equals_that_of_statsmodels() -> None:
    model = MODELS[3]
    frame = published(model["package"], model["dataset"])
    plain = OLS(frame[model["outcome"]], add_constant(frame[model["factors"]])).fit()
    expected = plain.get_prediction().conf_int(obs=True, alpha=0.1)
    fitted = fit(frame[model["outcome"]], frame[model["factors"]], interval_level=0.9)
    found = np.column_stack([fitted.interval_low, fitted.interval_high])
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_influence_equals_that_of_statsmodels() -> None:
    frame = published("Ecdat", "Caschool").iloc[:60]
    fitted = fit(frame["testscr"], frame[["str", "elpct"]])
    plain = OLS(frame["testscr"], add_constant(frame[["str", "elpct"]])).fit()
    influence = OLSInfluence(plain)
    np.testing.assert_allclose(
        fitted.studentised, influence.resid_studentized_external, rtol=1e-8
    )
    np.testing.assert_allclose(fitted.cook, influence.cooks_distance[0], rtol=1e-8)
    np.testing.assert_allclose(fitted.leverage, influence.hat_matrix_diag, rtol=1e-8)


def test_weighted_fit_equals_that_of_statsmodels() -> None:
    frame = published("AER", "CASchools")
    factors = frame[["english", "lunch"]]
    fitted = fit(frame["score"], factors, weights=frame["students"])
    model = WLS(frame["score"], add_constant(factors), weights=frame["students"])
    plain = model.fit()
    robust = plain.get_robustcov_results("HC3", use_t=True)
    rows = fitted.coefficients
    np.testing.assert_allclose([r.value for r in rows], plain.params, rtol=1e-9)
    np.testing.assert_allclose([r.se_classical for r in rows], plain.bse, rtol=1e-9)
    np.testing.assert_allclose([r.se_hc3 for r in rows], robust.bse, rtol=1e-9)
    np.testing.assert_allclose([r.p_value for r in rows], robust.pvalues, rtol=1e-7)
    np.testing.assert_allclose(fitted.r_squared, plain.rsquared, rtol=1e-9)
    expected = plain.get_prediction().conf_int(obs=True)
    found = np.column_stack([fitted.interval_low, fitted.interval_high])
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_leave_one_out_is_what_it_says() -> None:
    frame = published("Ecdat", "Caschool").iloc[:40]
    y = frame["testscr"].to_numpy()
    x = frame[["str", "mealpct"]].to_numpy()
    press = 0.0
    for own in range(len(y)):
        beta = slow_twin.coefficients(np.delete(y, own), np.delete(x, own, axis=0))
        press += (y[own] - beta[0] - x[own] @ beta[1:]) ** 2
    fitted = fit(frame["testscr"], frame[["str", "mealpct"]])
    expected = 1 - press / ((y - y.mean()) ** 2).sum()
    np.testing.assert_allclose(fitted.loo_r_squared, expected, rtol=1e-10)


def small(seed: int, n: int = 25, k: int = 3) -> tuple[pd.Series, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    factors = pd.DataFrame(rng.normal(size=(n, k)), columns=list("abc")[:k])
    outcome = pd.Series(factors.sum(axis=1) + rng.normal(size=n))
    return outcome, factors


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_deleted_residuals_equal_refits(seed: int) -> None:
    outcome, factors = small(seed, n=9, k=2)
    fitted = fit(outcome, factors)
    everyone = np.arange(len(outcome))
    slow = [
        slow_twin.deleted_residual(
            outcome.to_numpy(), factors.to_numpy(), own, everyone, 0.0
        )
        for own in everyone
    ]
    np.testing.assert_allclose(fitted.studentised, slow, rtol=1e-7, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(25)))
def test_order_of_rows_does_not_matter(seed: int, order: list[int]) -> None:
    outcome, factors = small(seed)
    straight = fit(outcome, factors)
    mixed = fit(outcome.iloc[order], factors.iloc[order])
    assert list(mixed.schools) == order
    np.testing.assert_allclose(
        mixed.studentised, straight.studentised[order], rtol=1e-9, atol=1e-12
    )


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 10_000),
    st.floats(1e-3, 1e3),
    st.floats(-1e3, 1e3),
)
def test_units_of_a_factor_do_not_matter(seed: int, scale: float, shift: float) -> None:
    outcome, factors = small(seed)
    straight = fit(outcome, factors)
    other = fit(outcome, factors.assign(b=factors["b"] * scale + shift))
    np.testing.assert_allclose(other.expected, straight.expected, rtol=1e-7, atol=1e-9)
    found = other.coefficients[2]
    np.testing.assert_allclose(found.value * scale, straight.slopes[1], rtol=1e-7)
    np.testing.assert_allclose(
        found.p_value, straight.coefficients[2].p_value, rtol=1e-6
    )


def test_a_constant_added_to_the_outcome_moves_the_intercept_only() -> None:
    outcome, factors = small(3)
    straight, moved = fit(outcome, factors), fit(outcome + 1000, factors)
    np.testing.assert_allclose(moved.const, straight.const + 1000, rtol=1e-12)
    np.testing.assert_allclose(moved.slopes, straight.slopes, rtol=1e-9)
    np.testing.assert_allclose(moved.studentised, straight.studentised, rtol=1e-7)


class TestRefusals:
    def refused(self, outcome: pd.Series, factors: pd.DataFrame) -> StatisticsRefusal:
        with pytest.raises(StatisticsRefusal) as caught:
            fit(outcome, factors, labels={"c": "Доля сельских школ"})
        return caught.value

    def test_perfect_collinearity_names_the_factors(self) -> None:
        outcome, factors = small(1)
        refusal = self.refused(
            outcome, factors.assign(c=2 * factors["a"] - factors["b"] + 5)
        )
        assert (refusal.code, refusal.subject) == ("collinear", "c")
        assert refusal.message == (
            "Фактор «Доля сельских школ» полностью выражается через «a», «b»: "
            "уберите один из них."
        )

    def test_the_same_factor_in_other_units(self) -> None:
        outcome, factors = small(1)
        refusal = self.refused(outcome, factors.assign(b=factors["a"] * 100))
        assert (refusal.code, refusal.subject) == ("collinear", "b")

    def test_constant_factor(self) -> None:
        outcome, factors = small(1)
        refusal = self.refused(outcome, factors.assign(c=1e9 + 0.1))
        assert (refusal.code, refusal.subject) == ("constant_factor", "c")

    def test_constant_outcome(self) -> None:
        outcome, factors = small(1)
        assert self.refused(outcome * 0 + 3, factors).code == "constant_outcome"

    @pytest.mark.parametrize(("n", "refused"), [(5, True), (6, False)])
    def test_schools_must_be_three_more_than_factors(
        self, n: int, refused: bool
    ) -> None:
        outcome, factors = small(1, n=n)
        if refused:
            assert self.refused(outcome, factors).code == "too_few_schools"
        else:
            assert fit(outcome, factors).n == 6

    def test_ill_conditioned(self) -> None:
        outcome, factors = small(1)
        noise = np.random.default_rng(5).normal(size=len(outcome)) * 3e-9
        refusal = self.refused(outcome, factors.assign(c=factors["a"] + noise))
        assert (refusal.code, refusal.subject) == ("ill_conditioned", "c")

    def test_missing_value(self) -> None:
        outcome, factors = small(1)
        refusal = self.refused(outcome, factors.assign(c=[None, *range(24)]))
        assert (refusal.code, refusal.subject) == ("bad_value", "c")

    def test_no_factors(self) -> None:
        outcome, factors = small(1)
        assert self.refused(outcome, factors[[]]).code == "no_factors"

    def test_outcome_among_the_factors(self) -> None:
        outcome, factors = small(1)
        refusal = self.refused(outcome, factors.assign(c=3 * outcome + 1))
        assert refusal.code == "no_residual"

    def test_one_school_alone_decides_a_coefficient(self) -> None:
        outcome, factors = small(1)
        alone = np.zeros(len(outcome))
        alone[7] = 1.0
        refusal = self.refused(outcome, factors.assign(c=alone))
        assert (refusal.code, refusal.subject) == ("leverage_one", "7")

    def test_weight_of_zero(self) -> None:
        outcome, factors = small(1)
        with pytest.raises(StatisticsRefusal) as caught:
            fit(outcome, factors, weights=pd.Series(range(25)))
        assert caught.value.code == "bad_value"


def test_aicc_by_its_formula() -> None:
    outcome, factors = small(1)
    fitted = fit(outcome, factors)
    n, parameters = 25, 5  # three slopes, the intercept, the variance
    sse = float(fitted.residual @ fitted.residual)
    likelihood = -n / 2 * (np.log(2 * np.pi * sse / n) + 1)
    correction = 2 * parameters * (parameters + 1) / (n - parameters - 1)
    expected = -2 * likelihood + 2 * parameters + correction
    assert fitted.aicc == pytest.approx(expected, rel=1e-12)


def test_condition_number_of_the_standardised_design() -> None:
    frame = published("Ecdat", "Caschool")
    factors = frame[["str", "elpct", "mealpct"]]
    scaled = (factors - factors.mean()) / factors.std()
    found = fit(frame["testscr"], factors).condition_number
    # A column is brought to length one, whatever its unit.
    columns = add_constant(scaled).to_numpy()
    columns = columns / np.linalg.norm(columns, axis=0)
    assert found == pytest.approx(np.linalg.cond(columns), rel=1e-9)
