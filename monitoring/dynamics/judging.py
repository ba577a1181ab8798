"""One rule applied to one school: guard rails first, then the definition."""

from dataclasses import dataclass

from monitoring.dynamics.cells import YearCell
from monitoring.dynamics.guards import refusal
from monitoring.dynamics.measures import MEASUREMENTS, Definition
from monitoring.dynamics.outcomes import Outcome, Reason, not_comparable


# A test of proportions of fewer pupils says nothing, whatever a municipality chooses.
LEAST_FOR_TEST = 10


@dataclass(frozen=True)
class Rule:
    """What counts as «положительная динамика».

    Parameters
    ----------
    definition : Definition
        Which of D1-D5.
    least_participants : int
        How many must have written in either year.
    threshold : float
        Points, percentage points or standard deviations, by the definition.
    """

    definition: Definition
    least_participants: int = 10
    threshold: float = 0.0


def judge(rule: Rule, before: YearCell | None, after: YearCell | None) -> Outcome:
    """Return whether a school's results have become better.

    Parameters
    ----------
    rule : Rule
        The municipality's choice for the school year.
    before, after : YearCell or None
        The earlier and the later year of the same procedure, subject and grade; None
        where there are no results.

    Returns
    -------
    Outcome
        Up, no evidence or down with numbers; or not comparable with the reason.
    """
    least = max(rule.least_participants, 1)
    if rule.definition is Definition.SIGNIFICANT:
        least = max(least, LEAST_FOR_TEST)
    in_the_way = refusal(before, after, least_participants=least)
    if in_the_way is not None or before is None or after is None:
        return in_the_way or not_comparable(Reason.NOT_HELD)
    if rule.definition is Definition.RELATIVE and not (before.region and after.region):
        return not_comparable(Reason.NO_REGION)
    if rule.definition is Definition.LEVELS and _has_other_levels(before, after):
        return not_comparable(Reason.SCALE, f"{before.year} и {after.year}")
    measure = MEASUREMENTS[rule.definition](before, after, rule.threshold)
    if measure is None:
        return not_comparable(Reason.NO_NUMBERS)
    return Outcome(measure.trend, measure=measure)


def _has_other_levels(before: YearCell, after: YearCell) -> bool:
    """Tell whether both years name levels, and not the same ones."""
    both = before.low_count is not None and after.low_count is not None
    return both and set(before.levels) != set(after.levels)
