"""Sections and fields by name, and the years of targets."""

import datetime as dt

import pytest

from roadmaps.constructor import (
    PARTS,
    columns_of,
    field_of,
    part_of,
    part_with,
    target_years,
)


def test_names_lead_to_things():
    assert (part_of("aim").title, field_of("aim").title) == ("Цель и задачи", "Цель")
    assert (part_of("x"), field_of("x"), part_with("tasks").code) == (None, None, "aim")
    with pytest.raises(KeyError):
        part_with("x")


def test_keys_are_unique_and_references_lead_somewhere():
    keys = [field.key for part in PARTS for field in part.fields]
    assert len(keys) == len(set(keys))
    refers = {c.refers for p in PARTS for f in p.fields for c in f.columns if c.refers}
    assert refers == {"causes", "tasks"}


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ((2025, 9, 1), (2026, 8, 31), (2026,)),
        ((2024, 9, 1), (2027, 8, 31), (2025, 2026, 2027)),
        ((2025, 1, 1), (2025, 12, 31), (2025,)),
        ((2025, 9, 1), (2025, 12, 31), (2025,)),
    ],
)
def test_targets_stand_at_the_ends_of_school_years(start, end, years):
    assert target_years(dt.date(*start), dt.date(*end)) == years


def test_indicators_have_a_column_for_each_year():
    titles = [c.title for c in columns_of(field_of("indicators"), (2026, 2027))]
    assert titles == [
        *("Показатель", "Единица", "Исходное", "Цель 2026", "Цель 2027"),
        *("Откуда данные", "Кто отвечает"),
    ]
    assert columns_of(field_of("aim"), (2026,)) == ()
