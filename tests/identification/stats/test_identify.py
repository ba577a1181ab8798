"""The whole calculation on real districts and on a made-up region."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from identification.stats.errors import StatisticsRefusal
from identification.stats.identify import STAGES, identify
from identification.stats.rules import IdentificationRules
from tests.identification.stats.data import (
    CASCHOOLS_FACTORS,
    caschools,
    published,
    region,
)


RULES = IdentificationRules(bootstrap_resamples=20)
CALIFORNIA = IdentificationRules(factors=CASCHOOLS_FACTORS, bootstrap_resamples=50)


def test_districts_below_the_cuts() -> None:
    found = identify(*caschools(), CALIFORNIA)
    studentised = found.schools["studentised"]
    below = [int((studentised < cut).sum()) for cut in (-1, -1.645, -2)]
    assert below == [66, 16, 8]
    lowest = found.schools.loc[studentised.idxmin()]
    frame = published("AER", "CASchools").set_index("district")
    name = frame.loc[int(lowest["school"]), "school"]
    assert (name, round(lowest["studentised"], 4)) == (
        "Burrel Union Elementary",
        -3.7186,
    )
    low = found.schools["group"].isin(["low", "both"])
    assert int(low.sum()) == 66


def test_selection_drops_calworks() -> None:
    found = identify(*caschools(), replace(CALIFORNIA, selection="significant"))
    assert [step.name for step in found.dropped] == ["calworks"]
    assert found.model.names == ("english", "lunch", "income")
    assert list(found.factors.columns) == ["english", "lunch", "income"]


def test_the_table_is_consistent() -> None:
    found = identify(*region(), RULES)
    table = found.schools
    np.testing.assert_allclose(table["points"], 50 + 10 * table["index"])
    np.testing.assert_allclose(table["residual"], table["points"] - table["expected"])
    np.testing.assert_allclose(
        table["expected"], found.model.const + table["context_index"]
    )
    np.testing.assert_allclose(
        table["shrunk"], table["reliability"] * table["residual"]
    )
    assert (table["low_margin"] <= 0).equals(table["studentised"] <= -1)
    adverse = table["group"].isin(["adverse", "both", "resilient"])
    assert (table["context_margin"] < 0).equals(adverse)
    assert int(adverse.sum()) == 15
    assert table["interval_low"].notna().all()
    assert found.components.noise > 0
    assert (found.resamples, found.findings[0].code) == (20, "explained")


def test_context_index_is_the_printed_combination() -> None:
    found = identify(*region(), replace(RULES, selection="significant"))
    assert found.model.names == ("a", "b")
    total = sum(
        slope * found.factors[name]
        for slope, name in zip(found.model.slopes, found.model.names, strict=True)
    )
    np.testing.assert_allclose(found.schools["context_index"], total, rtol=1e-12)


def test_group_share_is_that_of_the_group() -> None:
    table = identify(*region(), RULES).schools
    low = table[table["group"] == "low"]
    assert len(low) > 0
    assert (low["group_share"] <= low["low_share"]).all()
    sure = table["group_share"] >= 0.8
    assert (table["confidence"] == "sure").equals(sure)


def test_the_same_data_in_another_order_give_the_same_digest() -> None:
    cells, factors = region()
    first = identify(cells, factors, RULES)
    again = identify(
        cells.sample(frac=1, random_state=1),
        factors.sample(frac=1, random_state=2)[["c", "school", "b", "a"]],
        RULES,
    )
    assert again.digest() == first.digest()
    pd.testing.assert_frame_equal(first.schools, again.schools, check_exact=True)
    assert again.model.digest() == first.model.digest()


def test_another_seed_or_value_gives_another_digest() -> None:
    cells, factors = region()
    first = identify(cells, factors, RULES).digest()
    assert identify(cells, factors, replace(RULES, seed=1)).digest() != first
    cells.loc[0, "score"] += 0.001
    assert identify(cells, factors, RULES).digest() != first


def test_schools_without_results_or_conditions_are_listed_with_the_reason() -> None:
    cells, factors = region()
    factors.loc[factors["school"] == "school-0001", "b"] = np.nan
    factors = factors[factors["school"] != "school-0002"]
    extra = pd.DataFrame({"school": ["a-school"], "a": 0.0, "b": 0.0, "c": 0.0})
    found = identify(
        cells, pd.concat([factors, extra]), RULES, labels={"b": "Доля мигрантов"}
    )
    table = found.schools.set_index("school")
    left = table[~table["classified"]]
    assert left["reason"].to_dict() == {
        "school-0001": "не классифицирована: нет данных по фактору «Доля мигрантов»",
        "school-0002": "не классифицирована: нет данных по фактору «a»",
        "a-school": "не классифицирована: нет результатов",
    }
    assert list(table.index) == sorted(table.index)
    assert set(left["group"]) == {"unclassified"}
    assert left["expected"].isna().all()
    assert set(left["confidence"]) == {""}
    assert found.findings[-1].message == "Не классифицировано школ: 3 из 61."


def test_progress_goes_through_every_stage() -> None:
    told: list[tuple[str, int, int]] = []
    identify(*region(), RULES, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == list(STAGES)
    last = {stage: (done, total) for stage, done, total in told}
    assert all(done == total for done, total in last.values())


def test_few_schools_per_factor_are_said() -> None:
    found = identify(*region(schools=12), RULES)
    assert "few_schools_per_factor" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("resamples", [0, 1])
def test_few_resamples_do_no_harm(resamples: int) -> None:
    found = identify(*region(), replace(RULES, bootstrap_resamples=resamples))
    assert found.resamples == resamples
    assert found.schools["reason"].str.len().min() > 20


@pytest.mark.parametrize(
    ("change", "code", "subject"),
    [
        (lambda t: t.drop(columns="school"), "missing_column", "school"),
        (lambda t: pd.concat([t, t.iloc[:1]]), "duplicate_row", "school-0000"),
        (lambda t: t.assign(school="нет такой"), "duplicate_row", "нет такой"),
        (lambda t: t.assign(c=t["a"] + t["b"]), "collinear", "c"),
        (lambda t: t.assign(a=np.nan), "no_schools", ""),
    ],
)
def test_refusals(change: Any, code: str, subject: str) -> None:
    cells, factors = region()
    with pytest.raises(StatisticsRefusal) as caught:
        identify(cells, change(factors), RULES)
    assert (caught.value.code, caught.value.subject) == (code, subject)


def test_numbers_of_schools_work_as_well_as_names() -> None:
    cells, factors = region()
    numbers = {name: place for place, name in enumerate(factors["school"])}
    found = identify(
        cells.assign(school=cells["school"].map(numbers)),
        factors.assign(school=factors["school"].map(numbers)),
        RULES,
    )
    named = identify(cells, factors, RULES)
    assert list(found.schools["group"]) == list(named.schools["group"])
    assert list(found.schools["school"]) == list(range(60))
