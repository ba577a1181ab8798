"""Calendars of windows in words."""

from typing import Any

from monitoring.enums import Phase
from monitoring.models import CalendarSlot, WindowCalendar
from monitoring.seasons import FIRST_MONTH
from schools.templatetags.portal_format import MONTHS_OF, NBSP, counted


DAYS = "день,дня,дней"


def calendar_row(calendar: WindowCalendar, *, can_edit: bool) -> dict[str, Any]:
    """Return a calendar with its windows in the order of a school year."""
    slots = sorted(calendar.slots.all(), key=_place_in_year)
    return {
        "calendar": calendar,
        "can_edit": can_edit,
        "slots": [{"slot": slot, **slot_words(slot)} for slot in slots],
    }


def slot_words(slot: CalendarSlot) -> dict[str, str]:
    """Return «1 февраля», its days and its stage."""
    return {
        "when": f"{slot.day}{NBSP}{MONTHS_OF[slot.month - 1]}",
        "due": f"срок через {counted(slot.days_to_due, DAYS)}",
        "grace": f"ещё {counted(slot.days_of_grace, DAYS)} для опоздавших",
        "phase": "" if slot.phase == Phase.PLAIN else str(slot.get_phase_display()),
    }


def _place_in_year(slot: CalendarSlot) -> tuple[bool, int, int]:
    return slot.month < FIRST_MONTH, slot.month, slot.day
