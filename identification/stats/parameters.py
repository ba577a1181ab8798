"""What a parameter of the rules is called and which values it may take."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from identification.stats.errors import StatisticsRefusal


Check = Callable[[Any], bool]


@dataclass(frozen=True)
class Parameter:
    """The name for people, the requirement in words, and the test of it."""

    label: str
    requirement: str
    check: Check


def whole(low: int, high: int | None = None) -> Check:
    """Return a test for an integer between two bounds, both included."""

    def check(value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, int):
            return False
        return value >= low and (high is None or value <= high)

    return check


def number(low: float = -math.inf, high: float = math.inf) -> Check:
    """Return a test for a finite number between two bounds, both included."""

    def check(value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return math.isfinite(value) and low <= value <= high

    return check


def share(value: Any) -> bool:
    """Tell whether the value is a number strictly between 0 and 1."""
    return number(0, 1)(value) and 0 < value < 1


def one_of(*choices: str) -> Check:
    """Return a test for one of the given words."""
    return lambda value: isinstance(value, str) and value in choices


def words(value: Any) -> bool:
    """Tell whether the value is a tuple of different non-empty strings."""
    if not isinstance(value, tuple) or len(set(value)) != len(value):
        return False
    return all(isinstance(item, str) and item for item in value)


def optional(check: Check) -> Check:
    """Return a test that also lets None pass."""
    return lambda value: value is None or check(value)


def truth(value: Any) -> bool:
    """Tell whether the value is exactly True or False."""
    return isinstance(value, bool)


def weights(value: Any) -> bool:
    """Tell whether the value maps names to numbers that are not negative."""
    if not isinstance(value, Mapping):
        return False
    return all(isinstance(name, str) for name in value) and all(
        number(0)(weight) for weight in value.values()
    )


def yearly_weights(value: Any) -> bool:
    """Tell whether the value is a tuple of weights, of which one is positive."""
    if not isinstance(value, tuple) or not all(number(0)(item) for item in value):
        return False
    return not value or any(item > 0 for item in value)


def demand(values: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> None:
    """Refuse the first value that its parameter does not allow.

    Raises
    ------
    StatisticsRefusal
        With the code ``bad_rule`` and the parameter's name as the subject.
    """
    for name, parameter in parameters.items():
        if not parameter.check(values[name]):
            message = (
                f"Параметр правил «{parameter.label}» ({name}): "
                f"нужно {parameter.requirement}, указано {values[name]!r}."
            )
            raise StatisticsRefusal("bad_rule", message, name)


def demand_known(names: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Refuse a dictionary of rules that has a parameter nobody knows.

    Raises
    ------
    StatisticsRefusal
        With the code ``unknown_rule`` and the parameter's name as the subject.
    """
    for name in names:
        if name not in known:
            message = f"Параметр правил «{name}» неизвестен: проверьте название."
            raise StatisticsRefusal("unknown_rule", message, name)
