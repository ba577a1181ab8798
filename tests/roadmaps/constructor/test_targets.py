"""Indicators as numbers."""

from decimal import Decimal

from roadmaps.constructor import Target, targets_in
from tests.roadmaps.constructor.contents import TERM, whole


def test_an_indicator_is_read_with_its_years():
    assert targets_in(whole(), **TERM) == (
        Target(
            title="Доля «2»",
            unit="%",
            baseline=Decimal("24.50"),
            by_year=((2026, Decimal("18.00")), (2027, Decimal("12.00"))),
            source="ВПР",
            responsible="завуч",
        ),
    )


def test_what_is_no_number_is_no_target():
    row = {"id": "i", "title": "Доля", "baseline": "нет", "target_2027": "12,345"}
    (target,) = targets_in({"indicators": [row, {"unit": "%"}]}, **TERM)
    assert (target.baseline, target.by_year) == (None, ((2027, Decimal("12.35")),))


def test_no_indicators_give_no_targets():
    assert targets_in({"indicators": "нет"}, **TERM) == ()
