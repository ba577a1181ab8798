"""Whether the addresses of site checks still open, as the worker finds them."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Q, QuerySet

from monitoring.enums import LinkCheck
from monitoring.models import SiteCheck
from roadmaps.links import LinkAnswer, LinkState, check_link
from schools.actions.audit import record


Check = Callable[[str], LinkAnswer]

EVERY = dt.timedelta(days=1)
# A site that did not answer is asked once more before anybody is alarmed.
SECOND_LOOK = dt.timedelta(hours=1)
# Figures of a year ago are in reports: their pages are let alone.
LOOKED_AFTER = dt.timedelta(days=365)
MOST_AT_ONCE = 200
STATES = {
    LinkState.ALIVE: LinkCheck.ALIVE,
    LinkState.DEAD: LinkCheck.DEAD,
    # The portal does not ask such an address itself; a person has seen it.
    LinkState.REFUSED: LinkCheck.UNKNOWN,
}


def due_checks(*, now: dt.datetime) -> QuerySet[SiteCheck]:
    """Return addresses to look at now, the longest unseen first."""
    is_doubtful = Q(dead_since__isnull=False) & ~Q(link_state=LinkCheck.DEAD)
    due = (
        Q(link_checked_at__isnull=True)
        | Q(link_checked_at__lte=now - EVERY)
        | (is_doubtful & Q(link_checked_at__lte=now - SECOND_LOOK))
    )
    since = (now - LOOKED_AFTER).date()
    rows = SiteCheck.objects.filter(
        due, window_school__window__opens_on__gte=since
    ).exclude(address="")
    return rows.order_by(F("link_checked_at").asc(nulls_first=True), "pk")[
        :MOST_AT_ONCE
    ]


def check_address(
    *, check_id: int, clock: Callable[[], dt.datetime], check: Check = check_link
) -> LinkCheck | None:
    """Open an address and keep what came; None when there is nothing to open.

    The site is asked outside of any transaction: it may take its time.
    """
    row = SiteCheck.objects.filter(pk=check_id).exclude(address="").first()
    if row is None:
        return None
    return _keep(row, check(row.address), clock())


@transaction.atomic
def _keep(seen: SiteCheck, answer: LinkAnswer, now: dt.datetime) -> LinkCheck | None:
    rows = SiteCheck.objects.select_for_update(of=("self",))
    row = (
        rows.filter(pk=seen.pk, address=seen.address)
        .select_related("item", "window_school__school__municipality__parent")
        .first()
    )
    # Another address was written meanwhile: this answer says nothing of it.
    if row is None:
        return None
    before = LinkCheck(row.link_state)
    _note(row, answer, now)
    row.link_checked_at = now
    row.save(
        update_fields=["link_state", "link_detail", "dead_since", "link_checked_at"]
    )
    _tell(row, before, now)
    return LinkCheck(row.link_state)


def _note(row: SiteCheck, answer: LinkAnswer, now: dt.datetime) -> None:
    """Write the answer; a first silence leaves the state and starts the count."""
    row.link_detail = answer.detail[:300]
    state = STATES[answer.state]
    if state == LinkCheck.DEAD:
        is_first = row.dead_since is None
        row.dead_since = row.dead_since or now
        if is_first and answer.is_temporary:
            return
    else:
        row.dead_since = None
    row.link_state = state


def _tell(row: SiteCheck, before: LinkCheck, now: dt.datetime) -> None:
    """Leave a trace when a page dies and when it comes back."""
    if row.link_state == before:
        return
    if row.link_state == LinkCheck.DEAD:
        action = "site_check.link_died"
    elif before == LinkCheck.DEAD:
        action = "site_check.link_revived"
    else:
        return
    record(
        actor=None,
        action=action,
        obj=row,
        now=now,
        before={"link_state": before},
        after={"link_state": row.link_state, "link_detail": row.link_detail},
    )
