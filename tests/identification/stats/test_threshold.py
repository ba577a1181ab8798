"""The 30 % rule: a truth table by hand and the slow twin on generated data."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from identification.stats.clauses import CLAUSE_LABELS
from identification.stats.errors import Finding, StatisticsRefusal
from identification.stats.rules import ThresholdRules
from identification.stats.threshold import threshold_rule
from tests.identification.stats import slow_twin


RULES = ThresholdRules()
TWO, SAME, ANY = "two_procedures", "two_years_same", "two_years_any"

# A result: kind, subject, grade, year, participants, below the minimum.
Result = tuple[str, str, str, int, int, int]
M5, R5 = ("vpr", "math", "5"), ("vpr", "rus", "5")
M6, M9, E11 = ("vpr", "math", "6"), ("oge", "math", "9"), ("ege", "rus", "11")
TRUTH: dict[str, tuple[list[Result], list[str]]] = {
    "exactly 30 % twice": ([(*M5, 2025, 10, 3), (*R5, 2025, 10, 3)], [TWO]),
    "29.99 % twice": ([(*M5, 2025, 10000, 2999), (*R5, 2025, 10000, 2999)], []),
    "30 % and 29.99 %": ([(*M5, 2025, 10, 3), (*R5, 2025, 10000, 2999)], []),
    "one pupil in each": ([(*M5, 2025, 1, 1), (*R5, 2025, 1, 1)], []),
    "four pupils of n_min five": ([(*M5, 2025, 4, 4), (*R5, 2025, 50, 20)], []),
    "five pupils of n_min five": ([(*M5, 2025, 5, 2), (*R5, 2025, 50, 20)], [TWO]),
    "one procedure in one year": ([(*M5, 2025, 20, 10)], []),
    "same procedure, two years": (
        [(*M5, 2025, 20, 10), (*M5, 2024, 20, 10)],
        [SAME, ANY],
    ),
    "two procedures of different years": (
        [(*M5, 2025, 20, 10), (*M9, 2024, 20, 10)],
        [ANY],
    ),
    "the same subject in another grade": (
        [(*M5, 2025, 20, 10), (*M6, 2025, 20, 10)],
        [TWO],
    ),
    "two years, but not the last": (
        [(*M5, 2024, 20, 10), (*M5, 2023, 20, 10), (*M5, 2025, 20, 1)],
        [],
    ),
    "a gap of a year": ([(*M5, 2025, 20, 10), (*M5, 2023, 20, 10)], []),
    "two procedures a year ago": (
        [(*M5, 2024, 20, 10), (*R5, 2024, 20, 10), (*M5, 2025, 20, 0)],
        [],
    ),
    "another subject does not count": (
        [("oge", "химия", "9", 2025, 20, 20), (*M5, 2025, 20, 10)],
        [],
    ),
    "another kind does not count": (
        [("kdr", "math", "5", 2025, 20, 20), (*M5, 2025, 20, 10)],
        [],
    ),
    "all three": (
        [(*M5, 2025, 20, 10), (*E11, 2025, 20, 6), (*M5, 2024, 20, 6)],
        [TWO, SAME, ANY],
    ),
    "two of seven is below the threshold": (
        [(*M5, 2025, 7, 2), (*R5, 2025, 7, 3)],
        [],
    ),
    "base and profile mathematics are two exams": (
        [
            ("ege", "math_base", "11", 2025, 10, 3),
            ("ege", "math_profile", "11", 2025, 10, 4),
        ],
        [TWO],
    ),
}


def table(rows: list[Result], school: str = "школа") -> pd.DataFrame:
    columns = ["procedure", "subject", "grade", "year", "participants", "below_min"]
    return pd.DataFrame(rows, columns=columns).assign(school=school)


def everyone() -> pd.DataFrame:
    return pd.concat([table(rows, name) for name, (rows, _) in TRUTH.items()])


@pytest.mark.parametrize("name", TRUTH)
def test_truth_table(name: str) -> None:
    rows, clauses = TRUTH[name]
    found = threshold_rule(table(rows), year=2025, rules=RULES).schools.iloc[0]
    assert list(found["clauses"]) == clauses
    assert found["fired"] == bool(clauses)


def test_truth_table_at_once_and_in_any_order() -> None:
    found = threshold_rule(
        everyone().sample(frac=1, random_state=1), year=2025, rules=RULES
    ).schools
    assert dict(zip(found["school"], map(list, found["clauses"]), strict=True)) == {
        name: clauses for name, (_, clauses) in sorted(TRUTH.items())
    }


@pytest.mark.parametrize("clause", CLAUSE_LABELS)
def test_clauses_are_a_setting(clause: str) -> None:
    rules = ThresholdRules(clauses=(clause,))
    found = threshold_rule(everyone(), year=2025, rules=rules).schools
    assert dict(zip(found["school"], found["fired"], strict=True)) == {
        name: clause in clauses for name, (_, clauses) in TRUTH.items()
    }


def test_cells_say_why_they_do_not_count() -> None:
    rows = [
        (*M5, 2025, 10, 3),
        (*R5, 2025, 4, 4),
        ("oge", "химия", "9", 2025, 20, 20),
        ("kdr", "math", "5", 2025, 20, 20),
        (*M5, 2022, 20, 20),
    ]
    found = threshold_rule(table(rows), year=2025, rules=RULES)
    cells = found.cells.set_index(["procedure", "subject", "year"])["why"]
    assert cells.to_dict() == {
        ("vpr", "math", 2025): "",
        ("vpr", "rus", 2025): "мало участников",
        ("oge", "химия", 2025): "предмет не входит в правило",
        ("kdr", "math", 2025): "процедура не входит в правило",
        ("vpr", "math", 2022): "другой год",
    }
    fired = found.cells[found.cells["fired"]]
    assert fired[["procedure", "subject", "year"]].to_numpy().tolist() == [
        ["vpr", "math", 2025]
    ]
    assert found.findings == (
        Finding("small_cells", "Не учтено результатов: 1 (мало участников, < 5)."),
        Finding(
            "no_previous_year",
            "Нет результатов за 2024 год: условия за два года не проверены.",
        ),
    )


def test_cells_carry_share_and_wilson_interval() -> None:
    cell = threshold_rule(table([(*M5, 2025, 10, 3)]), year=2025, rules=RULES).cells
    row = cell.iloc[0]
    assert (row["share"], row["counted"]) == (0.3, True)
    interval = (round(row["interval_low"], 4), round(row["interval_high"], 4))
    assert interval == (0.1078, 0.6032)


@pytest.mark.parametrize(
    ("rows", "status", "chance"),
    [
        ([(*M5, 2025, 100, 60), (*R5, 2025, 100, 60)], "fired", 1.0),
        # 0.617² from the noise table.
        ([(*M5, 2025, 10, 3), (*R5, 2025, 10, 3)], "border", 0.381),
        # 0.322² stays below the border, 0.617 · 0.322 · … does not.
        ([(*M5, 2025, 10, 2), (*R5, 2025, 10, 2)], "clear", 0.104),
        ([(*M5, 2025, 10, 3), (*R5, 2025, 10, 2)], "clear", 0.199),
        ([(*M5, 2025, 10, 4), (*R5, 2025, 10, 2)], "border", 0.268),
        ([(*M5, 2025, 10, 0), (*R5, 2025, 10, 0)], "clear", 0.0),
        ([(*M5, 2025, 3, 3), (*M5, 2024, 30, 30)], "unclassified", 0.0),
    ],
)
def test_status_and_chance(rows: list[Result], status: str, chance: float) -> None:
    found = threshold_rule(table(rows), year=2025, rules=RULES).schools.iloc[0]
    assert (found["status"], round(found["chance"], 3)) == (status, chance)


def reason(rows: list[Result], **rules: Any) -> str:
    found = threshold_rule(table(rows), year=2025, rules=ThresholdRules(**rules))
    return str(found.schools["reason"].iloc[0])


def test_reasons() -> None:
    assert reason([(*M5, 2025, 10, 3), (*E11, 2024, 10, 5)]) == (
        "Не менее 30\xa0% участников ниже минимума: ЕГЭ, русский язык, 11\xa0класс, "
        "2024 (5 из 10, 50,0\xa0%); ВПР, математика, 5\xa0класс, 2025 (3 из 10, "
        "30,0\xa0%). Условие: любая процедура в каждом из двух последних лет. "
        "На границе: при таких же долях правило сработало бы снова с вероятностью "
        "58\xa0%."
    )
    assert reason([(*M5, 2025, 10, 3)]) == (
        "Не менее 30\xa0% участников ниже минимума только здесь: ВПР, математика, "
        "5\xa0класс, 2025 (3 из 10, 30,0\xa0%)."
    )
    assert reason([(*M5, 2025, 10, 0)]) == (
        "Ни в одной процедуре доля участников ниже минимума не достигла 30\xa0%."
    )
    assert reason([(*M5, 2025, 3, 3), (*R5, 2025, 4, 1)]) == (
        "не классифицирована: за 2025 год мало участников (4\xa0участника < 5 "
        "в самой большой процедуре)"
    )
    assert reason([("kdr", "math", "5", 2025, 30, 3)]) == (
        "не классифицирована: за 2025 год нет результатов по процедурам и "
        "предметам правила"
    )


def test_spellings_are_understood() -> None:
    rows = [
        ("ВПР", "Математика", "5", 2025, 10, 3),
        ("Всероссийская  проверочная работа", "Русский язык", "5", 2025, 10, 3),
    ]
    found = threshold_rule(table(rows), year=2025, rules=RULES)
    assert list(found.schools["clauses"].iloc[0]) == [TWO]


def test_another_threshold_and_n_min() -> None:
    rows = [(*M5, 2025, 4, 1), (*R5, 2025, 4, 1)]
    rules = ThresholdRules(numerator=1, denominator=4, n_min=4)
    assert threshold_rule(table(rows), year=2025, rules=rules).schools["fired"].all()


@pytest.mark.parametrize(
    ("change", "code", "subject"),
    [
        (lambda t: t.drop(columns="grade"), "missing_column", "grade"),
        (lambda t: t.assign(below_min=11), "bad_value", "below_min"),
        (lambda t: t.assign(participants=-1), "bad_value", "participants"),
        (lambda t: t.assign(below_min=2.5), "bad_value", "below_min"),
        (lambda t: t.assign(year="2025"), "bad_value", "year"),
        (lambda t: pd.concat([t, t]), "duplicate_row", "школа"),
        (lambda t: t.assign(year=2024), "no_results", "year"),
    ],
)
def test_refusals(change: Any, code: str, subject: str) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        threshold_rule(change(table([(*M5, 2025, 10, 3)])), year=2025, rules=RULES)
    assert (caught.value.code, caught.value.subject) == (code, subject)


ROW = st.fixed_dictionaries(
    {
        "school": st.sampled_from("АБВ"),
        "procedure": st.sampled_from(["vpr", "oge"]),
        "subject": st.sampled_from(["rus", "math"]),
        "grade": st.sampled_from(["5", "9"]),
        "year": st.sampled_from([2023, 2024, 2025]),
        "participants": st.integers(0, 30),
        "below_min": st.integers(0, 30),
    }
).map(lambda row: {**row, "below_min": min(row["below_min"], row["participants"])})
ROWS = st.lists(
    ROW,
    min_size=1,
    max_size=30,
    unique_by=lambda row: tuple(
        row[key] for key in ("school", "year", *slow_twin.PROCEDURE)
    ),
).filter(lambda rows: any(row["year"] == 2025 for row in rows))
CLAUSES = st.sets(st.sampled_from(sorted(CLAUSE_LABELS)), min_size=1)


@settings(max_examples=150, deadline=None)
@given(ROWS, CLAUSES, st.integers(1, 12))
def test_equals_the_slow_twin(
    rows: list[dict[str, Any]], clauses: set[str], n_min: int
) -> None:
    rules = ThresholdRules(n_min=n_min, clauses=tuple(sorted(clauses)))
    found = threshold_rule(pd.DataFrame(rows), year=2025, rules=rules).schools
    fast = dict(zip(found["school"], map(list, found["clauses"]), strict=True))
    assert fast == slow_twin.threshold(rows, year=2025, n_min=n_min, clauses=clauses)
