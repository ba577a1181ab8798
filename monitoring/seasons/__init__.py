"""Seasons of a school year: days of windows, what they cost schools, how they clash."""

from monitoring.seasons.burden import MINUTES_PER_FIELD, Burden, Load, burden_of
from monitoring.seasons.clashes import Clash, ClashKind, Stretch, clashes_between
from monitoring.seasons.days import (
    FIRST_MONTH,
    Days,
    Slot,
    collection_year,
    days_of,
)
from monitoring.seasons.stages import Stage, stage_on


__all__ = [
    "FIRST_MONTH",
    "MINUTES_PER_FIELD",
    "Burden",
    "Clash",
    "ClashKind",
    "Days",
    "Load",
    "Slot",
    "Stage",
    "Stretch",
    "burden_of",
    "clashes_between",
    "collection_year",
    "days_of",
    "stage_on",
]
