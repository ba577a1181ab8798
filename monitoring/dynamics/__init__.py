"""Whether a school's results have become better: definitions D1-D5 and guard rails."""

from monitoring.dynamics.cells import RegionNumbers, YearCell
from monitoring.dynamics.judging import Rule, judge
from monitoring.dynamics.measures import Definition
from monitoring.dynamics.outcomes import Outcome, Reason, Trend
from monitoring.dynamics.scales import scale_of


__all__ = [
    "Definition",
    "Outcome",
    "Reason",
    "RegionNumbers",
    "Rule",
    "Trend",
    "YearCell",
    "judge",
    "scale_of",
]
