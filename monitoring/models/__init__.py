"""Indicators, windows, values and what is made of them."""

from monitoring.models.calendar_slot import CalendarSlot
from monitoring.models.dynamics_rule import DynamicsRule
from monitoring.models.indicator import Indicator
from monitoring.models.indicator_target import IndicatorTarget
from monitoring.models.indicator_version import IndicatorVersion
from monitoring.models.notice import Notice
from monitoring.models.recommendation import Recommendation
from monitoring.models.report import Report
from monitoring.models.rollup import Rollup
from monitoring.models.site_check import SiteCheck
from monitoring.models.site_item import SiteItem
from monitoring.models.value import Value
from monitoring.models.value_change import ValueChange
from monitoring.models.window import Window
from monitoring.models.window_calendar import WindowCalendar
from monitoring.models.window_indicator import WindowIndicator
from monitoring.models.window_school import WindowSchool


__all__ = [
    "CalendarSlot",
    "DynamicsRule",
    "Indicator",
    "IndicatorTarget",
    "IndicatorVersion",
    "Notice",
    "Recommendation",
    "Report",
    "Rollup",
    "SiteCheck",
    "SiteItem",
    "Value",
    "ValueChange",
    "Window",
    "WindowCalendar",
    "WindowIndicator",
    "WindowSchool",
]
