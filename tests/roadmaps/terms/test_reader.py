"""The grammar of terms: tables of wordings, plans of other length, never raising."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from roadmaps.terms import Kind, Period, Recurrence, Span, Term, parse_term
from tests.roadmaps.terms.wordings import SCHOOL_YEAR, Wording, wordings


ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "domain" / "terms.csv"
THREE_YEARS = Period(dt.date(2020, 1, 1), dt.date(2022, 12, 31))
CALENDAR_YEAR = Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
# Words of the language, so that hypothesis writes what officials write, and worse.
PIECES = st.sampled_from(
    [
        *("сентябрь", "мая", "окт.", "2022", "22", "г.", "года", "учебного", "квартал"),
        *("I", "II", "первая", "15", "31.02.2023", "09.2022", "до", "с", "по", "не"),
        *("позднее", "реже", "раз", "в", "ежегодно", "каждый", "декада", "половина"),
        *("-", "–", ",", "(", ")", "/", ";", "\n", "___", "№", "конец", "полугодие"),
        *("четверть", "каникулы", "осенние", "неделя", "дней", "течение", "числа"),
        *("по плану", "после", "итогам", "запросу", "лето", "999", "0", "32"),
    ]
)
NASTY = [
    "\x00",
    "\ud800",
    "сентябрь \udfff 2022",
    "\u202eсентябрь\u202c",
    "9" * 10_000,
    "1-" * 5_000,
    "сентябрь, " * 1_000,
    "(" * 10_000,
    "до " * 4_000,
    "1 раз " * 2_000,
    "2022-" * 2_000,
    "не менее " * 2_000,
    "а" * 10_000,
    "№" * 10_000,
    "_ " * 5_000,
    "с 99 сентября по 0 мая 0000 года",
    "٣ сентября ２０２２",
    "31.12.9999",
    "раз в 0 лет",
    "𝕊𝕖𝕡𝕥 🗓",
]


def ends_of(term: Term) -> tuple[str, str]:
    """Give the first day and the last, «-» where there is none."""
    if not term.spans:
        return "-", "-"
    start = term.spans[0].start
    ends = [span.end for span in term.spans]
    known = [end for end in ends if end is not None]
    last = str(max(known)) if len(known) == len(ends) else "-"
    return str(start) if start else "-", last


def told(term: Term) -> tuple[str, str, str, bool]:
    return (*ends_of(term), term.kind.value, term.needs_human)


def shared_rows() -> list[dict[str, str]]:
    if not SHARED.exists():
        return []
    with SHARED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("wording", wordings(), ids=lambda w: w.text)
def test_a_wording_means_its_days(wording: Wording) -> None:
    term = parse_term(wording.text, period=SCHOOL_YEAR)
    assert told(term) == (
        wording.start,
        wording.end,
        wording.kind,
        wording.needs_human,
    )
    unit = term.recurrence.unit if term.recurrence else ""
    if wording.kind != "event":
        assert (unit, bool(term.doubts)) == (wording.unit, wording.is_doubtful)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
@pytest.mark.parametrize("row", shared_rows(), ids=lambda row: row["expression"])
def test_a_row_of_the_shared_table(row: dict[str, str]) -> None:
    kind, *flags = row["kind"].split("|")
    term = parse_term(row["expression"], period=SCHOOL_YEAR)
    assert told(term) == (
        row["start"] or "-",
        row["end"] or "-",
        kind,
        "human" in (kind, *flags),
    )
    assert "ambiguous" not in flags or term.doubts
    assert "recurring" not in flags or term.recurrence is not None


def test_the_wording_is_kept_as_it_was_written() -> None:
    text = "\u00a0 Ceнтябpь –октябрь,\t2022 г.\n"
    assert parse_term(text, period=SCHOOL_YEAR).text == text


def test_an_empty_cell_is_framed_by_the_plan() -> None:
    term = parse_term(" ", period=SCHOOL_YEAR)
    frame = Span(SCHOOL_YEAR.start, SCHOOL_YEAR.end)
    assert (term.kind, term.spans, term.needs_human) == (Kind.NONE, (frame,), True)


def test_points_keep_a_span_each_with_its_label() -> None:
    text = "Стартовая работа – октябрь 2022 г. Итоговая работа: 20 мая 2023 г."
    assert parse_term(text, period=SCHOOL_YEAR).spans == (
        Span(dt.date(2022, 10, 1), dt.date(2022, 10, 31), "Стартовая работа"),
        Span(dt.date(2023, 5, 20), dt.date(2023, 5, 20), "Итоговая работа"),
    )


def test_a_label_may_stand_in_brackets_after_its_month() -> None:
    term = parse_term("октябрь (школьный этап), декабрь (финал)", period=SCHOOL_YEAR)
    assert [span.label for span in term.spans] == ["школьный этап", "финал"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("май", ["2020-05-01 2020-05-31", "2021-05-01 2021-05-31", "2022-05-01 2022-05-31"]),
        ("до 1 октября", ["2020-01-01 2020-10-01", "2020-10-02 2021-10-01", "2021-10-02 2022-10-01"]),
        ("ноябрь-январь", ["2020-11-01 2021-01-31", "2021-11-01 2022-01-31", "2022-11-01 2023-01-31"]),
        ("сентябрь 2021, ежегодно", ["2021-09-01 2021-09-30", "2022-09-01 2022-09-30"]),
        ("февраль, ежегодно с 2021 года", ["2021-02-01 2021-02-28", "2022-02-01 2022-02-28"]),
    ],
)  # fmt: skip
def test_a_month_of_a_plan_of_several_years_comes_back(
    text: str, spans: list[str]
) -> None:
    term = parse_term(text, period=THREE_YEARS)
    assert [f"{span.start} {span.end}" for span in term.spans] == spans
    assert term.recurrence == Recurrence("year")


def test_a_plan_of_a_calendar_year_has_calendar_halves_and_its_own_august() -> None:
    half = parse_term("II полугодие", period=CALENDAR_YEAR)
    august = parse_term("август", period=CALENDAR_YEAR)
    assert (*ends_of(half), half.doubts) == ("2023-07-01", "2023-12-31", ())
    assert (*ends_of(august), august.doubts) == ("2023-08-01", "2023-08-31", ())


def test_a_doubt_has_both_readings_the_taken_one_first() -> None:
    (found,) = parse_term("август", period=SCHOOL_YEAR).doubts
    assert found.code == "edge_of_plan"
    assert found.readings == (
        (Span(dt.date(2023, 8, 1), dt.date(2023, 8, 31)),),
        (Span(dt.date(2022, 8, 1), dt.date(2022, 8, 31)),),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022-2023 гг.", "calendar_or_school"),
        ("2021 2024 годы", "lost_dash"),
        ("II квартал", "quarter_year"),
        ("1 полугодие", "half_meaning"),
        ("до конца учебного года", "edge_of_year"),
        ("до марта 2023", "deadline_inclusive"),
        ("30 февраля 2023", "impossible_date"),
        ("май 2023, май 2023", "repeated_date"),
        ("с 20.05.2023 по 10.05.2023", "reversed"),
        ("август-сентябрь", "wraps"),
        ("март-май 2022-2023", "months_by_years"),
        ("зима 2023", "winter_of"),
        ("на 2021-2024 учебный год", "several_school_years"),
        ("III четверть", "usual_dates"),
        ("99.99.2022", "unreadable_date"),
    ],
)
def test_what_is_doubtful_has_a_name(text: str, code: str) -> None:
    found = parse_term(text, period=SCHOOL_YEAR).doubts
    assert [doubt.code for doubt in found] == [code]


def test_a_month_outside_of_a_short_plan_is_the_nearest() -> None:
    autumn = Period(dt.date(2022, 9, 1), dt.date(2022, 12, 31))
    term = parse_term("февраль", period=autumn)
    assert ends_of(term) == ("2023-02-01", "2023-02-28")
    assert [doubt.code for doubt in term.doubts] == ["outside_plan"]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_strings_are_read_without_an_error(text: str) -> None:
    assert parse_term(text, period=SCHOOL_YEAR).text == text


def is_ordered(term: Term) -> bool:
    starts = [span.start or dt.date.min for span in term.spans]
    inside = all(
        span.start is None or span.end is None or span.start <= span.end
        for span in term.spans
    )
    return inside and starts == sorted(starts)


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join)))
def test_any_string_gives_ordered_spans_and_the_same_twice(text: str) -> None:
    for period in (SCHOOL_YEAR, THREE_YEARS):
        term = parse_term(text, period=period)
        assert is_ordered(term)
        assert term == parse_term(text, period=period)


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8).map(" ".join), st.dates(), st.dates())
def test_any_period_will_do(text: str, first: dt.date, second: dt.date) -> None:
    assert is_ordered(parse_term(text, period=Period(first, second)))
