"""Invents a region of schools with results and context from one seed.

Each school has a hidden hardship, drawn once. The context factors go with it,
four of them shift what its pupils show, and a school effect of its own is added:
most schools get a small one, a few planted schools a large one in either
direction, so that every group is there. A pupil's result is a normal draw around
the school's level; marks and levels are that draw cut at fixed points, so the
mean, the number below the minimum and the levels of one row always agree.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from config.demo.vocabulary import CELLS, FACTORS, Cell


Vector = NDArray[np.float64]

SEED = 20260901
YEARS = (2024, 2025, 2026)
SCHOOLS_PER_MUNICIPALITY = 20

# Where the normal draw of a pupil is cut into four marks or levels.
MARK_CUTS = {
    "vpr": np.array([-1.40, 0.15, 1.20]),
    "oge": np.array([-1.55, 0.05, 1.10]),
    "kdr": np.array([-1.35, -0.45, 0.80]),
}
MARKS = np.array([2.0, 3.0, 4.0, 5.0])
# A level stands for a share of the work done, to give a mean in per cent.
LEVEL_PERCENTS = np.array([25.0, 45.0, 65.0, 85.0])
# Test scores of the state exam: mean, spread and certificate minimum.
EXAM = {"rus": (66.0, 14.0, 24.0), "math_profile": (57.0, 15.0, 27.0)}

# Planted on purpose; the first schools of the first municipality.
PLANTED = {
    "both": (0, 1),
    "low": (2, 3),
    "resilient": (4, 5),
    "flagged": (6,),
    "tiny": (7,),
    "without_context": (8,),
    "without_results": (9,),
}


@dataclass(frozen=True)
class DemoData:
    """Tables of the demo; a school is its position from zero.

    Attributes
    ----------
    schools : DataFrame
        municipality, is_rural, is_basic (no grades 10–11), grade_size.
    results : DataFrame
        school, year, procedure, subject, grade, participants, mean_score,
        below_min, level_1 … level_4 (−1 where the procedure has none), is_flagged.
    context : DataFrame
        school, year and one column per factor, NaN where nothing was given.
    """

    schools: pd.DataFrame
    results: pd.DataFrame
    context: pd.DataFrame


def generate(
    *, schools: int = 60, seed: int = SEED, years: tuple[int, ...] = YEARS
) -> DemoData:
    """Return the tables of a region; the same arguments give the same tables."""
    rng = np.random.default_rng(seed)
    registry = _registry(rng, schools)
    hardship = _hardship(rng, schools)
    standard = _standard_factors(rng, hardship)
    level = standard @ np.array([factor.effect for factor in FACTORS])
    level += _own_effects(rng, schools)
    context = _context(rng, standard, years)
    results = pd.concat(
        [
            _cell_results(rng, registry, level, cell, year)
            for year in years
            for cell in CELLS
        ],
        ignore_index=True,
    )
    return DemoData(registry, _leave_gaps(rng, results), context)


def _registry(rng: np.random.Generator, schools: int) -> pd.DataFrame:
    """Place, kind and size of each school."""
    position = np.arange(schools)
    municipality = position // SCHOOLS_PER_MUNICIPALITY
    is_rural = (municipality % 3 != 0) & (rng.random(schools) < 0.75)
    size = np.where(
        is_rural, rng.lognormal(2.7, 0.5, schools), rng.lognormal(4.2, 0.35, schools)
    )
    for place in PLANTED["tiny"]:
        size[place] = 3.0
    return pd.DataFrame(
        {
            "municipality": municipality,
            "is_rural": is_rural,
            "is_basic": is_rural & (rng.random(schools) < 0.3),
            "grade_size": np.maximum(3, size.round()).astype(int),
        }
    )


def _hardship(rng: np.random.Generator, schools: int) -> Vector:
    """Hidden hardship in standard deviations; planted schools have theirs given."""
    hardship = rng.standard_normal(schools)
    for group, value in (("both", 1.5), ("low", -0.3), ("resilient", 1.6)):
        hardship[list(PLANTED[group])] = value
    return hardship


def _standard_factors(rng: np.random.Generator, hardship: Vector) -> Vector:
    """Factors in standard units: correlated with hardship, each with its own noise."""
    loadings = np.array([factor.loading for factor in FACTORS])
    noise = rng.standard_normal((hardship.size, len(FACTORS)))
    return hardship[:, None] * loadings + noise * np.sqrt(1 - loadings**2)


def _own_effects(rng: np.random.Generator, schools: int) -> Vector:
    """What a school adds or loses by itself, in standard deviations of a pupil."""
    effects = 0.16 * rng.standard_normal(schools)
    for group, value in (("both", -0.75), ("low", -0.75), ("resilient", 0.55)):
        effects[list(PLANTED[group])] = value
    effects[list(PLANTED["flagged"])] = 1.1
    return effects


def _context(
    rng: np.random.Generator, standard: Vector, years: tuple[int, ...]
) -> pd.DataFrame:
    """Factors in their units, drifting a little from year to year, with gaps."""
    mean = np.array([factor.mean for factor in FACTORS])
    sd = np.array([factor.sd for factor in FACTORS])
    frames = []
    for year in years:
        drift = 0.08 * rng.standard_normal(standard.shape)
        values = np.clip(mean + sd * (standard + drift), 0, None).round(1)
        values[rng.random(values.shape) < 0.002] = np.nan
        frame = pd.DataFrame(values, columns=[factor.code for factor in FACTORS])
        frame.insert(0, "year", year)
        frame.insert(0, "school", np.arange(len(frame)))
        frames.append(frame)
    table = pd.concat(frames, ignore_index=True)
    return table[~table["school"].isin(PLANTED["without_context"])]


def _cell_results(
    rng: np.random.Generator,
    registry: pd.DataFrame,
    level: Vector,
    cell: Cell,
    year: int,
) -> pd.DataFrame:
    """Results of all schools in one cell."""
    size = registry["grade_size"].to_numpy()
    share = 0.5 if cell.procedure == "ege" else 0.93
    participants = np.maximum(1, rng.binomial(size, share))
    centre = level + 0.10 * rng.standard_normal(level.size)
    if cell.procedure == "ege":
        numbers = _exam_numbers(rng, centre, participants, cell.subject)
    else:
        numbers = _mark_numbers(rng, centre, participants, cell.procedure)
    frame = pd.DataFrame(
        {
            "school": np.arange(level.size),
            "year": year,
            "procedure": cell.procedure,
            "subject": cell.subject,
            "grade": cell.grade,
            "participants": participants,
            **numbers,
        }
    )
    frame["is_flagged"] = (cell.procedure == "vpr") & frame["school"].isin(
        PLANTED["flagged"]
    )
    if cell.grade > 9:
        frame = frame[~registry["is_basic"].to_numpy()]
    return frame


def _mark_numbers(
    rng: np.random.Generator, centre: Vector, participants: Vector, procedure: str
) -> dict[str, Vector]:
    """Marks or levels: counts by multinomial, the mean and the lowest from them."""
    bounds = stats.norm.cdf(MARK_CUTS[procedure] - centre[:, None])
    shares = np.diff(bounds, axis=1, prepend=0.0, append=1.0)
    counts = rng.multinomial(participants, shares)
    worth = LEVEL_PERCENTS if procedure == "kdr" else MARKS
    columns = {f"level_{n + 1}": counts[:, n] for n in range(4)}
    mean = (counts @ worth / participants).round(2)
    return {"mean_score": mean, "below_min": counts[:, 0], **columns}


def _exam_numbers(
    rng: np.random.Generator, centre: Vector, participants: Vector, subject: str
) -> dict[str, Vector]:
    """Test scores: a mean with its sampling noise, a binomial below the minimum."""
    mean, spread, minimum = EXAM[subject]
    noise = rng.standard_normal(centre.size) / np.sqrt(participants)
    score = np.clip(mean + spread * (centre + noise), 5, 100).round(1)
    below = stats.norm.cdf((minimum - mean) / spread - centre)
    none = np.full(centre.size, -1)
    return {
        "mean_score": score,
        "below_min": rng.binomial(participants, below),
        **{f"level_{n}": none for n in range(1, 5)},
    }


def _leave_gaps(rng: np.random.Generator, results: pd.DataFrame) -> pd.DataFrame:
    """Take away rows that schools did not hand in."""
    kept = rng.random(len(results)) > 0.03
    kept &= ~results["school"].isin(PLANTED["without_results"]).to_numpy()
    return results[kept].reset_index(drop=True)
