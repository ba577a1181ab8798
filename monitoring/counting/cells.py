"""One value of one indicator: four states that are never the same."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What stands in a cell; the codes are those of the database."""

    EMPTY = "empty"
    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Cell:
    """A value as it is stored.

    Parameters
    ----------
    state : State
        Only `VALUE` carries numbers or text, and only it enters a sum.
    numerator : int or None
        Schools, teachers, pupils or things that were counted; «да» is 1, «нет» 0.
    denominator : int or None
        Of how many; 1 for «да» and «нет», None for a plain count and for text.
    text : str
        The answer of an indicator of words.
    comment : str
        Why there is no data, why it does not apply, or why the number jumped.
    """

    state: State = State.EMPTY
    numerator: int | None = None
    denominator: int | None = None
    text: str = ""
    comment: str = ""

    def __post_init__(self) -> None:
        """Refuse numbers where there is no value.

        Raises
        ------
        ValueError
            For a number beside any state but `VALUE`, for a negative number, and for
            a numerator above its denominator.
        """
        numbers = [n for n in (self.numerator, self.denominator) if n is not None]
        if self.state is not State.VALUE and (numbers or self.text):
            raise ValueError("numbers and text belong to a value")
        if any(number < 0 for number in numbers):
            raise ValueError("a count is never below zero")
        if len(numbers) == 2 and numbers[0] > numbers[1]:
            raise ValueError("the numerator is above the denominator")

    @property
    def is_value(self) -> bool:
        """Tell whether the cell enters a sum; zero does."""
        return self.state is State.VALUE


YES = Cell(State.VALUE, 1, 1)
NO = Cell(State.VALUE, 0, 1)
EMPTY = Cell()
