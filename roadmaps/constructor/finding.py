"""Looking up sections, fields and columns, with the columns of a programme's years."""

import datetime as dt

from roadmaps.constructor.model import Column, ColumnKind, Field, Part
from roadmaps.constructor.parts import PARTS


INDICATORS = "indicators"
TARGET = "target_"
# The day by which the results of a school year are known.
LESSONS_END = (5, 31)
# Targets of the years stand between the baseline and the source.
AFTER_BASELINE = 3


def part_of(code: str) -> Part | None:
    """Return a section by its code.

    Parameters
    ----------
    code : str
        As in the address.

    Returns
    -------
    Part or None
        None for a code that no section has.
    """
    return next((part for part in PARTS if part.code == code), None)


def field_of(key: str) -> Field | None:
    """Return a field by its key.

    Parameters
    ----------
    key : str
        As in the database.

    Returns
    -------
    Field or None
        None for a key that no field has.
    """
    return next(
        (item for part in PARTS for item in part.fields if item.key == key), None
    )


def part_with(key: str) -> Part:
    """Return the section in which a field stands.

    Parameters
    ----------
    key : str
        Key of an existing field.

    Returns
    -------
    Part

    Raises
    ------
    KeyError
        For a key that no field has.
    """
    for part in PARTS:
        if any(item.key == key for item in part.fields):
            return part
    raise KeyError(key)


def target_years(start: dt.date, end: dt.date) -> tuple[int, ...]:
    """Return the years at whose end of lessons targets are set.

    Parameters
    ----------
    start, end : date
        Term of the programme, both days inside.

    Returns
    -------
    tuple of int
        Calendar years whose 31 May lies in the term; the last year alone when none
        does, so that there is always one.
    """
    inside = tuple(
        year
        for year in range(start.year, end.year + 1)
        if start <= dt.date(year, *LESSONS_END) <= end
    )
    return inside or (end.year,)


def columns_of(field: Field, years: tuple[int, ...]) -> tuple[Column, ...]:
    """Return the columns of a list, with those of the years where it has them.

    Parameters
    ----------
    field : Field
        Any field; one that is no list has no columns.
    years : tuple of int
        From `target_years`.

    Returns
    -------
    tuple of Column
        In the order of the page and of the paper.
    """
    if field.key != INDICATORS:
        return field.columns
    targets = tuple(
        Column(f"{TARGET}{year}", f"Цель {year}", ColumnKind.NUMBER) for year in years
    )
    head, tail = field.columns[:AFTER_BASELINE], field.columns[AFTER_BASELINE:]
    return (*head, *targets, *tail)
