"""From a row of the database to a cell."""

from monitoring.counting import Cell, State
from monitoring.models import Value


def cell_of(value: Value | None) -> Cell:
    """Return what a row holds; an absent row is an empty cell."""
    if value is None:
        return Cell()
    return Cell(
        State(value.state),
        value.numerator,
        value.denominator,
        value.text,
        value.comment,
    )
