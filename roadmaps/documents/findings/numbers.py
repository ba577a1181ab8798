"""Defects of the numbers of rows: gaps, repeats, odd forms, none."""

import re
from collections.abc import Iterable, Iterator

from roadmaps.documents.findings.places import row_of
from roadmaps.documents.model import (
    Activity,
    Column,
    Finding,
    RawDocument,
    RoadMapDocument,
)
from roadmaps.documents.wording import number_parts


ODD_FORM = re.compile(r"^\s*[.,]\s*\d")


def findings(document: RoadMapDocument, raw: RawDocument) -> Iterable[Finding]:
    """Yield what is wrong with the numbers of the activities."""
    yield from _odd_forms(document, raw)
    yield from _sequence(document)
    yield from _without_number(document)


def _sequence(document: RoadMapDocument) -> Iterator[Finding]:
    before: tuple[int, ...] = ()
    last: Activity | None = None
    for activity in document.activities:
        parts = number_parts(activity.number)
        if not parts:
            continue
        if last is not None and parts[:-1] == before[:-1]:
            yield from _step(last, before, activity, parts)
        elif parts[:-1] != before[:-1] and parts[-1] > 1 and len(parts) > 1:
            yield _gap(activity, f"{_shown((*parts[:-1], 1))}")
        before, last = parts, activity


def _step(
    last: Activity, before: tuple[int, ...], activity: Activity, parts: tuple[int, ...]
) -> Iterator[Finding]:
    if parts[-1] == 1 or parts[-1] == before[-1] + 1:
        return
    if parts[-1] > before[-1] + 1:
        missing = [_shown((*parts[:-1], n)) for n in range(before[-1] + 1, parts[-1])]
        listed = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        yield _gap(activity, listed)
        return
    yield Finding(
        "numbering_repeat",
        row_of(activity),
        f"После номера {last.number} снова стоит номер {activity.number}:"
        " проверьте нумерацию строк.",
        activity.refs,
    )


def _gap(activity: Activity, missing: str) -> Finding:
    return Finding(
        "numbering_gap",
        row_of(activity),
        f"Перед номером {activity.number} пропущено: {missing}. Проверьте, не потеряна"
        " ли строка, или исправьте нумерацию.",
        activity.refs,
    )


def _shown(parts: tuple[int, ...]) -> str:
    return ".".join(map(str, parts))


def _without_number(document: RoadMapDocument) -> Iterator[Finding]:
    activities = document.activities
    numbered = sum(bool(activity.number) for activity in activities)
    if numbered * 2 <= len(activities) or any(
        column.meaning is Column.SECTION
        for columns in document.columns.values()
        for column in columns
    ):
        return
    for activity in activities:
        if not activity.number:
            yield Finding(
                "missing_number",
                row_of(activity),
                "У строки нет номера, а у остальных он есть: впишите номер"
                " или присоедините строку к соседней.",
                activity.refs,
            )


def _odd_forms(document: RoadMapDocument, raw: RawDocument) -> Iterator[Finding]:
    for activity in document.activities:
        for ref in activity.refs[:1]:
            columns = document.columns.get(ref.table, ())
            for column, text in zip(
                columns, raw.tables[ref.table].rows[ref.row], strict=False
            ):
                if column.meaning is Column.NUMBER and ODD_FORM.match(text):
                    yield Finding(
                        "numbering_form",
                        row_of(activity),
                        f"Номер записан как «{text.strip()}»: прочитан номер"
                        f" {activity.number}, исправьте запись.",
                        activity.refs,
                    )
