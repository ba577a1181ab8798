"""The numbers that a paper speaks of, with their denominators; no rows, no database."""

import datetime as dt
from dataclasses import dataclass

from monitoring.drafting.indicator import IndicatorFact, Standing, share_words
from monitoring.drafting.words import number


@dataclass(frozen=True)
class WindowFact:
    """One window of the year: how many schools it has, and what came of it.

    `is_by_schools` is false for windows that schools do not fill: there nothing is
    sent. `is_over` tells whether the day it is due has passed.
    """

    title: str
    opens_on: dt.date
    due_on: dt.date
    schools: int
    submitted: int = 0
    on_time: int = 0
    accepted: int = 0
    is_by_schools: bool = True
    is_over: bool = True


@dataclass(frozen=True)
class SchoolFact:
    """One school of the year: its status, its forms, its recommendations."""

    name: str
    group: str
    forms: int = 0
    submitted: int = 0
    on_time: int = 0
    recommendations: int = 0
    done: int = 0


@dataclass(frozen=True)
class SilentFact:
    """A form that was due and has not been sent."""

    school: str
    window: str
    due_on: dt.date
    state: str


@dataclass(frozen=True)
class DynamicsFact:
    """How many schools went which way, by the chosen definition."""

    code: str
    title: str
    up: int = 0
    unchanged: int = 0
    down: int = 0
    incomparable: int = 0

    @property
    def compared(self) -> int:
        """Schools whose two years could be compared."""
        return self.up + self.unchanged + self.down


@dataclass(frozen=True)
class RecommendationFact:
    """One recommendation as it stands."""

    addressee: str
    data: str
    finding: str
    action: str
    due_on: dt.date | None
    control: str
    state: str
    is_done: bool = False
    is_overdue: bool = False


@dataclass(frozen=True)
class ValueFact:
    """One cell: whose, of what, and which of the four states it is in.

    `numerator` and `denominator` are given for a value alone; `goal` and `town` are
    what stands beside it on the sheet of a school.
    """

    school: str
    window: str
    code: str
    title: str
    state: str
    numerator: int | None = None
    denominator: int | None = None
    text: str = ""
    comment: str = ""
    goal: str = ""
    town: str = ""

    @property
    def words(self) -> str:
        """The value in words, or its state."""
        if self.numerator is None:
            return self.text or self.state
        if self.denominator is None:
            return number(self.numerator)
        if self.denominator == 1:
            return "да" if self.numerator else "нет"
        return share_words(self.numerator, self.denominator)


@dataclass(frozen=True)
class SiteFact:
    """What was looked for on a school's site, and what was seen."""

    window: str
    item: str
    verdict: str
    address: str = ""
    note: str = ""
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class Facts:
    """All numbers of a territory, or of one school, in one school year.

    Parameters
    ----------
    territory, organisation : str
        Whose paper it is, and who makes it.
    year : str
        The school year as people write it.
    as_of : datetime.date
        The day of the numbers.
    definition : str
        What «положительная динамика» means here, with its thresholds.
    school, group : str
        For the sheet of one school: its name and its status.
    """

    territory: str
    organisation: str
    year: str
    as_of: dt.date
    indicators: tuple[IndicatorFact, ...] = ()
    windows: tuple[WindowFact, ...] = ()
    schools: tuple[SchoolFact, ...] = ()
    silent: tuple[SilentFact, ...] = ()
    dynamics: tuple[DynamicsFact, ...] = ()
    definition: str = ""
    recommendations: tuple[RecommendationFact, ...] = ()
    values: tuple[ValueFact, ...] = ()
    sites: tuple[SiteFact, ...] = ()
    school: str = ""
    group: str = ""

    def standing(self, *wanted: Standing) -> list[IndicatorFact]:
        """Return the indicators that stand so.

        Parameters
        ----------
        *wanted : Standing
            One or more.

        Returns
        -------
        list of IndicatorFact
            In the order of the catalogue.
        """
        return [fact for fact in self.indicators if fact.standing in wanted]
