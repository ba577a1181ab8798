"""The federal 30 % rule, counted in integers, with what chance plays in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats import words
from identification.stats.clauses import chance_of_any, clauses_hold
from identification.stats.errors import Finding, StatisticsRefusal
from identification.stats.rules import ThresholdRules
from identification.stats.spellings import kind_code, subject_code
from identification.stats.threshold_reasons import TOO_SMALL, threshold_reasons
from identification.stats.uncertainty import chance_of_share, wilson_interval


FloatArray = NDArray[np.float64]
Truth = NDArray[np.bool_]

PROCEDURE_KEYS = ("procedure", "subject", "grade")
_COLUMNS = ("school", "year", *PROCEDURE_KEYS, "participants", "below_min")
STATUS_LABELS = {
    "fired": "правило сработало",
    "border": "на границе",
    "clear": "правило не сработало",
    "unclassified": "не классифицирована",
}


@dataclass(frozen=True, eq=False)
class ThresholdOutcome:
    """Schools under the 30 % rule.

    Attributes
    ----------
    year : int
    schools : DataFrame
        One row per school, ordered by ``school``: ``fired``, ``clauses`` (tuple
        of those that hold), ``status``, ``chance``, ``reason``.
    cells : DataFrame
        One row per school, year and procedure: ``participants``, ``below_min``,
        ``share``, ``interval_low``, ``interval_high`` (Wilson), ``counted``,
        ``fired``, ``why`` (why it is not counted, or «»).
    findings : tuple of Finding
    """

    year: int
    schools: pd.DataFrame
    cells: pd.DataFrame
    findings: tuple[Finding, ...]


def threshold_rule(
    results: pd.DataFrame, *, year: int, rules: ThresholdRules
) -> ThresholdOutcome:
    """Apply the 30 % rule to every school.

    A cell fires when ``denominator · below_min ≥ numerator · participants`` and
    it has at least ``n_min`` participants. A school fires when an enabled clause
    holds over its fired cells of the year and the year before.

    Parameters
    ----------
    results : DataFrame
        Columns school, year, procedure, subject, grade, participants,
        below_min; counts are whole numbers. Kinds and subjects in any known
        spelling.
    year : int
        The year *t* of the rule; *t* − 1 is looked at too.
    rules : ThresholdRules
        Threshold, subjects, kinds, smallest number of participants, clauses.

    Returns
    -------
    ThresholdOutcome
        ``chance`` is the probability that the rule would fire if every cell's
        pupils were drawn anew with the cell's own share below the minimum.
        ``status`` is «border» when the rule fired with a chance below
        ``sure_from`` or did not fire with one above ``border_from``;
        «unclassified» when the year has no counted cell.

    Raises
    ------
    StatisticsRefusal
        ``missing_column``, ``bad_value``, ``duplicate_row`` or ``no_results``.
    """
    cells = _checked(results, year)
    cells = _judged(cells, year, rules)
    school, schools = pd.factorize(cells["school"], sort=True)
    procedure, count = _procedure_codes(cells)
    shape = (len(schools), count)
    now = cells["year"].to_numpy() == year
    before = cells["year"].to_numpy() == year - 1
    fired = cells["fired"].to_numpy(bool)
    chance = _cell_chance(cells, rules)
    holding = clauses_hold(
        _spread(fired, now, school, procedure, shape) > 0,
        _spread(fired, before, school, procedure, shape) > 0,
        rules.clauses,
    )
    overall = chance_of_any(
        _spread(chance, now, school, procedure, shape),
        _spread(chance, before, school, procedure, shape),
        rules.clauses,
    )
    classified = _counted_now(cells, now, school, len(schools))
    table = pd.DataFrame({"school": schools})
    table["fired"] = np.logical_or.reduce(list(holding.values()))
    table["clauses"] = _clause_names(holding, len(schools))
    table["status"] = _status(table["fired"].to_numpy(), overall, classified, rules)
    table["chance"] = overall
    table["reason"] = threshold_reasons(table, cells, year, rules)
    return ThresholdOutcome(year, table, cells, _findings(cells, year, rules))


def _checked(results: pd.DataFrame, year: int) -> pd.DataFrame:
    for name in _COLUMNS:
        if name not in results.columns:
            message = f"В таблице результатов нет столбца «{name}»."
            raise StatisticsRefusal("missing_column", message, name)
    for name in ("year", "participants", "below_min"):
        _demand_whole(results, name)
    over = results["below_min"].to_numpy() > results["participants"].to_numpy()
    if over.any():
        school = str(results["school"].to_numpy()[over][0])
        message = f"Школа «{school}»: ниже минимума больше, чем участников."
        raise StatisticsRefusal("bad_value", message, "below_min")
    cells = results.loc[:, list(_COLUMNS)].copy()
    cells["procedure"] = _recoded(cells["procedure"], kind_code)
    cells["subject"] = _recoded(cells["subject"], subject_code)
    cells = _ordered(cells)
    if not (cells["year"] == year).any():
        message = f"В таблице нет результатов за {year} год."
        raise StatisticsRefusal("no_results", message, "year")
    return cells


def _ordered(cells: pd.DataFrame) -> pd.DataFrame:
    """Put rows in order by one whole number; refuse two rows with the same keys."""
    keys = ["school", "year", *PROCEDURE_KEYS]
    code = np.zeros(len(cells), dtype=np.int64)
    for name in keys:
        part, values = pd.factorize(cells[name], sort=True, use_na_sentinel=False)
        code = code * len(values) + part
    order = np.argsort(code, kind="stable")
    repeated = np.flatnonzero(np.diff(code[order]) == 0)
    if len(repeated):
        row = cells.iloc[order[repeated[0]]]
        label = words.cell_label(
            row["procedure"], row["subject"], row["grade"], row["year"]
        )
        message = f"Школа «{row['school']}»: результат указан дважды ({label})."
        raise StatisticsRefusal("duplicate_row", message, str(row["school"]))
    return cells.iloc[order].reset_index(drop=True)


def _demand_whole(results: pd.DataFrame, name: str) -> None:
    column = results[name]
    whole = pd.api.types.is_integer_dtype(column) and not column.isna().any()
    if not whole or (column < 0).any():
        message = f"В столбце «{name}» нужны целые числа, не меньше нуля."
        raise StatisticsRefusal("bad_value", message, name)


def _recoded(column: pd.Series, code: Any) -> NDArray[np.object_]:
    places, spellings = pd.factorize(column)
    codes = np.array([code(str(text)) for text in spellings], dtype=object)
    return np.asarray(codes[places], dtype=object)


def _judged(cells: pd.DataFrame, year: int, rules: ThresholdRules) -> pd.DataFrame:
    n = cells["participants"].to_numpy(np.int64)
    low = cells["below_min"].to_numpy(np.int64)
    why = np.select(
        [
            ~cells["year"].isin([year, year - 1]).to_numpy(),
            ~cells["procedure"].isin(rules.kinds).to_numpy(),
            ~cells["subject"].isin(rules.subjects).to_numpy(),
            n < rules.n_min,
        ],
        [
            "другой год",
            "процедура не входит в правило",
            "предмет не входит в правило",
            TOO_SMALL,
        ],
        "",
    )
    counted = why == ""
    interval_low, interval_high = wilson_interval(low, n, level=rules.interval_level)
    with np.errstate(invalid="ignore"):
        share = low / n
    return cells.assign(
        share=share,
        interval_low=interval_low,
        interval_high=interval_high,
        counted=counted,
        # Integers: 3 of 10 is exactly 30 %, which no float comparison promises.
        fired=counted & (rules.denominator * low >= rules.numerator * n),
        why=why.astype(object),
    )


def _cell_chance(cells: pd.DataFrame, rules: ThresholdRules) -> FloatArray:
    """Return the chance of each counted cell to fire, 0 for the others."""
    counted = cells["counted"].to_numpy(bool)
    n = cells["participants"].to_numpy(np.int64)[counted]
    low = cells["below_min"].to_numpy(np.int64)[counted]
    # Few pairs of counts differ, and the binomial tail is the dear part.
    pairs, place = np.unique(n * (n.max(initial=0) + 1) + low, return_inverse=True)
    total, below = np.divmod(pairs, n.max(initial=0) + 1)
    chance = np.zeros(len(cells))
    chance[counted] = chance_of_share(
        below / total,
        total,
        numerator=rules.numerator,
        denominator=rules.denominator,
    )[place]
    return chance


def _procedure_codes(cells: pd.DataFrame) -> tuple[NDArray[np.int64], int]:
    code = np.zeros(len(cells), dtype=np.int64)
    for name in PROCEDURE_KEYS:
        part, values = pd.factorize(cells[name], use_na_sentinel=False)
        code = code * len(values) + part
    renumbered, uniques = pd.factorize(code)
    return renumbered.astype(np.int64), len(uniques)


def _spread(
    values: NDArray[Any],
    rows: Truth,
    school: NDArray[Any],
    procedure: NDArray[np.int64],
    shape: tuple[int, int],
) -> FloatArray:
    """Lay the values of some rows out as schools × procedures."""
    table = np.zeros(shape)
    table[school[rows], procedure[rows]] = values[rows]
    return table


def _counted_now(
    cells: pd.DataFrame, now: Truth, school: NDArray[Any], size: int
) -> Truth:
    counted = cells["counted"].to_numpy(bool) & now
    return np.asarray(np.bincount(school[counted], minlength=size) > 0)


def _clause_names(holding: dict[str, Truth], size: int) -> NDArray[np.object_]:
    # At most eight combinations, so the tuples are made once and looked up.
    code = np.zeros(size, dtype=np.int64)
    for place, holds in enumerate(holding.values()):
        code += holds.astype(np.int64) << place
    combinations = np.empty(1 << len(holding), dtype=object)
    for bits in range(len(combinations)):
        combinations[bits] = tuple(
            name for place, name in enumerate(holding) if bits >> place & 1
        )
    return np.asarray(combinations[code], dtype=object)


def _status(
    fired: Truth, chance: FloatArray, classified: Truth, rules: ThresholdRules
) -> NDArray[np.object_]:
    return np.select(
        [
            ~classified,
            fired & (chance >= rules.sure_from),
            ~fired & (chance <= rules.border_from),
        ],
        ["unclassified", "fired", "clear"],
        "border",
    ).astype(object)


def _findings(
    cells: pd.DataFrame, year: int, rules: ThresholdRules
) -> tuple[Finding, ...]:
    found = []
    small = int((cells["why"] == TOO_SMALL).sum())
    if small:
        message = f"Не учтено результатов: {small} ({TOO_SMALL}, < {rules.n_min})."
        found.append(Finding("small_cells", message))
    if not (cells["year"] == year - 1).any():
        message = (
            f"Нет результатов за {year - 1} год: условия за два года не проверены."
        )
        found.append(Finding("no_previous_year", message))
    return tuple(found)
