"""Terms of office and of validity in words."""

import datetime as dt

from schools.templatetags.portal_format import NBSP, day


def term_words(starts_on: dt.date | None, ends_on: dt.date | None) -> str:
    """Return «с 1 сентября 2021 по 31 мая 2022», with what is known of it."""
    start = f"с{NBSP}{day(starts_on)}" if starts_on else ""
    end = f"по{NBSP}{day(ends_on)}" if ends_on else ""
    return " ".join(part for part in (start, end) if part) or "срок не указан"
