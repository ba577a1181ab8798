"""The clauses of the 30 % rule: whether each holds, and by what chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


FloatArray = NDArray[np.float64]
Truth = NDArray[np.bool_]

CLAUSE_LABELS = {
    "two_procedures": "две разные процедуры за год",
    "two_years_same": "одна и та же процедура два года подряд",
    "two_years_any": "любая процедура в каждом из двух последних лет",
}


def clauses_hold(now: Truth, before: Truth, enabled: Sequence[str]) -> dict[str, Truth]:
    """Tell which clauses hold for each school.

    Parameters
    ----------
    now, before : ndarray of bool, shape (schools, procedures)
        Whether a procedure fired in the year and in the year before.
    enabled : sequence of str
        Clauses that count.

    Returns
    -------
    dict of str to ndarray of bool, shape (schools,)
        One entry per enabled clause, in the order of ``CLAUSE_LABELS``.
    """
    found = {
        "two_procedures": now.sum(axis=1) >= 2,
        "two_years_same": (now & before).any(axis=1),
        "two_years_any": now.any(axis=1) & before.any(axis=1),
    }
    return {name: found[name] for name in CLAUSE_LABELS if name in enabled}


def chance_of_any(
    now: FloatArray, before: FloatArray, enabled: Sequence[str]
) -> FloatArray:
    """Return the chance that at least one enabled clause holds.

    Parameters
    ----------
    now, before : ndarray, shape (schools, procedures)
        Chance that a procedure fires in the year and in the year before; they
        are taken as independent.
    enabled : sequence of str
        Clauses that count.

    Returns
    -------
    ndarray, shape (schools,)

    Notes
    -----
    Exact: one pass over the procedures keeps the chance that none fired so far,
    that exactly one did, and that exactly one did which also fired the year
    before (Poisson-binomial recursion).
    """
    size = len(now)
    none, one, one_again = np.ones(size), np.zeros(size), np.zeros(size)
    never_again = np.ones(size)
    for column in range(now.shape[1]):
        fires, fired = now[:, column], before[:, column]
        one = one * (1 - fires) + none * fires
        one_again = one_again * (1 - fires) + none * fires * fired
        none = none * (1 - fires)
        never_again = never_again * (1 - fires * fired)
    several = np.clip(1 - none - one, 0.0, 1.0)
    earlier = 1 - np.prod(1 - before, axis=1)
    two = several if "two_procedures" in enabled else None
    if "two_years_any" in enabled:
        # The same procedure in both years is a case of any procedure in each.
        return np.asarray((1 - none) * earlier if two is None else two + one * earlier)
    if "two_years_same" in enabled:
        return np.asarray(1 - never_again if two is None else two + one_again)
    return np.asarray(several)
