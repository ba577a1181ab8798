"""What collection costs schools: fields × schools × windows."""

from collections.abc import Iterable
from dataclasses import dataclass


# A guess, for want of a measurement: look a number up, type it, check it. People may
# put their own number in its place, and the page says that it is an estimate.
MINUTES_PER_FIELD = 3
MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Load:
    """One window as a school feels it.

    Parameters
    ----------
    fields : int
        Fields that one school fills; a share has two.
    schools : int
        Schools that are asked.
    """

    fields: int
    schools: int


@dataclass(frozen=True)
class Burden:
    """All windows of a year together.

    Parameters
    ----------
    windows : int
        Windows that ask schools for at least one field.
    fields_of_school : int
        Fields that a school which is in all of them fills in a year.
    fields : int
        Fields of all schools in all windows.
    minutes : int
        Minutes of all schools, by the estimate of a field.
    """

    windows: int
    fields_of_school: int
    fields: int
    minutes: int

    @property
    def hours(self) -> int:
        """Return whole hours, rounded up: a begun hour is an hour."""
        return -(-self.minutes // MINUTES_PER_HOUR)


def burden_of(
    loads: Iterable[Load], *, minutes_per_field: int = MINUTES_PER_FIELD
) -> Burden:
    """Add windows up.

    Parameters
    ----------
    loads : iterable of Load
        Windows of a school year; those without fields or schools cost nothing.
    minutes_per_field : int
        The estimate, not less than 1.

    Returns
    -------
    Burden
        Zeros for no windows.

    Raises
    ------
    ValueError
        For an estimate below one minute.
    """
    if minutes_per_field < 1:
        raise ValueError("a field takes at least a minute")
    heavy = [load for load in loads if load.fields and load.schools]
    fields = sum(load.fields * load.schools for load in heavy)
    return Burden(
        windows=len(heavy),
        fields_of_school=sum(load.fields for load in heavy),
        fields=fields,
        minutes=fields * minutes_per_field,
    )
