from decimal import Decimal

import numpy as np
import pandas as pd

from schools.ingest.compare import compare
from schools.ingest.sheets import Sheet
from tests.schools.ingest.reading import parse_sheets
from tests.schools.ingest.schemas import RESULTS


HEADINGS = [
    "Школа",
    "Год",
    "Предмет",
    "Класс",
    "Участников",
    "Средний балл",
    "Объективность",
]


def table(*rows):
    return parse_sheets([Sheet("Л", [HEADINGS, *rows])])


ROWS = (
    ["А", 2024.0, "Математика", 5.0, 20.0, "3,456", "да"],
    ["А", 2024.0, "Математика", "", 20.0, "", ""],
    ["Б", 2024.0, "Русский", 5.0, 0.0, 3.5, "нет"],
)


def stored(parsed):
    """Return what the database would hold: decimals, integers, None."""
    frame = pd.DataFrame({
        "school": parsed.columns["school"],
        "subject": parsed.columns["subject"],
        "is_objective": parsed.columns["is_objective"],
    })  # fmt: skip
    frame["mean_score"] = [
        None if np.isnan(value) else Decimal(str(value))
        for value in parsed.columns["mean_score"]
    ]
    for code in ("year", "grade", "participants"):
        frame[code] = [
            None if np.isnan(value) else int(value) for value in parsed.columns[code]
        ]
    return frame


def test_everything_is_new_without_stored_rows():
    parsed = table(*ROWS)
    for existing in (stored(parsed).iloc[:0], pd.DataFrame(columns=list(RESULTS.key))):
        comparison = compare(parsed, existing)
        assert comparison.counts == {"new": 3, "changed": 0, "same": 0, "error": 0}


def test_the_same_file_again_changes_nothing():
    parsed = table(*ROWS)
    comparison = compare(parsed, stored(parsed).iloc[::-1])
    assert comparison.counts == {"new": 0, "changed": 0, "same": 3, "error": 0}
    assert comparison.matched.tolist() == [2, 1, 0]
    assert comparison.unmatched_existing == 0


def test_changes_are_told_old_and_new():
    existing = stored(table(*ROWS))
    parsed = table(
        ["А", 2024.0, "Математика", 5.0, 21.0, "3,456", ""],
        ["Б", 2024.0, "Русский", 5.0, 0.0, 3.5, "нет"],
        ["В", 2024.0, "Русский", 5.0, 1.0, 3.5, "нет"],
        ["Г", 2024.0, "Русский", 5.0, "", 3.5, "нет"],
    )
    comparison = compare(parsed, existing)
    assert comparison.states.tolist() == ["changed", "same", "new", "error"]
    assert comparison.changes(0) == {
        "participants": (20.0, 21.0),
        "is_objective": (True, None),
    }
    assert comparison.changes(1) == {}
    assert comparison.unmatched_existing == 1


def test_columns_that_the_file_lacks_are_left_as_they_are():
    existing = stored(table(*ROWS))
    parsed = parse_sheets([Sheet("Л", [HEADINGS[:5], *(row[:5] for row in ROWS)])])
    assert compare(parsed, existing).counts["same"] == 3


def test_zero_is_not_empty():
    existing = stored(table(["А", 2024.0, "Математика", 5.0, 20.0, "", ""]))
    parsed = table(["А", 2024.0, "Математика", 5.0, 20.0, 0.0, ""])
    assert compare(parsed, existing).changes(0) == {"mean_score": (None, 0.0)}
