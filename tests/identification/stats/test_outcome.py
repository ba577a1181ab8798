"""The outcome index: by hand, against the slow twin, and what it leaves out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from identification.stats.errors import Finding, StatisticsRefusal
from identification.stats.outcome import outcome_index
from identification.stats.rules import IdentificationRules
from tests.identification.stats import slow_twin
from tests.identification.stats.data import region


def rules(**changed: Any) -> IdentificationRules:
    given_rules = {"n_min": 1, "min_schools_per_cell": 4, "min_participants_total": 1}
    return IdentificationRules(**(given_rules | changed))


def table(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    columns = ["school", "procedure", "subject", "grade", "year", "participants"]
    return pd.DataFrame(rows, columns=[*columns, "score"])


def four_schools() -> pd.DataFrame:
    """Two cells of four schools whose means and spreads are whole numbers.

    Cell 1: scores 40, 60, 40, 60 with 10, 10, 30, 30 participants: mean 50,
    sd 10. Cell 2: scores 3, 3, 5, 5, ten participants each: mean 4, sd 1.
    """
    rows = [
        ("А", "vpr", "math", "5", 2022, 10, 40.0),
        ("Б", "vpr", "math", "5", 2022, 10, 60.0),
        ("В", "vpr", "math", "5", 2022, 30, 40.0),
        ("Г", "vpr", "math", "5", 2022, 30, 60.0),
        ("А", "oge", "rus", "9", 2022, 10, 3.0),
        ("Б", "oge", "rus", "9", 2022, 10, 3.0),
        ("В", "oge", "rus", "9", 2022, 10, 5.0),
        ("Г", "oge", "rus", "9", 2022, 10, 5.0),
    ]
    return table(rows)


def index_of(cells: pd.DataFrame, chosen: IdentificationRules) -> dict[str, float]:
    schools = outcome_index(cells, chosen).schools
    return dict(zip(schools["school"], schools["index"], strict=True))


def test_four_schools_by_hand() -> None:
    result = outcome_index(four_schools(), rules())
    expected = {
        "А": (10 * -1 + 10 * -1) / 20,
        "Б": (10 * 1 + 10 * -1) / 20,
        "В": (30 * -1 + 10 * 1) / 40,
        "Г": (30 * 1 + 10 * 1) / 40,
    }
    assert list(result.schools["school"]) == ["А", "Б", "В", "Г"]
    np.testing.assert_allclose(
        result.schools["index"], list(expected.values()), rtol=1e-9, atol=1e-12
    )
    np.testing.assert_allclose(
        result.schools["points"], [40.0, 50.0, 45.0, 60.0], rtol=1e-9
    )
    assert list(result.schools["participants"]) == [20, 20, 40, 40]
    assert list(result.schools["cells"]) == [2, 2, 2, 2]
    assert list(result.cells["mean"].round(12)) == [4.0, 50.0]
    assert list(result.cells["sd"].round(12)) == [1.0, 10.0]
    assert result.findings == ()


def test_weights_of_procedures_by_hand() -> None:
    found = index_of(four_schools(), rules(procedure_weights={"oge": 3.0}))
    assert found["В"] == pytest.approx((30 * -1 + 3 * 10 * 1) / 60, abs=1e-12)
    assert found["Г"] == pytest.approx(1.0, rel=1e-9)


def test_weight_of_zero_leaves_the_procedure_out() -> None:
    result = outcome_index(four_schools(), rules(procedure_weights={"oge": 0.0}))
    assert list(result.cells["procedure"]) == ["vpr"]
    np.testing.assert_allclose(result.schools["index"], [-1, 1, -1, 1], rtol=1e-12)


def test_weights_of_years_go_back_from_the_last() -> None:
    older = four_schools().query("procedure == 'vpr'").assign(year=2021)
    older["score"] = [60.0, 40.0, 60.0, 40.0]
    cells = pd.concat([four_schools(), older])
    chosen = rules(window_years=2, year_weights=(0.75, 0.25), subjects=("math",))
    found = index_of(cells, chosen)
    assert found["А"] == pytest.approx(0.75 * -1 + 0.25 * 1, rel=1e-9)


def test_years_outside_the_window_do_not_count() -> None:
    later = four_schools().assign(year=2030)
    result = outcome_index(
        pd.concat([four_schools(), later]), rules(window_years=1), year=2022
    )
    assert (result.year, set(result.cells["year"])) == (2022, {2022})


def test_effective_participants() -> None:
    result = outcome_index(four_schools(), rules())
    np.testing.assert_allclose(
        result.schools["effective_participants"], [20, 20, 40, 40], rtol=1e-12
    )
    weighted = outcome_index(four_schools(), rules(procedure_weights={"oge": 3.0}))
    # (30 + 3·10)² / (30²/30 + 30²/10) = 3600 / 120
    assert weighted.schools["effective_participants"].iloc[2] == pytest.approx(30.0)


def test_n_min_bounds_the_moments_and_not_the_index() -> None:
    cells = pd.concat(
        [four_schools(), table([("Д", "vpr", "math", "5", 2022, 2, 90.0)])]
    )
    result = outcome_index(cells, rules(n_min=5))
    assert list(result.cells["mean"].round(12)) == [4.0, 50.0]
    assert result.schools["index"].iloc[4] == pytest.approx(4.0)
    without = outcome_index(cells, rules(n_min=5, count_small_cells=False))
    assert without.schools["reason"].iloc[4] == (
        "не классифицирована: нет результатов, которые можно учесть"
    )


def test_too_few_participants_or_cells_give_the_reason() -> None:
    cells = pd.concat(
        [four_schools(), table([("Д", "vpr", "math", "5", 2022, 7, 50.0)])]
    )
    few = outcome_index(cells, rules(min_participants_total=10)).schools.iloc[4]
    assert few["reason"] == "не классифицирована: 7\xa0участников < 10"
    assert (few["classified"], np.isnan(few["index"])) == (False, True)
    one = outcome_index(cells, rules(min_cells=2)).schools.iloc[4]
    assert one["reason"] == "не классифицирована: 1\xa0процедура < 2"


def test_small_and_flat_cells_are_left_out_with_a_finding() -> None:
    cells = four_schools()
    cells.loc[cells["procedure"] == "oge", "score"] = 4.0
    flat = outcome_index(cells, rules())
    assert flat.findings == (
        Finding(
            "cell_left_out",
            "ОГЭ, русский язык, 9\xa0класс, 2022: не учтена, у всех школ один и тот "
            "же результат.",
            "ОГЭ, русский язык, 9\xa0класс, 2022",
        ),
    )
    assert list(flat.schools["cells"]) == [1, 1, 1, 1]
    few = outcome_index(four_schools(), rules(min_schools_per_cell=5))
    assert [found.code for found in few.findings] == ["cell_left_out"] * 2
    assert not few.schools["classified"].any()


def test_missing_scores_are_no_results() -> None:
    cells = four_schools()
    cells.loc[4, "score"] = np.nan
    result = outcome_index(cells, rules(min_schools_per_cell=3))
    assert list(result.schools["cells"]) == [1, 2, 2, 2]


def test_flagged_results_are_shown_and_may_be_left_out() -> None:
    cells = four_schools().assign(flagged=[False] * 7 + [True])
    shown = outcome_index(cells, rules())
    assert list(shown.schools["flagged"]) == [False, False, False, True]
    out = outcome_index(cells, rules(exclude_flagged=True, min_schools_per_cell=3))
    assert list(out.schools["cells"]) == [2, 2, 2, 1]


def test_noise_of_one_participant_by_hand() -> None:
    # Б: z = 1, −1 with 10 each around 0: 20. В: −1 (30), 1 (10) around −0.5: 30.
    # А and Г do not scatter. Four schools with two cells: four degrees of freedom.
    result = outcome_index(four_schools(), rules())
    assert result.noise_variance == pytest.approx((20 + 30) / 4)
    single = four_schools().query("procedure == 'vpr'")
    assert outcome_index(single, rules()).noise_variance is None


def test_frozen_moments_are_used_for_the_next_year() -> None:
    first = outcome_index(four_schools(), rules())
    new = four_schools().assign(year=2023)
    new["score"] += 10 * (new["procedure"] == "vpr")
    own = outcome_index(new, rules())
    np.testing.assert_allclose(own.schools["index"], first.schools["index"])
    frozen = outcome_index(new, rules(), first.cells)
    np.testing.assert_allclose(
        frozen.schools["index"], [-0.5, 0.5, 0.25, 1.75], atol=1e-12
    )


def test_frozen_moments_of_the_same_year_go_first() -> None:
    later = four_schools().assign(year=2023)
    later["score"] += 5
    both = pd.concat([four_schools(), later])
    frozen = outcome_index(both, rules())
    again = outcome_index(both, rules(), frozen.cells)
    pd.testing.assert_frame_equal(frozen.schools, again.schools)


def test_a_cell_the_frozen_model_does_not_know_is_left_out() -> None:
    first = outcome_index(four_schools().query("procedure == 'vpr'"), rules())
    result = outcome_index(four_schools(), rules(), first.cells)
    assert list(result.cells["used"]) == [False, True]
    assert [found.code for found in result.findings] == ["cell_left_out"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda t: t.drop(columns="score"), "missing_column"),
        (lambda t: t.assign(score="пять"), "bad_value"),
        (lambda t: t.assign(score=np.inf), "bad_value"),
        (lambda t: t.assign(participants=-1), "bad_value"),
        (lambda t: pd.concat([t, t.iloc[:1]]), "duplicate_row"),
        (lambda t: t.iloc[:0], "no_results"),
        (lambda t: t.assign(participants=0), "no_results"),
    ],
)
def test_refusals(change: Any, code: str) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        outcome_index(change(four_schools()), rules())
    assert caught.value.code == code


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "school": st.sampled_from("АБВГДЕ"),
            "procedure": st.sampled_from(["vpr", "oge"]),
            "subject": st.sampled_from(["rus", "math"]),
            "grade": st.just("5"),
            "year": st.sampled_from([2021, 2022]),
            "participants": st.integers(0, 40),
            "score": st.integers(0, 20).map(float),
        }
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: tuple(row[key] for key in ("school", *slow_twin.CELL)),
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_equals_the_slow_twin(rows: list[dict[str, Any]]) -> None:
    chosen = rules(n_min=5, min_schools_per_cell=2, min_participants_total=8)
    if not any(row["participants"] > 0 for row in rows):
        return
    slow = slow_twin.outcome(rows, n_min=5, min_schools=2, min_total=8)
    fast = index_of(pd.DataFrame(rows), chosen)
    for school, value in slow.items():
        if value is None:
            assert np.isnan(fast[school])
        else:
            assert fast[school] == pytest.approx(value, rel=1e-9, abs=1e-9)


def test_order_of_rows_changes_no_bit() -> None:
    cells, _ = region()
    straight = outcome_index(cells, IdentificationRules())
    mixed = outcome_index(cells.sample(frac=1, random_state=3), IdentificationRules())
    pd.testing.assert_frame_equal(straight.schools, mixed.schools, check_exact=True)
    pd.testing.assert_frame_equal(straight.cells, mixed.cells, check_exact=True)


def test_units_of_a_score_do_not_matter() -> None:
    cells, _ = region()
    straight = outcome_index(cells, IdentificationRules())
    other = outcome_index(
        cells.assign(score=cells["score"] * 0.05 + 300), IdentificationRules()
    )
    np.testing.assert_allclose(
        straight.schools["index"], other.schools["index"], rtol=1e-8, atol=1e-10
    )
