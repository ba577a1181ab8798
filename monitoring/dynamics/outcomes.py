"""What a comparison of two years comes to, with its reason and its numbers."""

from dataclasses import dataclass
from enum import StrEnum


class Trend(StrEnum):
    """Three outcomes, and a fourth where there is nothing to compare."""

    UP = "up"
    NO_EVIDENCE = "no_evidence"
    DOWN = "down"
    NOT_COMPARABLE = "not_comparable"


class Reason(StrEnum):
    """Why two years do not compare."""

    NOT_HELD = "not_held"
    NO_BEFORE = "no_before"
    FEW = "few"
    FLAGGED = "flagged"
    SCALE = "scale"
    NO_NUMBERS = "no_numbers"
    NO_REGION = "no_region"


WORDS: dict[Reason, str] = {
    Reason.NOT_HELD: "результатов этого года нет",
    Reason.NO_BEFORE: "результатов прошлого года нет",
    Reason.FEW: "участников слишком мало",
    Reason.FLAGGED: "есть признаки необъективности",
    Reason.SCALE: "работа или шкала изменилась",
    Reason.NO_NUMBERS: "нет чисел, которые нужны определению",
    Reason.NO_REGION: "нет результатов региона для сравнения",
}


@dataclass(frozen=True)
class Measure:
    """One definition applied to two years.

    Parameters
    ----------
    before, after : float
        What was compared: points, share from 0 to 1, or standard deviations.
    change : float
        The difference, its sign as the numbers have it.
    trend : Trend
        What it means by the definition.
    statistic : float or None
        Statistic of the test, for the definition that makes one.
    method : str
        How significance was found: ``z`` or ``wilson``; empty for other definitions.
    """

    before: float
    after: float
    change: float
    trend: Trend
    statistic: float | None = None
    method: str = ""


@dataclass(frozen=True)
class Outcome:
    """The answer about one school.

    Parameters
    ----------
    trend : Trend
        The outcome.
    reason : Reason or None
        Only for `NOT_COMPARABLE`.
    words : str
        The reason for people, with the numbers that it is about; empty otherwise.
    measure : Measure or None
        The numbers, where years compare.
    """

    trend: Trend
    reason: Reason | None = None
    words: str = ""
    measure: Measure | None = None

    @property
    def is_up(self) -> bool:
        """Tell whether this counts as «положительная динамика»."""
        return self.trend is Trend.UP


def not_comparable(reason: Reason, more: str = "") -> Outcome:
    """Return the outcome of years that do not compare.

    Parameters
    ----------
    reason : Reason
        Why.
    more : str
        Numbers or years that the reason is about, in words.
    """
    words = f"{WORDS[reason]}: {more}" if more else WORDS[reason]
    return Outcome(Trend.NOT_COMPARABLE, reason, words)
