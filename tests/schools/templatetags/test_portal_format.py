"""Numbers, shares, dates and periods as Russian readers write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from schools.templatetags import portal_format as shown


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (1234567, None, "1\u00a0234\u00a0567"),
        (1234.5, None, "1\u00a0234,5"),
        (0.1, None, "0,1"),
        (Decimal("2.50"), None, "2,50"),
        (0.25, 1, "0,3"),
        (2.675, 2, "2,68"),
        (-3, None, "\u22123"),
        (-0.04, 1, "0,0"),
        (0, 2, "0,00"),
        (None, None, "—"),
        ("", 1, "—"),
        (float("nan"), 2, "—"),
        (float("inf"), None, "—"),
    ],
)
def test_number(value: object, digits: int | None, expected: str) -> None:
    assert shown.number(value, digits) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.5, "+0,50"), (-0.5, "\u22120,50"), (0, "0,00"), (0.001, "0,00"), (None, "—")],
)
def test_signed(value: float | None, expected: str) -> None:
    assert shown.signed(value) == expected


@pytest.mark.parametrize(
    ("share", "digits", "expected"),
    [
        (0.125, 1, "12,5\u00a0%"),
        (1, 0, "100\u00a0%"),
        (None, 1, "—"),
        (0.145, 0, "15\u00a0%"),
    ],
)
def test_percent(share: float | None, digits: int, expected: str) -> None:
    assert shown.percent(share, digits) == expected


def test_a_share_keeps_its_numbers() -> None:
    assert shown.of(12, 60) == "12 из\u00a060 (20,0\u00a0%)"
    assert shown.of(0, 0) == "0 из\u00a00"
    assert shown.of(None, 5) == "—"


@pytest.mark.parametrize(
    ("count", "word"),
    [(1, "школа"), (2, "школы"), (4, "школы"), (5, "школ"), (11, "школ"), (12, "школ"),
     (21, "школа"), (0, "школ"), (111, "школ"), (122, "школы")],
)  # fmt: skip
def test_plural(count: int, word: str) -> None:
    assert shown.counted(count, "школа,школы,школ") == f"{count}\u00a0{word}"


def test_days_and_moments_are_local() -> None:
    at = datetime(2022, 8, 31, 20, 5, tzinfo=UTC)
    assert shown.day(date(2022, 9, 1)) == "1\u00a0сентября 2022"
    assert shown.day(at) == "1\u00a0сентября 2022"
    assert shown.moment(at) == "1\u00a0сентября 2022, 03:05"
    assert shown.stamp(at) == (
        '<time datetime="2022-08-31T20:05:00+00:00">1\u00a0сентября 2022, 03:05</time>'
    )
    assert [shown.day(None), shown.moment(None), shown.stamp(None)] == ["—", "—", "—"]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0\u00a0секунд"),
        (40.2, "41\u00a0секунда"),
        (1800, "30\u00a0минут"),
        (3600, "1\u00a0час"),
        (5341, "1\u00a0час 30\u00a0минут"),
    ],
)
def test_duration(seconds: float, expected: str) -> None:
    assert shown.duration(timedelta(seconds=seconds)) == expected


def test_school_year() -> None:
    assert [shown.school_year(y) for y in (2022, 1999, None)] == [
        "2022/23",
        "1999/00",
        "—",
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2022, 9, 1), date(2022, 10, 31), "сентябрь – октябрь 2022"),
        (date(2022, 9, 1), date(2022, 9, 30), "сентябрь 2022"),
        (date(2022, 12, 1), date(2023, 2, 28), "декабрь 2022 – февраль 2023"),
        (date(2022, 9, 1), date(2022, 9, 15), "1–15\u00a0сентября 2022"),
        (
            date(2022, 9, 5),
            date(2022, 10, 15),
            "5\u00a0сентября – 15\u00a0октября 2022",
        ),
        (
            date(2022, 9, 5),
            date(2023, 1, 9),
            "5\u00a0сентября 2022 – 9\u00a0января 2023",
        ),
        (date(2022, 9, 5), date(2022, 9, 5), "5\u00a0сентября 2022"),
        (date(2022, 9, 5), None, "с 5\u00a0сентября 2022"),
        (None, date(2022, 9, 5), "по 5\u00a0сентября 2022"),
        (None, None, "—"),
    ],
)
def test_period(start: date | None, end: date | None, expected: str) -> None:
    assert shown.period(start, end) == expected
