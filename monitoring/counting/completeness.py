"""How full a form is: from its values, never from a button."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.counting.cells import State


@dataclass(frozen=True)
class Completeness:
    """Cells of a form by their state.

    Parameters
    ----------
    total, values, not_applicable, no_data : int
        How many cells there are, and how many are in each state but empty.
    """

    total: int
    values: int
    not_applicable: int
    no_data: int

    @property
    def done(self) -> int:
        """Cells in which something was decided; zero is a value."""
        return self.values + self.not_applicable + self.no_data

    @property
    def empty(self) -> int:
        """Cells that nobody has touched."""
        return self.total - self.done

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left open; a form without cells is never whole."""
        return self.total > 0 and self.empty == 0

    @property
    def is_without_data(self) -> bool:
        """Tell whether a whole form holds no value at all: it is «сдана без данных»."""
        return self.is_whole and self.values == 0


def completeness(states: Iterable[State]) -> Completeness:
    """Count the cells of a form.

    Parameters
    ----------
    states : iterable of State, shape (n,)
        One for each indicator that the form asks for.

    Returns
    -------
    Completeness
        The counts.
    """
    found = list(states)
    return Completeness(
        total=len(found),
        values=found.count(State.VALUE),
        not_applicable=found.count(State.NOT_APPLICABLE),
        no_data=found.count(State.NO_DATA),
    )
