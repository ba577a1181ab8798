"""Finds the school of every row: by its code, by its name, by a confirmed spelling.

Each different combination of code, name and municipality is looked up once. A school
of another territory is refused without a word about it.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schools.actions.imports.table import Table, UnknownName
from schools.datasets.school_lookup import (
    SchoolLookup,
    codes_elsewhere,
    normalise_code,
    school_lookup,
)
from schools.ingest.errors import Severity
from schools.ingest.identity import hide_personal
from schools.ingest.schema import Field


SCHOOL_CODE = Field(
    code="school_code",
    title="Код школы",
    kind="code",
    synonyms=(
        "код ОО",
        "код ОУ",
        "код организации",
        "код в реестре",
        "логин",
        "логин ОО",
        "логин школы",
        "КИАСУО",
        "ИНН",
        "ИНН школы",
    ),
    help="Код в реестре портала, код РЦОИ, логин ФИС ОКО, КИАСУО или ИНН.",
    example="124001",
)
SCHOOL_NAME = Field(
    code="school",
    title="Школа",
    synonyms=(
        "ОО",
        "ОУ",
        "название ОО",
        "наименование ОО",
        "название школы",
        "наименование школы",
        "образовательная организация",
        "наименование образовательной организации",
        "общеобразовательная организация",
        "организация",
        "учреждение",
    ),
    help="Как в реестре; другое написание портал попросит подтвердить один раз.",
    example="СОШ № 1",
)
MUNICIPALITY = Field(
    code="municipality",
    title="Муниципалитет",
    synonyms=(
        "муниципальное образование",
        "район",
        "МО",
        "МСУ",
        "муниципальный район (округ)",
        "территория",
    ),
    help="Нужен, если школы разных районов называются одинаково.",
)
SCHOOL_FIELDS = (SCHOOL_CODE, SCHOOL_NAME, MUNICIPALITY)
SCHOOL_ID = Field(code="school_id", title="Школа", kind="integer", required=True)

UNKNOWN = "school_unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """What one combination of code and name means."""

    school_id: int | None
    field: str = ""
    value: str = ""
    rule: str = ""
    message: str = ""
    advice: str = ""
    severity: Severity = "error"


def match_schools(table: Table) -> tuple[Table, NDArray[np.float64]]:
    """Return the table with remarks, and the school's key of each row or NaN."""
    lookup = school_lookup(table.territory)
    combinations = list(
        zip(*(table.texts(item.code) for item in SCHOOL_FIELDS), strict=True)
    )
    places = {each: number for number, each in enumerate(dict.fromkeys(combinations))}
    different = list(places)
    numbers = np.array([places[each] for each in combinations], dtype=np.int64)
    outside = _outside_codes(different, lookup, table)
    matches = [
        match_school(code, name, municipality, lookup, outside)
        for code, name, municipality in different
    ]
    findings = [
        _remark(table, position, matches[number])
        for position, number in enumerate(numbers.tolist())
        if matches[number].rule
    ]
    keys = np.array(
        [np.nan if m.school_id is None else m.school_id for m in matches],
        dtype=np.float64,
    )
    unknown = _unknown_names(matches, numbers)
    table = replace(table.with_findings(findings), unknown_names=unknown)
    return table, keys[numbers] if len(keys) else np.zeros(0)


def match_school(
    code: str,
    name: str,
    municipality: str,
    lookup: SchoolLookup,
    outside: frozenset[str],
) -> Match:
    """Return the school that a row means, or what is wrong with it."""
    if not code and not name:
        return Match(
            None, "school", "", "school_missing",
            "Не указано, о какой школе строка", "впишите код или название школы",
        )  # fmt: skip
    if normalise_code(code) in outside:
        return Match(
            None, "school_code", code, "school_out_of_scope",
            "Школа вне вашей территории",
            "удалите строку или проверьте код",
        )  # fmt: skip
    by_code = lookup.by_code(code) if code else frozenset()
    by_name = lookup.by_name(name, municipality) if name else frozenset()
    if len(by_code) == 1:
        return _with_code(next(iter(by_code)), code, by_name, lookup)
    if len(by_name) == 1:
        return _with_name(next(iter(by_name)), code)
    if len(by_code) > 1 or len(by_name) > 1:
        return Match(
            None, "school" if name else "school_code", name or code,
            "school_ambiguous", "Так называются несколько школ",
            "укажите код школы или муниципалитет",
        )  # fmt: skip
    return _unknown(code, name)


def _with_code(
    school: int, code: str, by_name: frozenset[int], lookup: SchoolLookup
) -> Match:
    if not by_name or school in by_name:
        return Match(school)
    return Match(
        None, "school_code", code, "school_conflict",
        f"Код принадлежит школе «{lookup.titles[school]}», а названа другая",
        "исправьте код или название",
    )  # fmt: skip


def _with_name(school: int, code: str) -> Match:
    if not code:
        return Match(school)
    return Match(
        school, "school_code", code, "school_code_unknown",
        "Такого кода в реестре нет; школа узнана по названию",
        "добавьте код на странице школы, если он верен", "warning",
    )  # fmt: skip


def _unknown(code: str, name: str) -> Match:
    if name:
        return Match(
            None, "school", name, UNKNOWN, "Такой школы в реестре нет",
            "сопоставьте название со школой или исправьте его",
        )  # fmt: skip
    return Match(
        None, "school_code", code, UNKNOWN, "Школы с таким кодом в реестре нет",
        "проверьте код или добавьте школу в реестр",
    )  # fmt: skip


def _outside_codes(combinations, lookup: SchoolLookup, table: Table) -> frozenset[str]:
    unknown = sorted({each[0] for each in combinations if each[0]})
    unknown = [code for code in unknown if not lookup.by_code(code)]
    return codes_elsewhere(unknown, table.territory) if unknown else frozenset()


def _remark(table: Table, position: int, match: Match):
    field = match.field
    if field not in table.mapping.fields:
        field = next(
            (f.code for f in SCHOOL_FIELDS if f.code in table.mapping.fields), field
        )
    return table.finding(
        position,
        field,
        match.value,
        match.rule,
        match.message,
        match.advice,
        match.severity,
    )


def _unknown_names(
    matches: list[Match], numbers: NDArray[np.int64]
) -> tuple[UnknownName, ...]:
    """Count rows by unknown name; a name that is a person's shows only as hidden."""
    counted: Counter[str] = Counter()
    rows = np.bincount(numbers, minlength=len(matches))
    for match, count in zip(matches, rows.tolist(), strict=True):
        is_shown = hide_personal(match.value) == match.value
        if match.rule == UNKNOWN and match.field == "school" and is_shown:
            counted[match.value] += count
    return tuple(UnknownName(name, rows) for name, rows in sorted(counted.items()))
