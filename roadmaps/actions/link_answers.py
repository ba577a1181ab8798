"""What is kept of an address on a site, whoever wrote it down: one rule for all."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.db.models import F, Model, Q, QuerySet

from roadmaps.enums import LinkState
from roadmaps.links import LinkAnswer
from schools.actions.audit import record


Row = TypeVar("Row", bound=Model)
Check = Callable[[str], LinkAnswer]

EVERY = dt.timedelta(days=1)
# A site that did not answer is asked once more before anybody is alarmed.
SECOND_LOOK = dt.timedelta(hours=1)
MOST_AT_ONCE = 200


class Turns(NamedTuple):
    """The actions of the trail for a page that dies and for one that comes back."""

    died: str
    revived: str


def longest_unseen(rows: QuerySet[Row], *, now: dt.datetime) -> QuerySet[Row]:
    """Return the rows whose address is to be looked at now, the longest unseen first."""
    is_doubtful = Q(dead_since__isnull=False) & ~Q(link_state=LinkState.DEAD)
    due = (
        Q(link_checked_at__isnull=True)
        | Q(link_checked_at__lte=now - EVERY)
        | (is_doubtful & Q(link_checked_at__lte=now - SECOND_LOOK))
    )
    unseen_first = F("link_checked_at").asc(nulls_first=True)
    return rows.filter(due).order_by(unseen_first, "pk")[:MOST_AT_ONCE]


def keep_answer(
    row: Any, answer: LinkAnswer, *, state: str, turns: Turns, now: dt.datetime
) -> None:
    """Write what a site answered; leave a trace when a page dies or comes back.

    `state` is the answer in the words of the row's model. A first silence leaves the
    state and starts the count.
    """
    before = row.link_state
    row.link_detail, row.link_checked_at = answer.detail[:300], now
    is_first = row.dead_since is None
    row.dead_since = (row.dead_since or now) if state == LinkState.DEAD else None
    if not (state == LinkState.DEAD and is_first and answer.is_temporary):
        row.link_state = state
    row.save(
        update_fields=["link_state", "link_detail", "dead_since", "link_checked_at"]
    )
    _tell(row, before, turns, now)


def _tell(row: Any, before: str, turns: Turns, now: dt.datetime) -> None:
    if row.link_state == before or LinkState.DEAD not in {before, row.link_state}:
        return
    record(
        actor=None,
        action=turns.died if row.link_state == LinkState.DEAD else turns.revived,
        obj=row,
        now=now,
        before={"link_state": before},
        after={"link_state": row.link_state, "link_detail": row.link_detail},
    )
