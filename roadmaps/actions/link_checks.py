"""What the worker found at an address: alive, dead since a day, or not to be asked."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Q, QuerySet

from roadmaps.enums import LinkState, ProgrammeState
from roadmaps.links import LinkAnswer, check_link
from roadmaps.models import Publication
from schools.actions.audit import record


Check = Callable[[str], LinkAnswer]

EVERY = dt.timedelta(days=1)
# A site that did not answer is asked once more before anybody is alarmed.
SECOND_LOOK = dt.timedelta(hours=1)
MOST_AT_ONCE = 200
OVER = (ProgrammeState.FINISHED, ProgrammeState.REPLACED)


def due_publications(*, now: dt.datetime) -> QuerySet[Publication]:
    """Return links to look at now, the longest unseen first.

    Programmes that are over are let alone: nobody answers for their pages any more.
    """
    is_doubtful = Q(dead_since__isnull=False) & ~Q(link_state=LinkState.DEAD)
    due = (
        Q(link_checked_at__isnull=True)
        | Q(link_checked_at__lte=now - EVERY)
        | (is_doubtful & Q(link_checked_at__lte=now - SECOND_LOOK))
    )
    rows = Publication.objects.filter(due).exclude(programme__state__in=OVER)
    return rows.order_by(F("link_checked_at").asc(nulls_first=True), "pk")[
        :MOST_AT_ONCE
    ]


def check_publication(
    *,
    publication_id: int,
    clock: Callable[[], dt.datetime],
    check: Check = check_link,
) -> LinkState | None:
    """Open an address and keep what came; None when the record is gone.

    The site is asked outside of any transaction: it may take its time.
    """
    row = Publication.objects.filter(pk=publication_id).first()
    if row is None:
        return None
    answer = check(row.address)
    return _keep(row, answer, clock())


@transaction.atomic
def _keep(seen: Publication, answer: LinkAnswer, now: dt.datetime) -> LinkState | None:
    rows = Publication.objects.select_for_update(of=("self",))
    row = (
        rows.filter(pk=seen.pk, address=seen.address)
        .select_related("programme__school__municipality__parent")
        .first()
    )
    # Another address was written meanwhile: this answer says nothing of it.
    if row is None:
        return None
    before = LinkState(row.link_state)
    _note(row, answer, now)
    row.link_checked_at = now
    row.save(
        update_fields=["link_state", "link_detail", "dead_since", "link_checked_at"]
    )
    _tell(row, before, now)
    return LinkState(row.link_state)


def _note(row: Publication, answer: LinkAnswer, now: dt.datetime) -> None:
    """Write the answer; a first silence leaves the state and starts the count."""
    row.link_detail = answer.detail[:300]
    state = LinkState(answer.state.value)
    if state == LinkState.DEAD:
        is_first = row.dead_since is None
        row.dead_since = row.dead_since or now
        if is_first and answer.is_temporary:
            return
    else:
        row.dead_since = None
    row.link_state = state


def _tell(row: Publication, before: LinkState, now: dt.datetime) -> None:
    """Leave a trace when a page dies and when it comes back."""
    if row.link_state == before:
        return
    if row.link_state == LinkState.DEAD:
        action = "publication.link_died"
    elif before == LinkState.DEAD:
        action = "publication.link_revived"
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
