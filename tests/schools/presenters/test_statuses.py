"""Statuses in words and as a timeline."""

import datetime as dt

import pytest

from schools.models import SchoolStatus
from schools.presenters.periods import term_words
from schools.presenters.statuses import (
    gaps_words,
    held_years_lines,
    order_words,
    timeline,
    years_words,
)
from schools.queries.years_in_status import YearsInStatus


NBSP = "\u00a0"


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((), "меньше года"),
        ((2024,), f"1{NBSP}год"),
        ((2023, 2024), f"2{NBSP}года подряд"),
        ((2020, 2021, 2022, 2023, 2024), f"5{NBSP}лет подряд"),
        ((2020, 2021, 2023), f"2{NBSP}подряд, всего{NBSP}3"),
    ],
)
def test_years_in_words(years, words):
    assert years_words(YearsInStatus(years)) == words


def test_gaps_are_named():
    assert gaps_words(YearsInStatus((2019, 2021, 2023))) == "перерыв: 2020/21, 2022/23"
    assert gaps_words(YearsInStatus((2021, 2022))) == ""


def test_years_of_several_statuses_are_told_apart():
    years = {
        "low_results": YearsInStatus((2024,)),
        "adverse": YearsInStatus((2023, 2024)),
    }
    assert held_years_lines(["low_results"], years) == [f"1{NBSP}год"]
    assert held_years_lines(["low_results", "adverse"], years) == [
        f"ШНОР: 1{NBSP}год",
        f"ШНСУ: 2{NBSP}года подряд",
    ]


@pytest.mark.parametrize(
    ("number", "date", "words"),
    [
        ("12-ОД", "2025-08-25", f"приказ №{NBSP}12-ОД от{NBSP}25{NBSP}августа 2025"),
        ("№ 12", None, "приказ № 12"),
        ("", None, ""),
    ],
)
def test_an_order_in_words(number, date, words):
    assert order_words(number, day(date)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-09-01", None, f"с{NBSP}1{NBSP}сентября 2021"),
        (None, "2022-05-31", f"по{NBSP}31{NBSP}мая 2022"),
        (None, None, "срок не указан"),
    ],
)
def test_a_term_in_words(start, end, words):
    assert term_words(day(start), day(end)) == words


class TestTimeline:
    def status(self, start: str, end: str | None, kind: str = "low_results"):
        return SchoolStatus(
            kind=kind,
            starts_on=day(start),
            ends_on=day(end),
            order_number="1",
            order_date=day(start),
        )

    def cells(self, row) -> str:
        """Draw a row: `<` begins, `>` ends, `=` goes on, `o` both, `.` nothing."""
        signs = {(True, False): "<", (False, True): ">", (True, True): "o"}
        return "".join(
            signs.get((cell["begins"], cell["ends"]), "=") if cell["held"] else "."
            for cell in row["cells"]
        )

    def test_bars_by_year_with_a_gap(self):
        found = timeline(
            [
                self.status("2020-09-01", "2022-05-31"),
                self.status("2023-09-01", None),
                self.status("2022-09-01", "2023-05-31", "adverse"),
            ],
            day("2025-01-01"),
        )
        assert found["years"] == ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"]
        assert {row["word"]: self.cells(row) for row in found["rows"]} == {
            "ШНОР": "<>.<>",
            "ШНСУ": "..o..",
        }

    def test_a_year_that_does_not_count_says_so(self):
        found = timeline([self.status("2020-09-01", "2021-03-01")], day("2021-10-01"))
        (row,) = found["rows"]
        assert row["cells"][0]["words"].endswith("год не засчитан")
        assert row["total"] == "меньше года"

    def test_what_comes_later_is_not_known_yet(self):
        assert timeline([self.status("2025-09-01", None)], day("2025-01-01")) == {
            "years": [],
            "rows": [],
        }

    def test_a_long_history_is_cut_at_the_left(self):
        found = timeline([self.status("2005-09-01", None)], day("2025-01-01"))
        assert (len(found["years"]), found["years"][-1]) == (8, "2024/25")
        assert self.cells(found["rows"][0]) == "<======>"
