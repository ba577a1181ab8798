"""Days as an iCalendar file: whole days with stable numbers."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar, Event

from roadmaps.presenters.calendar_days import CalendarDay


CONTENT_TYPE = "text/calendar; charset=utf-8"
# Calendars ask again by themselves; more often than this nothing changes.
REFRESH = dt.timedelta(hours=6)


def calendar_file(days: Iterable[CalendarDay], *, site: str) -> bytes:
    """Return the file; the same days give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//terms//RU")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{settings.PRODUCT_NAME}: сроки")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for day in days:
        calendar.add_component(_event(day, site))
    return calendar.to_ical()


def _event(day: CalendarDay, site: str) -> Event:
    """Return a whole day: it has no hours, so no time zone moves it."""
    event = Event()
    event.add("uid", f"occurrence-{day.number}@opora-shkol")
    event.add("dtstamp", day.changed_at.astimezone(dt.UTC))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + dt.timedelta(days=1))
    event.add("summary", day.title)
    event.add("description", day.about)
    event.add("url", f"{site}{day.path}")
    # The day is not busy: other meetings may be put on it.
    event.add("transp", "TRANSPARENT")
    return event
