"""Sums over schools: Σ numerators over Σ denominators, and who stands outside them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from monitoring.counting.cells import Cell, State


# The group of all schools together.
ALL = ""


@dataclass(frozen=True)
class Sum:
    """One indicator over the schools of one place and window.

    Parameters
    ----------
    numerator, denominator : int
        Sums over the counted schools; the denominator of a plain count stays 0.
    schools : int
        Schools frozen in the window; 1 for a value of the municipality itself.
    counted, not_applicable, no_data, missing : int
        Parts of `schools`: in the sums; outside them because there is nothing to
        divide by; «нет данных»; nothing that was accepted.
    """

    numerator: int = 0
    denominator: int = 0
    schools: int = 0
    counted: int = 0
    not_applicable: int = 0
    no_data: int = 0
    missing: int = 0

    def __add__(self, other: Sum) -> Sum:
        """Add up two places, part by part.

        Parameters
        ----------
        other : Sum
            The same indicator of other schools.

        Returns
        -------
        Sum
            Numerators and denominators added, never shares.
        """
        return Sum(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.schools + other.schools,
            self.counted + other.counted,
            self.not_applicable + other.not_applicable,
            self.no_data + other.no_data,
            self.missing + other.missing,
        )

    @property
    def share(self) -> Fraction | None:
        """Return Σ numerators over Σ denominators, 0-1; None for a zero denominator."""
        if not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)


def of_one(*, cell: Cell | None, is_accepted: bool) -> Sum:
    """Return what one school adds to a sum.

    Parameters
    ----------
    cell : Cell or None
        Its value; None when nothing was ever written.
    is_accepted : bool
        The form is accepted, or the indicator asks for no acceptance.

    Returns
    -------
    Sum
        Of one school: it is in exactly one of the four parts. «0 из 0» says that there
        is nobody to count, so the school is outside the ratio, not a zero in it.
    """
    if cell is None or not is_accepted or cell.state is State.EMPTY:
        return Sum(schools=1, missing=1)
    if cell.state is State.NO_DATA:
        return Sum(schools=1, no_data=1)
    if cell.state is State.NOT_APPLICABLE or cell.denominator == 0:
        return Sum(schools=1, not_applicable=1)
    return Sum(cell.numerator or 0, cell.denominator or 0, schools=1, counted=1)


def total(parts: Iterable[Sum]) -> Sum:
    """Add up places.

    Parameters
    ----------
    parts : iterable of Sum
        In any order.

    Returns
    -------
    Sum
        All zeros for no parts.
    """
    found = Sum()
    for part in parts:
        found += part
    return found


def by_group(
    *,
    schools: Mapping[int, str],
    cells: Mapping[int, Cell],
    accepted: Container[int],
) -> dict[str, Sum]:
    """Add up one indicator school by school: the slow and obvious way.

    Parameters
    ----------
    schools : mapping of int to str
        Schools frozen in the window, with their groups.
    cells : mapping of int to Cell
        What schools have written; of a school outside the window nothing is taken.
    accepted : container of int
        Schools whose values may be counted.

    Returns
    -------
    dict of str to Sum
        All schools together under `ALL`, and each group that has a school.
    """
    found = {ALL: Sum()}
    for school, group in schools.items():
        part = of_one(cell=cells.get(school), is_accepted=school in accepted)
        for name in (ALL, group):
            found[name] = found.get(name, Sum()) + part
    return found
