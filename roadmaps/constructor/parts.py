"""The sections of a school's programme, in the order of the paper."""

from roadmaps.constructor.model import Part
from roadmaps.constructor.parts_what import (
    ACTIVITIES,
    AIM,
    INDICATORS,
    MONITORING,
    RESOURCES_PART,
    RISKS,
)
from roadmaps.constructor.parts_why import ANALYSIS, CAUSES, PASSPORT, RISK_PROFILE


PARTS: tuple[Part, ...] = (
    PASSPORT,
    ANALYSIS,
    CAUSES,
    RISK_PROFILE,
    AIM,
    INDICATORS,
    ACTIVITIES,
    RISKS,
    RESOURCES_PART,
    MONITORING,
)
