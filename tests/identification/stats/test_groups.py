"""Cuts, groups, confidence, and what moved between two lists."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from identification.stats.groups import (
    GROUPS,
    confidence,
    cuts_of,
    group_changes,
    group_places,
    is_below,
)
from identification.stats.rules import IdentificationRules


@pytest.mark.parametrize(
    ("studentised", "adverse", "group"),
    [
        (-1.0, False, "low"),
        (-0.999, False, "ordinary"),
        (-1.0, True, "both"),
        (-0.999, True, "adverse"),
        (0.999, True, "adverse"),
        (1.0, True, "resilient"),
        (1.0, False, "ordinary"),
        (5.0, False, "ordinary"),
    ],
)
def test_groups(studentised: float, adverse: bool, group: str) -> None:
    place = group_places(np.array([studentised]), np.array([adverse]), -1.0, 1.0)
    assert GROUPS[place[0]] == group


def test_cuts() -> None:
    context, studentised = np.arange(9.0), np.linspace(-2, 2, 9)
    cuts = cuts_of(context, studentised, IdentificationRules())
    assert (cuts.context, cuts.low, cuts.resilient) == (2.0, -1.0, 1.0)
    rules = IdentificationRules(low_cut_kind="quantile", low_cut=0.125)
    assert cuts_of(context, studentised, rules).low == -1.5


def test_a_school_at_the_cut_is_not_below_it() -> None:
    found = is_below(np.array([0.3, 0.1 + 0.2, 0.29]), 0.1 + 0.2)
    assert list(found) == [False, False, True]


def test_confidence() -> None:
    shares = np.array([1.0, 0.8, 0.79, 0.21, 0.2, 0.0, np.nan])
    found = confidence(shares, IdentificationRules())
    assert list(found) == ["sure", "sure", "border", "border", "no", "no", ""]


def lists(after: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    before = pd.DataFrame(
        {
            "school": list("абвгд"),
            "group": ["low", "ordinary", "both", "adverse", "unclassified"],
        }
    )
    codes = {"l": "low", "o": "ordinary", "b": "both", "a": "adverse"}
    changed = pd.DataFrame(
        {"school": list("абвгд"), "group": [codes[code] for code in after]}
    )
    return before, changed


def test_changes_between_two_lists() -> None:
    before, after = lists("oobao")
    found = group_changes(before, after.iloc[::-1])
    assert found.share == 0.25
    assert found.moved.to_dict(orient="records") == [
        {"school": "а", "before": "low", "after": "ordinary"},
        {"school": "д", "before": "unclassified", "after": "ordinary"},
    ]
    assert found.findings == ()


def test_many_changes_are_said() -> None:
    found = group_changes(*lists("olbao"))
    assert found.share == 0.5
    assert [finding.code for finding in found.findings] == ["unstable_groups"]
    assert found.findings[0].message.startswith("Группу сменили 50,0\xa0% школ")
