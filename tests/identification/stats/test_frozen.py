"""A frozen model: the same predictions, other schools, and its storage."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.tools import add_constant

from identification.stats.errors import StatisticsRefusal
from identification.stats.frozen import FrozenModel, apply
from identification.stats.identify import identify
from identification.stats.rules import IdentificationRules
from tests.identification.stats.data import region


RULES = IdentificationRules(bootstrap_resamples=20)


@pytest.fixture(scope="module")
def model() -> FrozenModel:
    return identify(*region(), RULES).model


def test_json_round_trip_keeps_every_bit(model: FrozenModel) -> None:
    again = FrozenModel.from_dict(json.loads(json.dumps(model.to_dict())))
    assert again.to_dict() == model.to_dict()
    assert again.digest() == model.digest()


def test_a_damaged_model_is_refused(model: FrozenModel) -> None:
    values = model.to_dict()
    del values["slopes"]
    with pytest.raises(StatisticsRefusal) as caught:
        FrozenModel.from_dict(values)
    assert caught.value.code == "bad_model"


def test_unchanged_inputs_reproduce_the_prediction_exactly(
    model: FrozenModel,
) -> None:
    cells, factors = region()
    first = identify(cells, factors, RULES)
    again = identify(cells, factors, RULES, frozen=model)
    for name in ("index", "expected", "residual", "context_index"):
        pd.testing.assert_series_equal(
            first.schools[name], again.schools[name], check_exact=True
        )
    assert again.fit is None
    assert again.cuts == first.cuts


def test_a_school_gets_the_same_prediction_beside_any_others(
    model: FrozenModel,
) -> None:
    cells, factors = region()
    few = set(factors["school"].iloc[3:9])
    part = identify(
        cells[cells["school"].isin(few)],
        factors[factors["school"].isin(few)],
        RULES,
        frozen=model,
    )
    whole = identify(cells, factors, RULES, frozen=model).schools
    inside = whole[whole["school"].isin(few)].reset_index(drop=True)
    for name in ("index", "expected", "studentised", "group"):
        pd.testing.assert_series_equal(
            part.schools[name], inside[name], check_exact=name != "studentised"
        )


def test_new_schools_equal_predictions_of_statsmodels(model: FrozenModel) -> None:
    cells, factors = region()
    first = identify(cells, factors, RULES)
    table = first.schools.set_index("school")
    plain = OLS(table["points"], add_constant(first.factors)).fit()
    new = pd.DataFrame({"a": [0.5, -2.0], "b": [1.0, 0.0], "c": [0.0, 3.0]})
    prediction = plain.get_prediction(add_constant(new))
    applied = apply(model, pd.Series([40.0, 60.0]), new)
    np.testing.assert_allclose(applied.expected, prediction.predicted_mean)
    interval = np.column_stack([applied.interval_low, applied.interval_high])
    np.testing.assert_allclose(interval, prediction.conf_int(obs=True), rtol=1e-9)
    np.testing.assert_allclose(
        applied.studentised,
        (np.array([40.0, 60.0]) - prediction.predicted_mean)
        / np.sqrt(prediction.var_pred_mean + plain.scale),
        rtol=1e-9,
    )


def test_twelve_schools_are_scored_with_the_model_of_the_region(
    model: FrozenModel,
) -> None:
    cells, factors = region(schools=12, seed=99)
    found = identify(cells, factors, RULES, frozen=model)
    assert len(found.schools) == 12
    assert found.schools["classified"].all()
    assert found.schools["cook"].isna().all()
    assert not found.schools["low_share"].isna().any()


def test_a_missing_factor_is_named(model: FrozenModel) -> None:
    cells, factors = region()
    with pytest.raises(StatisticsRefusal) as caught:
        identify(cells, factors.drop(columns="b"), RULES, frozen=model)
    assert (caught.value.code, caught.value.subject) == ("missing_column", "b")


def test_a_weighted_model_keeps_its_unit() -> None:
    cells, factors = region()
    rules = IdentificationRules(weighting="participants", bootstrap_resamples=10)
    first = identify(cells, factors, rules)
    again = identify(cells, factors, rules, frozen=first.model)
    pd.testing.assert_series_equal(
        first.schools["expected"], again.schools["expected"], check_exact=True
    )
    np.testing.assert_allclose(
        first.schools["interval_low"], again.schools["interval_low"], rtol=1e-9
    )
    with pytest.raises(StatisticsRefusal) as caught:
        apply(first.model, pd.Series([1.0]), first.factors.iloc[:1])
    assert caught.value.subject == "participants"
