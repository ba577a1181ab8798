"""Which schools a list shows, and what it says of each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from schools.enums import StatusKind
from schools.models import School, SchoolStatus, Territory, User
from schools.queries.search import matching, read_search
from schools.queries.years_in_status import YearsInStatus, years_in_status


ANY_STATUS = "any"
NO_STATUS = "none"
# From this number of years on, the filter says «and more».
MANY_YEARS = 3
_ORDER = {kind: place for place, kind in enumerate(StatusKind.values)}


class StatusSpan(NamedTuple):
    """A status as a list needs it: which, from when, till when."""

    kind: str
    starts_on: dt.date
    ends_on: dt.date | None


Held = TypeVar("Held", SchoolStatus, StatusSpan)


@dataclass(frozen=True)
class SchoolCriteria:
    """What a list of schools is narrowed to; an empty value narrows nothing."""

    on: dt.date
    search: str = ""
    region: int | None = None
    municipality: int | None = None
    kinds: tuple[str, ...] = ()
    locality_kind: str = ""
    status: str = ""
    years: int | None = None
    is_open: bool | None = True


def listed_schools(*, user: User, criteria: SchoolCriteria) -> QuerySet[School]:
    """Return the person's schools that fit, with what the list prints of each."""
    schools = _narrowed(School.objects.visible_to(user), criteria)
    words = read_search(criteria.search)
    schools = matching(schools, words.words)
    for kind in words.statuses:
        schools = schools.filter(_holds(criteria.on, kind=kind))
    return _with_status(schools, criteria).select_related("municipality")


def schools_of_code(code: str, *, on: dt.date) -> list[School]:
    """Return the school with this code of the portal, or those with it elsewhere."""
    own = School.objects.filter(code=code).first()
    if own is not None:
        return [own]
    lasts = Q(codes__valid_to__isnull=True) | Q(codes__valid_to__gte=on)
    return list(School.objects.filter(lasts, codes__value=code).distinct())


def with_statuses(schools: QuerySet[School]) -> QuerySet[School]:
    """Add whole rows of statuses by one query, for pages that show their basis."""
    statuses = SchoolStatus.objects.order_by("starts_on", "kind")
    return schools.prefetch_related(
        Prefetch("statuses", queryset=statuses, to_attr="all_statuses")
    )


def attach_statuses(schools: Iterable[School]) -> list[School]:
    """Give loaded schools their `all_statuses` by one query, without the texts.

    A page needs three columns of each status; rows of the model with their
    relations would cost as much as the page's own query.
    """
    loaded = list(schools)
    found: dict[int, list[StatusSpan]] = defaultdict(list)
    rows = (
        SchoolStatus.objects.filter(school_id__in=[school.pk for school in loaded])
        .order_by("starts_on", "kind")
        .values_list("school_id", "kind", "starts_on", "ends_on")
    )
    for school_id, kind, starts_on, ends_on in rows:
        found[school_id].append(StatusSpan(kind, starts_on, ends_on))
    for school in loaded:
        school.all_statuses = found.get(school.pk, [])
    return loaded


def visible_regions(*, user: User) -> QuerySet[Territory]:
    """Return regions in which the person sees schools."""
    mine = Territory.objects.visible_to(user)
    return (
        Territory.objects.regions()
        .filter(Q(pk__in=mine.values("pk")) | Q(pk__in=mine.values("parent_id")))
        .order_by("name")
    )


def visible_municipalities(
    *, user: User, region: int | None = None
) -> QuerySet[Territory]:
    """Return municipalities in which the person sees schools."""
    found = Territory.objects.municipalities().filter(
        pk__in=Territory.objects.visible_to(user).values("pk")
    )
    return (found.filter(parent_id=region) if region else found).order_by("name")


def years_by_kind(
    statuses: Iterable[SchoolStatus | StatusSpan], on: dt.date
) -> dict[str, YearsInStatus]:
    """Return years in each status that a school holds or held, as known on a day."""
    periods = defaultdict(list)
    for status in statuses:
        periods[status.kind].append((status.starts_on, status.ends_on))
    return {kind: years_in_status(found, on) for kind, found in periods.items()}


def in_force(statuses: Iterable[Held], on: dt.date) -> list[Held]:
    """Return the statuses of a loaded list that are in force on a day, ШНОР first."""
    held = [
        status
        for status in statuses
        if status.starts_on <= on and (status.ends_on is None or status.ends_on >= on)
    ]
    return sorted(held, key=lambda status: _ORDER[status.kind])


def _narrowed(schools: QuerySet[School], criteria: SchoolCriteria) -> QuerySet[School]:
    if criteria.region:
        schools = schools.filter(municipality__parent_id=criteria.region)
    if criteria.municipality:
        schools = schools.filter(municipality_id=criteria.municipality)
    if criteria.kinds:
        schools = schools.filter(kind__in=criteria.kinds)
    if criteria.locality_kind:
        schools = schools.filter(locality_kind=criteria.locality_kind)
    if criteria.is_open is True:
        schools = schools.open_on(criteria.on)
    elif criteria.is_open is False:
        schools = schools.filter(closed_on__lte=criteria.on)
    return schools


def _with_status(
    schools: QuerySet[School], criteria: SchoolCriteria
) -> QuerySet[School]:
    if criteria.status == NO_STATUS:
        return schools.filter(~_holds(criteria.on))
    kind = criteria.status if criteria.status not in {"", ANY_STATUS} else None
    if criteria.years:
        return schools.filter(pk__in=_with_years(schools, criteria, kind))
    if criteria.status:
        return schools.filter(_holds(criteria.on, kind=kind))
    return schools


def _holds(on: dt.date, kind: str | None = None) -> Exists:
    statuses = SchoolStatus.objects.on(on).filter(school=OuterRef("pk"))
    return Exists(statuses.filter(kind=kind) if kind else statuses)


def _with_years(
    schools: QuerySet[School], criteria: SchoolCriteria, kind: str | None
) -> list[int]:
    """Return keys of schools that have held a status of today for so many years.

    Counted by the same function as on the page of a school: the rule about years
    that count is not something to write twice, and schools with a status are few.
    """
    holding = schools.filter(_holds(criteria.on, kind=kind))
    rows = SchoolStatus.objects.filter(school__in=holding.values("pk"))
    if kind:
        rows = rows.filter(kind=kind)
    periods: dict[tuple[int, str], list] = defaultdict(list)
    for school_id, of_kind, starts_on, ends_on in rows.values_list(
        "school_id", "kind", "starts_on", "ends_on"
    ):
        periods[school_id, of_kind].append((starts_on, ends_on))
    return [
        school_id
        for (school_id, _), found in periods.items()
        if _is_asked(found, criteria)
    ]


def _is_asked(periods: list, criteria: SchoolCriteria) -> bool:
    is_held_now = any(
        start <= criteria.on and (end is None or end >= criteria.on)
        for start, end in periods
    )
    total = years_in_status(periods, criteria.on).total
    return is_held_now and min(total, MANY_YEARS) == criteria.years
