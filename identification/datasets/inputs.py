"""Everything that a run calculates from, in one canonical order.

Schools are ordered by their code in the registry and stand for their place in
that order: neither the order in which rows were written nor the database's keys
reach the statistics, so the same data give the same result in any database.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.models.packed import NO_COUNT
from identification.stats.rules import ThresholdRules


CELL_KEYS = ["procedure", "subject", "grade", "year"]
# The 30 % rule looks at the year before, whatever the window of the index.
THRESHOLD_YEARS = 2


@dataclass(frozen=True, eq=False)
class RunInputs:
    """Results and conditions of a territory's schools.

    Attributes
    ----------
    year : int
        Year of the run; the last one of the window.
    schools : DataFrame
        pk, code, municipality; a school's place is its number everywhere.
    cell_keys : DataFrame
        procedure, kind, subject, grade, year, label; a cell's place is its number.
    rows : DataFrame
        school, cell, participants, score (NaN: none), below_min (−1: none),
        flagged; by school, then by cell.
    factors : DataFrame
        school and one column per factor: the mean of the years of the window
        that have a value, as the outcome is one of several years too.
    factor_table : list of dict
        code, label, unit, direction, in the order of the columns.
    """

    year: int
    schools: pd.DataFrame
    cell_keys: pd.DataFrame
    rows: pd.DataFrame
    factors: pd.DataFrame
    factor_table: list[dict[str, str]]

    @property
    def labels(self) -> dict[str, str]:
        """Names of factors for people, by code."""
        return {row["code"]: row["label"] for row in self.factor_table}

    @property
    def factor_codes(self) -> list[str]:
        """Codes of the factors in the order of the columns."""
        return [row["code"] for row in self.factor_table]

    @cached_property
    def bounds(self) -> NDArray[np.int64]:
        """Return where the rows of school i begin; the last one is their end."""
        places = np.arange(len(self.schools) + 1)
        return np.searchsorted(self.rows["school"].to_numpy(), places)

    def cells(self) -> pd.DataFrame:
        """Return the rows as `identify` takes them."""
        cell = self.rows["cell"].to_numpy()
        return pd.DataFrame(
            {
                "school": self.rows["school"],
                "procedure": _categories(self.cell_keys["procedure"], cell),
                "subject": _categories(self.cell_keys["subject"], cell),
                "grade": self.cell_keys["grade"].to_numpy(np.int16)[cell],
                "year": self.cell_keys["year"].to_numpy(np.int16)[cell],
                "participants": self.rows["participants"],
                "score": self.rows["score"],
                "flagged": self.rows["flagged"],
            }
        )

    def threshold_cells(self, rules: ThresholdRules) -> pd.DataFrame:
        """Return counts below the minimum, as the 30 % rule takes them.

        There a procedure is its kind: two works of one kind, subject, grade and
        year are one procedure with the pupils of both. ``cell`` is the number of
        the first of them.
        """
        keys = self.cell_keys
        wanted = keys["kind"].isin(rules.kinds) & keys["subject"].isin(rules.subjects)
        wanted &= keys["year"] > self.year - THRESHOLD_YEARS
        names = ["kind", *CELL_KEYS[1:]]
        first = keys.reset_index().groupby(names)["index"].transform("min")
        cell = self.rows["cell"].to_numpy()
        keep = wanted.to_numpy(bool)[cell] & (self.rows["below_min"] != NO_COUNT)
        table = self.rows.loc[keep, ["school", "cell", "participants", "below_min"]]
        table["cell"] = first.to_numpy(np.int32)[table["cell"].to_numpy()]
        if (first != keys.index).any():
            table = table.groupby(["school", "cell"], as_index=False).sum()
        place = table["cell"].to_numpy()
        return table.assign(
            procedure=_categories(keys["kind"], place),
            subject=_categories(keys["subject"], place),
            grade=keys["grade"].to_numpy(np.int16)[place],
            year=keys["year"].to_numpy(np.int16)[place],
        )


def _categories(column: pd.Series, cell: NDArray[Any]) -> pd.Categorical:
    words = sorted(column.unique())
    place = {word: at for at, word in enumerate(words)}
    codes = np.array([place[word] for word in column], dtype=np.int16)
    return pd.Categorical.from_codes(codes[cell], categories=words)
