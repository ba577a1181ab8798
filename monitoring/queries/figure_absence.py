"""Why a place has no figure of an indicator, and whether what is missing is late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from monitoring.enums import Level
from monitoring.models import IndicatorVersion, Rollup, Window, WindowCalendar
from monitoring.queries.figure_places import all_windows
from schools.models import Territory


class Reason(StrEnum):
    """What stands between an indicator and its first figure of a year."""

    NO_CALENDAR = "no_calendar"
    NOT_PLANNED = "not_planned"
    # Its day is to come, or is over and the window has not opened.
    PLANNED = "planned"
    UNOPENED = "unopened"
    # The windows of the year have opened without it.
    NOT_ASKED = "not_asked"
    COUNTING = "counting"
    # The figure is there, but not under what the page is narrowed to.
    OTHER_WINDOW = "other_window"
    NO_SCHOOLS = "no_schools"
    NOT_DIVIDED = "not_divided"


@dataclass(frozen=True)
class Absence:
    """Why there is no figure; the day of the window where it has one."""

    reason: Reason
    day: dt.date | None = None


@dataclass(frozen=True)
class Narrowed:
    """What figures are narrowed to; an empty value narrows nothing."""

    group: str = ""
    track: str = ""
    slot: str = ""


EVERYTHING = Narrowed()


@dataclass(frozen=True)
class Term:
    """The days of a window, and how far it has come."""

    opens_on: dt.date
    due_on: dt.date
    is_opened: bool
    is_counted: bool


# Windows of a place in a year by the key of their calendar, the earliest first.
Season = Mapping[int, Sequence[Term]]


def season_of(*, territory: Territory, year: int) -> Season:
    """Return the windows of a municipality, or of all of a region's, in one query."""
    rows = _terms(all_windows(territory).filter(year=year), "calendar_id")
    found: dict[int, list[Term]] = defaultdict(list)
    for calendar_id, *term in rows:
        found[calendar_id].append(Term(*term))
    return found


def seasons_of(*, towns: Sequence[Territory], year: int) -> Mapping[int, Season]:
    """Return the windows of several municipalities by their keys, in one query."""
    windows = Window.objects.filter(territory__in=towns, year=year)
    found: dict[int, dict[int, list[Term]]] = {
        town.pk: defaultdict(list) for town in towns
    }
    for town_id, calendar_id, *term in _terms(windows, "territory_id", "calendar_id"):
        found[town_id][calendar_id].append(Term(*term))
    return found


def is_due(
    version: IndicatorVersion,
    shown: Rollup | None,
    *,
    season: Season,
    today: dt.date,
) -> bool:
    """Tell whether what is missing is late: a window is judged by its own last day."""
    if shown is not None and shown.counted and shown.window is not None:
        return shown.window.due_on < today
    if version.calendar_id is None:
        return True
    return any(term.due_on < today for term in season.get(version.calendar_id, ()))


def absence_of(
    version: IndicatorVersion,
    *,
    territory: Territory,
    season: Season,
    today: dt.date,
    narrowed: Narrowed = EVERYTHING,
) -> Absence:
    """Return why an indicator without a row of sums has none."""
    calendar = version.calendar
    terms = season.get(calendar.pk, ()) if calendar else ()
    hidden = _hidden(version, terms, narrowed)
    if hidden is not None:
        return Absence(hidden)
    if not terms:
        usable = calendar is not None and _is_usable(calendar, territory)
        return Absence(Reason.NOT_PLANNED if usable else Reason.NO_CALENDAR)
    if any(term.is_opened and not term.is_counted for term in terms):
        return Absence(Reason.COUNTING)
    coming = next((term for term in terms if not term.is_opened), None)
    if coming is None:
        return Absence(Reason.NOT_ASKED)
    is_ahead = coming.opens_on > today
    return Absence(Reason.PLANNED if is_ahead else Reason.UNOPENED, coming.opens_on)


def _terms(windows: QuerySet[Window], *keys: str) -> QuerySet[Any]:
    """Return keys and the parts of a term; equal windows of a region's towns once."""
    return (
        windows.annotate(
            is_open=Q(opened_at__isnull=False), is_counted=Q(rolled_up_at__isnull=False)
        )
        .order_by("opens_on")
        .values_list(*keys, "opens_on", "due_on", "is_open", "is_counted")
        .distinct()
    )


def _hidden(
    version: IndicatorVersion, terms: Sequence[Term], narrowed: Narrowed
) -> Reason | None:
    """Return why a figure that may be there is not under what was chosen."""
    if narrowed.slot:
        code = version.calendar.code if version.calendar else ""
        if narrowed.slot.rpartition(":")[0] != code:
            return Reason.OTHER_WINDOW
    if narrowed.group and any(term.is_opened for term in terms):
        if version.level == Level.MUNICIPALITY:
            return Reason.NOT_DIVIDED
        return Reason.NO_SCHOOLS
    return None


def _is_usable(calendar: WindowCalendar, territory: Territory) -> bool:
    return calendar.is_active and calendar.territory_id in {None, territory.pk}
