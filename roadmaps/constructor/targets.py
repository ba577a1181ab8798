"""Indicators of a programme as numbers, for the school's own targets."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from roadmaps.constructor.finding import INDICATORS, TARGET, target_years
from roadmaps.constructor.model import Content
from roadmaps.constructor.values import number_of, rows_of


_CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Target:
    """One indicator with what is aimed at.

    Parameters
    ----------
    title, unit, source, responsible : str
        As the school wrote them.
    baseline : Decimal or None
        In the indicator's unit; None when it is not a number.
    by_year : tuple of (int, Decimal)
        Only the years whose target is a number.
    """

    title: str
    unit: str
    baseline: Decimal | None
    by_year: tuple[tuple[int, Decimal], ...]
    source: str
    responsible: str


def targets_in(
    content: Content, *, starts_on: dt.date, ends_on: dt.date
) -> tuple[Target, ...]:
    """Read the indicators of a draft or of a version.

    Parameters
    ----------
    content : mapping of str to object
        Values by key of the field; anything that JSON can hold.
    starts_on, ends_on : date
        Term of the programme, both days inside.

    Returns
    -------
    tuple of Target
        Rows that have a title, in order; numbers to hundredths.
    """
    years = target_years(starts_on, ends_on)
    return tuple(
        Target(
            title=row["title"],
            unit=row.get("unit", ""),
            baseline=_rounded(row.get("baseline", "")),
            by_year=tuple(
                (year, value)
                for year in years
                if (value := _rounded(row.get(f"{TARGET}{year}", ""))) is not None
            ),
            source=row.get("source", ""),
            responsible=row.get("responsible", ""),
        )
        for row in rows_of(content.get(INDICATORS))
        if row.get("title")
    )


def _rounded(text: str) -> Decimal | None:
    value = number_of(text)
    return None if value is None else value.quantize(_CENTS, ROUND_HALF_UP)
