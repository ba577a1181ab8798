"""Rule sets: round trips, digests, and values that are refused by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from identification.stats.errors import StatisticsRefusal
from identification.stats.rules import (
    RULE_PARAMETERS,
    THRESHOLD_PARAMETERS,
    IdentificationRules,
    ThresholdRules,
)


FULL = IdentificationRules(
    procedure_weights={"vpr": 0.5, "oge": 1},
    year_weights=(0.5, 0.3, 0.2),
    subjects=("rus", "math"),
    factors=("poverty", "migrants"),
    threshold=ThresholdRules(n_min=10, clauses=("two_procedures",)),
)


@pytest.mark.parametrize("rules", [IdentificationRules(), FULL])
def test_json_round_trip(rules: IdentificationRules) -> None:
    again = IdentificationRules.from_dict(json.loads(json.dumps(rules.to_dict())))
    assert again == rules
    assert again.digest() == rules.digest()


def test_every_parameter_is_described() -> None:
    assert set(IdentificationRules().to_dict()) == {*RULE_PARAMETERS, "threshold"}
    assert set(ThresholdRules().to_dict()) == set(THRESHOLD_PARAMETERS)


def test_digest_changes_with_a_value_and_not_with_its_order() -> None:
    weights = {"oge": 1, "vpr": 0.5}
    same = IdentificationRules.from_dict(
        {**FULL.to_dict(), "procedure_weights": weights}
    )
    assert same.digest() == FULL.digest()
    assert IdentificationRules(n_min=11).digest() != IdentificationRules().digest()


@pytest.mark.parametrize(
    ("values", "subject"),
    [
        ({"n_min": 0}, "n_min"),
        ({"n_min": True}, "n_min"),
        ({"n_min": "10"}, "n_min"),
        ({"min_schools_per_cell": 1}, "min_schools_per_cell"),
        ({"procedure_weights": {"vpr": -1}}, "procedure_weights"),
        ({"procedure_weights": [1]}, "procedure_weights"),
        ({"year_weights": [0, 0, 0]}, "year_weights"),
        ({"year_weights": [1, 1]}, "year_weights"),
        ({"subjects": ["rus", "rus"]}, "subjects"),
        ({"factors": [""]}, "factors"),
        ({"selection": "best"}, "selection"),
        ({"alpha": 1}, "alpha"),
        ({"alpha": float("nan")}, "alpha"),
        ({"context_quantile": 0}, "context_quantile"),
        ({"low_cut": 1.0}, "low_cut"),
        ({"low_cut_kind": "quantile", "low_cut": -1.0}, "low_cut"),
        ({"sure_from": 0.2}, "border_from"),
        ({"seed": -1}, "seed"),
        ({"threshold": {"numerator": 11}}, "numerator"),
        ({"threshold": {"clauses": []}}, "clauses"),
        ({"threshold": {"clauses": ["often"]}}, "clauses"),
        ({"threshold": {"n_min": 0}}, "n_min"),
    ],
)
def test_impossible_values_are_refused_by_name(
    values: dict[str, Any], subject: str
) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        IdentificationRules.from_dict(values)
    assert (caught.value.code, caught.value.subject) == ("bad_rule", subject)


def test_the_sentence_names_the_parameter() -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        IdentificationRules(bootstrap_resamples=-1)
    assert caught.value.message == (
        "Параметр правил «число повторных выборок» (bootstrap_resamples): "
        "нужно целое число от 0 до 10 000, указано -1."
    )


@pytest.mark.parametrize("values", [{"nmin": 5}, {"threshold": {"n": 5}}])
def test_unknown_parameters_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        IdentificationRules.from_dict(values)
    assert caught.value.code == "unknown_rule"
