"""Charts of identification: one specification for the page and for paper."""

from identification.charts.figure import Column, Figure
from identification.charts.run_figures import (
    influence_figure,
    map_figure,
    residual_figure,
)
from identification.charts.school_figures import (
    contributions_figure,
    position_figure,
    shares_figure,
)


__all__ = [
    "Column",
    "Figure",
    "contributions_figure",
    "influence_figure",
    "map_figure",
    "position_figure",
    "residual_figure",
    "shares_figure",
]
