"""Fingerprints: what changes them and what does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from identification.stats.digests import (
    Difference,
    differences,
    digest_frame,
    digest_json,
)


FRAME = pd.DataFrame(
    {
        "school": ["б", "а", "в"],
        "value": [0.1, np.nan, -2.5],
        "count": [1, 2, 3],
        "flag": [True, False, True],
    }
)


def test_order_of_rows_columns_and_index_does_not_matter() -> None:
    mixed = FRAME.iloc[[2, 0, 1]][["flag", "value", "school", "count"]]
    mixed.index = [7, 8, 9]
    assert digest_frame(mixed) == digest_frame(FRAME)
    assert digest_frame(mixed, by=["school"]) == digest_frame(FRAME, by=["school"])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", 0.1 + 2**-56),
        ("value", np.nan),
        ("school", "г"),
        ("school", None),
        ("count", 9),
        ("flag", False),
    ],
)
def test_any_changed_bit_changes_the_digest(column: str, value: Any) -> None:
    changed = FRAME.copy()
    changed[column] = [value, *FRAME[column].iloc[1:]]
    assert digest_frame(changed) != digest_frame(FRAME)


def test_values_may_not_move_between_rows() -> None:
    moved = FRAME.assign(count=[2, 1, 3])
    assert digest_frame(moved) != digest_frame(FRAME)


def test_a_renamed_column_changes_the_digest() -> None:
    assert digest_frame(FRAME.rename(columns={"count": "n"})) != digest_frame(FRAME)


def test_numbers_are_numbers_whatever_their_type() -> None:
    other = FRAME.assign(count=FRAME["count"].astype(float), flag=[1, 0, 1])
    assert digest_frame(other) == digest_frame(FRAME)
    zero = pd.DataFrame({"x": [0.0]})
    assert digest_frame(pd.DataFrame({"x": [-0.0]})) == digest_frame(zero)


def test_results_are_rounded_to_significant_digits() -> None:
    close = FRAME.assign(value=FRAME["value"] * (1 + 1e-14))
    assert digest_frame(close) != digest_frame(FRAME)
    assert digest_frame(close, digits=12) == digest_frame(FRAME, digits=12)
    far = FRAME.assign(value=FRAME["value"] * (1 + 1e-10))
    assert digest_frame(far, digits=12) != digest_frame(FRAME, digits=12)
    tiny = pd.DataFrame({"x": [1e-300, 0.0, np.inf]})
    assert digest_frame(tiny, digits=12) == digest_frame(tiny)


def test_json_digest_ignores_the_order_of_keys_only() -> None:
    assert digest_json({"a": 1, "b": [1, 2]}) == digest_json({"b": [1, 2], "a": 1})
    assert digest_json({"a": [1, 2]}) != digest_json({"a": [2, 1]})
    with pytest.raises(ValueError, match="Out of range"):
        digest_json(float("nan"))


def test_digests_do_not_change_between_versions() -> None:
    assert digest_json({"школа": 1}) == (
        "4f1945b690d4ebfabfbf3b7e8ed3a5c51fd0e07a6228f717520566455c15c0e4"
    )


def test_differences_are_named() -> None:
    after = pd.DataFrame(
        {
            "school": ["а", "в", "г"],
            "value": [np.nan, -2.5 * (1 + 1e-12), 1.0],
            "count": [2, 4, 1],
            "flag": [True, True, True],
        }
    )
    assert differences(FRAME, after, key="school") == [
        Difference("б", "school", "б", None),
        Difference("г", "school", None, "г"),
        Difference("в", "count", 3, 4),
        Difference("а", "flag", False, True),
    ]
    assert differences(FRAME, FRAME.iloc[::-1], key="school") == []
    assert len(differences(FRAME, after, key="school", limit=2)) == 2
