"""Cells and sums: what a value is, when it may be taken, how shares are added up."""

from monitoring.counting.cells import Cell, State


__all__ = ["Cell", "State"]
