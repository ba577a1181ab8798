"""What is known of schools' programmes on a day: facts that give «да» or «нет»."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from monitoring.catalogue.facts import CONSTRUCTOR
from roadmaps.enums import PackageItem, ProgrammeState
from roadmaps.models import Programme, Publication
from roadmaps.queries.publications import is_placed


@dataclass(frozen=True)
class Fact:
    """Why a school has «да»: since when, and the address or the programme."""

    day: dt.date
    address: str
    programme: int


def facts_of(*, fact: str, schools: Collection[int], day: dt.date) -> dict[int, Fact]:
    """Return the schools for which a fact holds on a day; one query."""
    # Written in the constructor and shown to the department at least once.
    if fact == CONSTRUCTOR:
        return _constructed(schools, day)
    if fact not in PackageItem.values:
        return {}
    rows = Publication.objects.filter(
        item=fact, published_on__lte=day, programme__in=_current(schools, day)
    )
    found: dict[int, Fact] = {}
    for row in rows.select_related("programme").order_by("-published_on", "-pk"):
        if is_placed(row):
            school = row.programme.school_id
            found[school] = Fact(row.published_on, row.address, row.programme_id)
    return found


def _current(schools: Collection[int], day: dt.date):
    """Return programmes whose term holds the day; a replaced one speaks no more."""
    rows = Programme.objects.filter(
        school__in=schools, starts_on__lte=day, ends_on__gte=day
    )
    return rows.exclude(state=ProgrammeState.REPLACED)


def _constructed(schools: Collection[int], day: dt.date) -> dict[int, Fact]:
    rows = _current(schools, day).filter(
        in_constructor=True, first_submitted_at__date__lte=day
    )
    return {
        row.school_id: Fact(row.first_submitted_at.date(), row.constructor_link, row.pk)
        for row in rows.order_by("-first_submitted_at")
        if row.first_submitted_at is not None
    }
