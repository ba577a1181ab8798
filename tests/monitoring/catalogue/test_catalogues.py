"""The catalogues hold what their documents ask for, in codes that the models know."""

from collections import Counter
from decimal import Decimal

import pytest

from monitoring.catalogue import CATALOGUES, FACTS
from monitoring.catalogue.integrity import contradicts
from monitoring.enums import Direction, Filler, Level, Phase, Source, Track, ValueKind
from roadmaps.enums import PackageItem


NORILSK, TRACKS = CATALOGUES["norilsk"], CATALOGUES["tracks"]
BOTH = [*NORILSK.indicators, *TRACKS.indicators]


def test_norilsk_has_the_indicators_of_its_document() -> None:
    groups = {"P": 7, "R": 7, "T": 4, "M": 7, "S": 4}
    assert [row.code for row in NORILSK.indicators] == [
        f"{letter}{number}"
        for letter, count in groups.items()
        for number in range(1, count + 1)
    ]


def test_norilsk_has_the_targets_of_its_document() -> None:
    counts = Counter(row.target for row in NORILSK.indicators)
    assert counts == {
        Decimal(100): 16,
        Decimal(20): 10,
        Decimal(50): 1,
        Decimal(30): 1,
        Decimal(1): 1,
    }


def test_four_targets_have_no_time_of_collection() -> None:
    found = [row.code for row in NORILSK.indicators if not row.calendar]
    assert found == ["S1", "S2", "S3", "S4"]


def test_three_indicators_count_schools_and_divide_by_teachers() -> None:
    found = [
        row.code
        for row in BOTH
        if contradicts(
            level=row.level, numerator=row.numerator, denominator=row.denominator
        )
    ]
    assert found == ["M3", "M4", "M5"]


def test_the_year_of_collection() -> None:
    months = {
        calendar.code: [(slot.month, slot.phase) for slot in calendar.slots]
        for calendar in NORILSK.calendars
    }
    assert months == {
        "sites": [(10, "plain"), (2, "plain"), (6, "plain")],
        "results": [(9, "plain")],
        "teachers": [(2, "plain"), (6, "plain")],
        "programmes": [(9, "entry"), (1, "interim"), (6, "final")],
        "year-end": [(6, "plain")],
    }


def test_ten_papers_are_looked_for_on_sites() -> None:
    asked = {row.code: row.item for row in NORILSK.indicators if row.item}
    assert sorted(asked) == sorted(
        ["P1", "P2", "P3", "P4", "P6", "T4", "M7", "S1", "S2", "S3"]
    )
    assert sorted(asked.values()) == sorted(item.code for item in NORILSK.items)


def test_items_and_facts_of_the_package_have_its_codes() -> None:
    package = set(PackageItem.values)
    assert package <= {item.code for item in NORILSK.items}
    assert set(FACTS) == package | {"constructor"}


def test_tracks_are_the_three_of_the_document() -> None:
    counts = Counter(row.track for row in TRACKS.indicators)
    assert counts == {"support": 5, "risk": 3, "prevention": 4}


@pytest.mark.parametrize("row", BOTH, ids=lambda row: row.code)
def test_an_indicator_is_complete(row) -> None:
    catalogue = NORILSK if row in NORILSK.indicators else TRACKS
    calendars = {calendar.code for calendar in catalogue.calendars}
    fits = {
        "level": row.level in Level.values,
        "kind": row.kind in ValueKind.values,
        "source": row.source in Source.values,
        "track": row.track in Track.values,
        "direction": row.direction in Direction.values,
        "calendar": row.calendar in calendars | {""},
        "title": 0 < len(row.title) <= 500,
        "short_title": 0 < len(row.short_title) <= 80,
        "numerator": 0 < len(row.numerator) <= 300,
        "definition": bool(row.definition),
        "basis": 0 < len(row.basis) <= 300,
        "denominator": bool(row.denominator)
        or (row.level, row.kind) == ("municipality", "yes_no"),
        "item": (row.source == "site") == bool(row.item),
        "fact": (row.source == "programmes") == bool(row.fact),
        "results": (row.source == "results")
        == all((row.procedure, row.subject, row.grade)),
    }
    assert [name for name, is_right in fits.items() if not is_right] == []


def test_calendars_say_who_fills_and_in_which_phase() -> None:
    calendars = [*NORILSK.calendars, *TRACKS.calendars]
    assert {calendar.filler for calendar in calendars} <= set(Filler.values)
    phases = {slot.phase for calendar in calendars for slot in calendar.slots}
    assert phases <= set(Phase.values)
    assert len({(c.code, c) for c in calendars}) == len({c.code for c in calendars})
