"""What the worker found at an address: alive, dead since a day, or not to be asked."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from roadmaps.actions.link_answers import Check, Turns, keep_answer, longest_unseen
from roadmaps.enums import LinkState, ProgrammeState
from roadmaps.links import LinkAnswer, check_link
from roadmaps.models import Publication


TURNS = Turns("publication.link_died", "publication.link_revived")
OVER = (ProgrammeState.FINISHED, ProgrammeState.REPLACED)


def due_publications(*, now: dt.datetime) -> QuerySet[Publication]:
    """Return links to look at now, the longest unseen first.

    Programmes that are over are let alone: nobody answers for their pages any more.
    """
    rows = Publication.objects.exclude(programme__state__in=OVER)
    return longest_unseen(rows, now=now)


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
    state = LinkState(answer.state.value)
    keep_answer(row, answer, state=state, turns=TURNS, now=now)
    return LinkState(row.link_state)
