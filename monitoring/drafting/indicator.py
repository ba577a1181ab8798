"""One indicator as papers speak of it: its figure, its target, how it stands."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from monitoring.counting.lights import Light, Measure, fact as figure, light
from monitoring.counting.sums import Sum
from monitoring.drafting.words import NBSP, number


NO_DATA = "нет данных"
# Below this many of whom is counted, one case moves the share too far to lean on.
FEW = 10


class Standing(StrEnum):
    """How a value stands to its target, in the word that is printed."""

    REACHED = "достигнута"
    NEAR = "близко к цели"
    MISSED = "не достигнута"
    PARTIAL = "предварительно"
    NO_DATA = "нет данных"
    NOT_DUE = "срок не наступил"
    NO_TARGET = "цель не назначена"


_STANDINGS = {
    Light.REACHED: Standing.REACHED,
    Light.NEAR: Standing.NEAR,
    Light.BELOW: Standing.MISSED,
    Light.PARTIAL: Standing.PARTIAL,
    Light.NO_DATA: Standing.NO_DATA,
    Light.NOT_DUE: Standing.NOT_DUE,
    Light.NO_TARGET: Standing.NO_TARGET,
}


@dataclass(frozen=True)
class Earlier:
    """The same indicator in the same window of an earlier school year.

    Parameters
    ----------
    year : str
        The school year as people write it, «2024/25».
    total : Sum
        Over the schools of that window.
    """

    year: str
    total: Sum


@dataclass(frozen=True)
class IndicatorFact:
    """One indicator of a territory in its latest window of the year.

    Parameters
    ----------
    code, title, group, unit : str
        As in the version of the indicator that the year keeps.
    measure : Measure
        What is compared with the target.
    is_less_better : bool
        Which way is better.
    window : str
        Title of the window that the numbers come from; empty without one.
    is_due : bool
        The last day of that window is over.
    total : Sum or None
        Over the schools of the window; None when nothing was added up.
    target : Decimal or None
        Per cent for shares, a number for counts, 1 for «да».
    green_percent, yellow_percent : int
        Per cent of the target from which it is reached, and from which it is near.
    earlier : tuple of Earlier
        Earlier years of the same window and stage, the oldest first.
    """

    code: str
    title: str
    group: str = ""
    unit: str = ""
    measure: Measure = Measure.PERCENT
    is_less_better: bool = False
    window: str = ""
    is_due: bool = True
    total: Sum | None = None
    target: Decimal | None = None
    green_percent: int = 100
    yellow_percent: int = 80
    earlier: tuple[Earlier, ...] = ()

    @property
    def value(self) -> float | None:
        """Per cent of a share, the number of a count, 0 or 1 for «да»."""
        return value_of(self.total, self.measure)

    @property
    def gap(self) -> float | None:
        """Value minus target, in percentage points or in the unit of the count."""
        if self.value is None or self.target is None:
            return None
        return self.value - float(self.target)

    @property
    def standing(self) -> Standing:
        """How the value stands to the target; the same light as on the pages."""
        return _STANDINGS[
            light(
                total=self.total,
                measure=self.measure,
                target=self.target,
                is_less_better=self.is_less_better,
                green_percent=self.green_percent,
                yellow_percent=self.yellow_percent,
                is_due=self.is_due,
            )
        ]

    @property
    def words(self) -> str:
        """The value with its numbers: «83,3 % (10 из 12)»."""
        return total_words(self.total, self.measure, self.unit)

    @property
    def target_words(self) -> str:
        """The target in words: «50 %», «да», «не назначена»."""
        if self.target is None:
            return "не назначена"
        if self.measure is Measure.YES:
            return "да"
        if self.measure is Measure.NUMBER:
            return f"{number(self.target)} {self.unit}".strip()
        return f"{number(self.target)}{NBSP}%"

    @property
    def is_small(self) -> bool:
        """Tell whether one case moves the share by more than ten points."""
        whole = self.total.denominator if self.total else 0
        return self.measure is Measure.PERCENT and 0 < whole < FEW


def value_of(total: Sum | None, measure: Measure) -> float | None:
    """Return the figure of a sum.

    Parameters
    ----------
    total : Sum or None
        Over schools; None when nothing was added up.
    measure : Measure
        What is counted.

    Returns
    -------
    float or None
        Per cent, a number, 0 or 1; None where nobody was counted.
    """
    found = None if total is None else figure(total, measure)
    return None if found is None else float(found)


def total_words(total: Sum | None, measure: Measure, unit: str = "") -> str:
    """Write a sum with its numbers: «83,3 % (10 из 12)».

    Parameters
    ----------
    total : Sum or None
        Over schools.
    measure : Measure
        What is counted.
    unit : str
        Of a count.

    Returns
    -------
    str
        «нет данных» where nobody was counted.
    """
    value = value_of(total, measure)
    if value is None or total is None:
        return NO_DATA
    if measure is Measure.NUMBER:
        return f"{number(total.numerator)} {unit}".strip()
    if measure is Measure.YES:
        return "да" if total.numerator else "нет"
    return share_words(total.numerator, total.denominator)


def share_words(numerator: int, denominator: int) -> str:
    """Write a share with its two numbers.

    Parameters
    ----------
    numerator, denominator : int
        Counts; a zero denominator gives no per cent.

    Returns
    -------
    str
        «83,3 % (10 из 12)», or «0 из 0».
    """
    counts = f"{number(numerator)} из{NBSP}{number(denominator)}"
    if not denominator:
        return counts
    return f"{number(Fraction(100 * numerator, denominator))}{NBSP}% ({counts})"
