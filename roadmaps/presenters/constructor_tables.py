"""The school's numbers as tables in words: for the page, the draft and the paper."""

from typing import Any

from identification.enums import ScoreKind
from roadmaps.queries.own_numbers import (
    OwnCondition,
    OwnResult,
    ResultOfYear,
    own_conditions,
    own_results,
)
from schools.models import School
from schools.templatetags.portal_format import NO_DATA, number, percent


Table = dict[str, Any]
PAIR = "школа / муниципалитет"


def live_table(key: str, school: School) -> Table:
    """Return a table as the portal would fill it now; without rows it has no data."""
    if key == "results_table":
        return results_table(*own_results(school=school))
    return conditions_table(*own_conditions(school=school))


def results_table(years: list[int], rows: list[OwnResult]) -> Table:
    """Return works by line and years by column."""
    columns = ["Работа", "Класс"]
    for year in years:
        columns += [f"{year}: участников", f"{year}: средний, {PAIR}"]
        columns.append(f"{year}: ниже минимума, {PAIR}")
    lines = []
    for row in rows:
        line = [f"{row.procedure.name}, {row.subject}", str(row.grade)]
        for year in years:
            line += _result_cells(row, row.by_year.get(year))
        lines.append(line)
    return {"columns": columns, "rows": lines}


def conditions_table(years: list[int], rows: list[OwnCondition]) -> Table:
    """Return factors by line and years by column."""
    columns = ["Условие", *(f"{year}: {PAIR}" for year in years)]
    lines = []
    for row in rows:
        unit = f", {row.factor.unit}" if row.factor.unit else ""
        pairs = (row.by_year.get(year) for year in years)
        cells = [_pair(_figure(p[0]), _figure(p[1])) if p else NO_DATA for p in pairs]
        lines.append([f"{row.factor.name}{unit}", *cells])
    return {"columns": columns, "rows": lines}


def is_same_table(one: Table, other: Table) -> bool:
    """Tell whether two tables say the same, whenever they were made."""
    return all(one.get(name) == other.get(name) for name in ("columns", "rows"))


def _result_cells(row: OwnResult, year: ResultOfYear | None) -> list[str]:
    if year is None:
        return [NO_DATA] * 3
    digits = 1 if row.procedure.score_kind != ScoreKind.MARK else 2
    return [
        number(year.participants),
        _pair(_fixed(year.mean_score, digits), _fixed(year.place_mean, digits)),
        _pair(percent(year.below_share), percent(year.place_below_share)),
    ]


def _pair(own: str, place: str) -> str:
    return NO_DATA if own == place == NO_DATA else f"{own} / {place}"


def _fixed(value: float | None, digits: int) -> str:
    return NO_DATA if value is None else number(value, digits)


def _figure(value: float | None) -> str:
    """Write a value with at most one decimal, none for a whole one."""
    if value is None:
        return NO_DATA
    return number(value, 0 if round(value, 1) == round(value) else 1)
