"""The demo's numbers: repeatable, consistent, and with every planted case."""

import numpy as np
import pandas as pd
import pytest

from config.demo.generator import PLANTED, YEARS, DemoData, generate
from config.demo.vocabulary import CELLS, FACTORS


@pytest.fixture(scope="module")
def demo() -> DemoData:
    return generate()


def test_the_same_seed_gives_the_same_region(demo: DemoData) -> None:
    again = generate()
    pd.testing.assert_frame_equal(demo.results, again.results)
    pd.testing.assert_frame_equal(demo.context, again.context)
    pd.testing.assert_frame_equal(demo.schools, again.schools)


def test_another_seed_gives_another_region(demo: DemoData) -> None:
    other = generate(seed=1)
    assert not demo.results["mean_score"].equals(other.results["mean_score"])


def test_it_has_sixty_schools_in_three_municipalities(demo: DemoData) -> None:
    assert len(demo.schools) == 60
    assert demo.schools["municipality"].nunique() == 3


def test_all_cells_and_years_are_there_with_gaps(demo: DemoData) -> None:
    cells = demo.results.groupby(["year", "procedure", "subject", "grade"]).size()
    assert len(cells) == len(CELLS) * len(YEARS)
    full = demo.schools.shape[0] * len(CELLS) * len(YEARS)
    assert 0.85 * full < len(demo.results) < 0.97 * full


def test_levels_sum_to_participants_and_give_the_mean(demo: DemoData) -> None:
    marks = demo.results[demo.results["procedure"].isin(["vpr", "oge"])]
    counts = marks[[f"level_{n}" for n in range(1, 5)]].to_numpy()
    assert (counts.sum(axis=1) == marks["participants"]).all()
    assert (counts[:, 0] == marks["below_min"]).all()
    mean = counts @ np.array([2, 3, 4, 5]) / counts.sum(axis=1)
    np.testing.assert_allclose(marks["mean_score"], mean, rtol=0, atol=0.005001)


def test_basic_schools_write_no_state_exam(demo: DemoData) -> None:
    basic = demo.schools.index[demo.schools["is_basic"]]
    assert len(basic) > 0
    exam = demo.results[demo.results["procedure"] == "ege"]
    assert not exam["school"].isin(basic).any()


def test_planted_faults_are_there(demo: DemoData) -> None:
    assert not demo.results["school"].isin(PLANTED["without_results"]).any()
    assert not demo.context["school"].isin(PLANTED["without_context"]).any()
    flagged = demo.results.loc[demo.results["is_flagged"], "school"]
    assert set(flagged) == set(PLANTED["flagged"])
    assert demo.context[[f.code for f in FACTORS]].isna().any().any()


def test_any_number_of_schools_can_be_made() -> None:
    national = generate(schools=500)
    assert len(national.schools) == 500
    assert national.schools["municipality"].nunique() == 25
