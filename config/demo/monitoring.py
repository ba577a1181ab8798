"""Loads two years of the demo town's monitoring: last year in full, this one begun."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils import timezone

from config.demo.monitoring_forms import answer_past, begin_current
from config.demo.monitoring_indicators import collect_own
from config.demo.monitoring_papers import load_papers
from config.demo.monitoring_sites import check_sites
from monitoring.actions.catalogues import load_catalogue
from monitoring.actions.computed import compute_window
from monitoring.actions.rollups import roll_up
from monitoring.actions.windows import open_window, plan_windows, withdraw_window
from monitoring.enums import Filler
from monitoring.models import Window
from monitoring.seasons import Stage, collection_year, stage_on
from monitoring.seasons.days import Days
from schools.models import Territory, User


Clock = Callable[[], dt.datetime]

# The town's own window opened so long ago that a form of it may be half filled.
BEGUN_DAYS_AGO = 6
NO_STATUSES = "В начале года статусы школ ещё не были утверждены."


def load_monitoring(place: Territory, *, clock: Clock) -> list[Window]:
    """Collect for two years: indicators, windows, forms, site checks, figures, papers."""
    now = clock()
    today = timezone.localdate(now)
    opens_on = today - dt.timedelta(days=BEGUN_DAYS_AGO)
    year = collection_year(opens_on)
    coordinator = User.objects.get(username="coordinator")
    years = (year - 1, year)
    begun = _morning(dt.date(year - 1, 8, 20))
    load_catalogue(
        name="norilsk", territory=place, years=years, user=coordinator, now=begun
    )
    collect_own(
        territory=place, years=years, opens_on=opens_on, user=coordinator, now=begun
    )
    windows = [
        window
        for each in years
        for window in plan_windows(
            territory=place,
            year=each,
            user=coordinator,
            now=_morning(dt.date(each, 8, 25)),
        )
    ]
    windows.sort(key=lambda window: (window.opens_on, window.pk))
    opened = [row for row in windows if _open(row, today=today, user=coordinator)]
    _fill(opened, now=now)
    for window in opened:
        roll_up(window=window, now=now)
    load_papers(place, year=year - 1, now=now)
    return opened


def _open(window: Window, *, today: dt.date, user: User) -> bool:
    """Open a window on its day; one without schools is withdrawn, as people would do."""
    if window.opens_on > today:
        return False
    moment = _morning(window.opens_on)
    try:
        window.opened_at = open_window(window=window, now=moment).opened_at
    except ValidationError:
        withdraw_window(window=window, reason=NO_STATUSES, user=user, now=moment)
        return False
    return True


def _fill(windows: list[Window], *, now: dt.datetime) -> None:
    """Write into each window what has been written by today, the oldest one first."""
    today = timezone.localdate(now)
    for window in windows:
        days = Days(window.opens_on, window.due_on, window.closes_on)
        is_over = stage_on(days, is_opened=True, today=today) is Stage.CLOSED
        last = _morning(min(window.due_on, today))
        compute_window(window=window, now=last)
        if window.calendar.filler == Filler.SCHOOL:
            (answer_past if is_over else begin_current)(window, now=last)
        check_sites(window, is_done=window.year < windows[-1].year, now=last)


def _morning(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(8)))
