"""Which rows the rules let in, and in what order."""

from __future__ import annotations

from identification.stats.cells import chosen_rows
from identification.stats.rules import IdentificationRules
from tests.identification.stats.data import region


def test_rows_come_in_order_of_cell_and_school() -> None:
    cells, _ = region(schools=6)
    rows = chosen_rows(cells.iloc[::-1], IdentificationRules(), year=None)
    pairs = list(zip(rows.cell.tolist(), rows.school.tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert list(rows.schools) == sorted(set(cells["school"]))
    assert len(rows.cells) == 12


def test_a_school_without_counted_rows_is_still_listed() -> None:
    cells, _ = region(schools=6)
    first = cells["school"] == "school-0000"
    cells.loc[first, "subject"] = "music"
    rows = chosen_rows(cells, IdentificationRules(subjects=("rus", "math")), year=None)
    assert "school-0000" in list(rows.schools)
    assert 0 not in set(rows.school.tolist())
