"""Papers from numbers: facts, sentences with live numbers, tables, recommendations."""

from monitoring.drafting.compose import SHEET, Composed, compose, compose_sheet, text_of
from monitoring.drafting.facts import (
    DynamicsFact,
    Facts,
    RecommendationFact,
    SchoolFact,
    SilentFact,
    SiteFact,
    ValueFact,
    WindowFact,
)
from monitoring.drafting.indicator import Earlier, IndicatorFact, Standing
from monitoring.drafting.marks import Filled, fill, live_numbers
from monitoring.drafting.paper import (
    Bar,
    Chart,
    Column,
    Paper,
    Part,
    Table,
    from_json,
    to_json,
)
from monitoring.drafting.sealing import check_code
from monitoring.drafting.sections import Sketch, sections_of


__all__ = [
    "SHEET",
    "Bar",
    "Chart",
    "Column",
    "Composed",
    "DynamicsFact",
    "Earlier",
    "Facts",
    "Filled",
    "IndicatorFact",
    "Paper",
    "Part",
    "RecommendationFact",
    "SchoolFact",
    "SilentFact",
    "SiteFact",
    "Sketch",
    "Standing",
    "Table",
    "ValueFact",
    "WindowFact",
    "check_code",
    "compose",
    "compose_sheet",
    "fill",
    "from_json",
    "live_numbers",
    "sections_of",
    "text_of",
    "to_json",
]
