"""Where a window stands on a day: a question of its days and of its opening."""

import datetime as dt
from enum import StrEnum

from monitoring.seasons.days import Days


class Stage(StrEnum):
    """What may be done with a window today."""

    PLANNED = "planned"
    # Its day has come and nobody has opened it: no schools, no indicators, no worker.
    WAITING = "waiting"
    OPEN = "open"
    # The last day is over, late forms are still taken.
    GRACE = "grace"
    CLOSED = "closed"


def stage_on(days: Days, *, is_opened: bool, today: dt.date) -> Stage:
    """Return the stage of a window.

    Parameters
    ----------
    days : Days
        Its days.
    is_opened : bool
        Whether schools and indicators are frozen.
    today : datetime.date
        The local day of the question.

    Returns
    -------
    Stage
        A day that is the last of its kind still belongs to its stage.
    """
    if not is_opened:
        return Stage.PLANNED if today < days.opens_on else Stage.WAITING
    if today <= days.due_on:
        return Stage.OPEN
    return Stage.GRACE if today <= days.closes_on else Stage.CLOSED
