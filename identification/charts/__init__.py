"""Charts of identification: one specification for the page and for paper."""

from identification.charts.contributions import contributions_chart
from identification.charts.figure import Column, Figure
from identification.charts.influence import influence_chart
from identification.charts.map_of_groups import MapBorders, MapPoint, map_of_groups
from identification.charts.position import position_chart
from identification.charts.residuals import residual_chart
from identification.charts.shares import shares_chart


__all__ = [
    "Column",
    "Figure",
    "MapBorders",
    "MapPoint",
    "contributions_chart",
    "influence_chart",
    "map_of_groups",
    "position_chart",
    "residual_chart",
    "shares_chart",
]
