"""Years on one scale compare; the reform of ВПР parts them."""

import pytest

from monitoring.dynamics import scale_of


@pytest.mark.parametrize(
    ("kind", "before", "after", "is_same"),
    [
        ("vpr", 2023, 2024, True),
        ("vpr", 2024, 2025, False),
        ("vpr", 2025, 2026, True),
        ("oge", 2024, 2025, True),
        ("kdr", 2024, 2025, True),
    ],
)
def test_years(kind, before, after, is_same):
    scales = [scale_of(kind=kind, unit="mark", year=year) for year in (before, after)]
    assert (scales[0] == scales[1]) is is_same


def test_another_unit_is_another_scale():
    assert scale_of(kind="ege", unit="test_score", year=2025) != scale_of(
        kind="ege", unit="primary_score", year=2025
    )
