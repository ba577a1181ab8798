"""The presets of a plan's period."""

import datetime as dt

import pytest

from roadmaps.forms.intake import days_of, period_choices, preset_of


@pytest.mark.parametrize(
    ("today", "school_years"),
    [
        (dt.date(2026, 5, 31), ["school-2024", "school-2025", "school-2026"]),
        (dt.date(2026, 6, 1), ["school-2025", "school-2026", "school-2027"]),
    ],
)
def test_in_june_the_next_school_year_is_in_the_middle(today, school_years) -> None:
    codes = [code for code, _ in period_choices(today)]
    assert codes == [
        "",
        *school_years,
        *("year-2025", "year-2026", "year-2027"),
        "other",
    ]


@pytest.mark.parametrize(
    ("preset", "days"),
    [
        ("school-2025", (dt.date(2025, 9, 1), dt.date(2026, 8, 31))),
        ("year-2026", (dt.date(2026, 1, 1), dt.date(2026, 12, 31))),
        ("", None),
        ("other", None),
    ],
)
def test_a_preset_gives_its_days(preset: str, days) -> None:
    assert days_of(preset) == days


def test_days_are_known_by_their_preset() -> None:
    assert preset_of(*days_of("school-2025")) == "school-2025"
    assert preset_of(*days_of("year-2026")) == "year-2026"
    assert preset_of(dt.date(2020, 1, 1), dt.date(2022, 12, 31)) == "other"
    assert preset_of(None, None) == ""
