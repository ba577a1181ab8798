"""Charts of the pages that speak of the whole portal."""

from collections.abc import Mapping, Sequence
from typing import Any

from identification.charts.figure import (
    INK,
    Column,
    Figure,
    Spec,
    base_spec,
    values,
)
from schools.enums import StatusKind
from schools.templatetags.portal_format import number, school_year
from schools.templatetags.status_marks import MARKS


COLUMNS_THAT_FILL = 5
COLUMNS_YEAR = Column("Учебный год")


def status_chart(rows: Sequence[Mapping[str, Any]], *, title: str) -> Figure:
    """Draw the number of schools in each status, school year by school year."""
    kinds = [
        kind
        for kind in StatusKind
        if any(row["kind"] == kind and row["schools"] for row in rows)
    ]
    first = min((row["year"] for row in rows if row["schools"]), default=0)
    shown = [row for row in rows if row["kind"] in kinds and row["year"] >= first]
    spec = base_spec(title, height=260)
    spec["data"] = values([_datum(row) for row in shown])
    words = [kind.label for kind in kinds]
    spec["encoding"] = {
        "x": {
            "field": "year",
            "type": "nominal",
            "title": "Учебный год",
            "axis": {"labelAngle": 0, "ticks": False},
            "scale": {"paddingInner": 0.5, "paddingOuter": _margin(shown)},
        },
        "xOffset": {"field": "status", "type": "nominal", "sort": words},
        "y": {
            "field": "schools",
            "type": "quantitative",
            "title": "Школ",
            "axis": {"tickMinStep": 1, "format": "d"},
        },
    }
    spec["layer"] = [_bars(kinds, words), _labels()]
    return Figure(
        name="statuses",
        title=title,
        sentence=(
            "Учебный год засчитан, если статус действовал 31 мая; текущий год – если "
            "статус действует сегодня."
        ),
        spec=spec,
        columns=(COLUMNS_YEAR, *(Column(word, numeric=True) for word in words)),
        rows=_table(shown, kinds),
    )


def _margin(rows: Sequence[Mapping[str, Any]]) -> float:
    """Return the empty room at both sides, in columns: two years make no walls."""
    years = len({row["year"] for row in rows})
    return max(0.3, (COLUMNS_THAT_FILL - years) / 2)


def _bars(kinds: Sequence[StatusKind], words: Sequence[str]) -> Spec:
    return {
        "mark": {"type": "bar"},
        "encoding": {
            "color": {
                "field": "status",
                "type": "nominal",
                "scale": {
                    "domain": list(words),
                    "range": [MARKS[kind].colour for kind in kinds],
                },
            },
        },
    }


def _labels() -> Spec:
    return {
        "mark": {
            "type": "text",
            "baseline": "bottom",
            # Two lines stand above the bar, not across its end.
            "dy": -17,
            "color": INK,
            "fontSize": 11,
            "lineBreak": "\n",
        },
        "encoding": {"text": {"field": "label"}},
    }


def _datum(row: Mapping[str, Any]) -> Spec:
    return {
        "year": school_year(row["year"]),
        "status": StatusKind(row["kind"]).label,
        "schools": row["schools"],
        # The word again: on a black-and-white print the bars are alike.
        "label": f"{StatusKind(row['kind']).label}\n{number(row['schools'])}",
    }


def _table(
    rows: Sequence[Mapping[str, Any]], kinds: Sequence[StatusKind]
) -> tuple[tuple[str, ...], ...]:
    by_year: dict[int, dict[str, int]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["kind"]] = row["schools"]
    return tuple(
        (school_year(year), *(number(counts.get(kind, 0)) for kind in kinds))
        for year, counts in by_year.items()
    )
