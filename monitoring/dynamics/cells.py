"""How one school did in one work in one year, with what is needed to compare it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


MARKS = frozenset({"2", "3", "4", "5"})
BAD_MARK = "2"


@dataclass(frozen=True)
class RegionNumbers:
    """The region's schools in the same work and year.

    Parameters
    ----------
    mean : float
        Mean of the schools' means, in the units of the work.
    deviation : float
        Standard deviation of the schools' means, in the same units.
    schools : int
        How many schools these were.
    """

    mean: float
    deviation: float
    schools: int


@dataclass(frozen=True)
class YearCell:
    """One school's counts in one procedure, subject and grade; never names.

    Parameters
    ----------
    year : int
        Calendar year of the work.
    participants : int
        Pupils who wrote.
    mean : float or None
        Mean mark or score.
    below_min : int or None
        Pupils who have not passed.
    levels : mapping of str to int
        Pupils by level or mark, in order from the lowest; empty where not reported.
    scale : str
        What the numbers are measured in; two years compare only on the same one.
    is_flagged : bool
        Signs that the results are not objective.
    region : RegionNumbers or None
        The region beside the school, where it is known.
    """

    year: int
    participants: int
    mean: float | None = None
    below_min: int | None = None
    levels: Mapping[str, int] = field(default_factory=dict)
    scale: str = ""
    is_flagged: bool = False
    region: RegionNumbers | None = None

    @property
    def low_count(self) -> int | None:
        """Pupils at the low levels: mark «2», or the lower half of the levels.

        Four levels of КДР (недостаточный, пониженный, базовый, повышенный) give two
        low ones, three levels give one.
        """
        if len(self.levels) < 2:
            return None
        if set(self.levels) <= MARKS:
            return self.levels.get(BAD_MARK, 0)
        names = list(self.levels)
        return sum(self.levels[name] for name in names[: len(names) // 2])

    @property
    def levels_total(self) -> int:
        """Pupils at all levels together."""
        return sum(self.levels.values())
