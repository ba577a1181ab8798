"""Whether the addresses of site checks still open, as the worker finds them."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from monitoring.enums import LinkCheck
from monitoring.models import SiteCheck
from roadmaps.actions.link_answers import Check, Turns, keep_answer, longest_unseen
from roadmaps.links import LinkAnswer, LinkState, check_link


# Figures of a year ago are in reports: their pages are let alone.
LOOKED_AFTER = dt.timedelta(days=365)
TURNS = Turns("site_check.link_died", "site_check.link_revived")
STATES = {
    LinkState.ALIVE: LinkCheck.ALIVE,
    LinkState.DEAD: LinkCheck.DEAD,
    # The portal does not ask such an address itself; a person has seen it.
    LinkState.REFUSED: LinkCheck.UNKNOWN,
}


def due_checks(*, now: dt.datetime) -> QuerySet[SiteCheck]:
    """Return addresses to look at now, the longest unseen first."""
    since = (now - LOOKED_AFTER).date()
    rows = SiteCheck.objects.filter(window_school__window__opens_on__gte=since)
    return longest_unseen(rows.exclude(address=""), now=now)


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
    keep_answer(row, answer, state=STATES[answer.state], turns=TURNS, now=now)
    return LinkCheck(row.link_state)
