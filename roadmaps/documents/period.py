"""Finds the period of a plan in its title, its grif, or the years of its terms."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from roadmaps.documents.wording import plain_dashes
from roadmaps.terms import Period


YEARS = r"(?P<first>20\d\d)\s*(?:г\w*\.?\s*)?(?:-|/|и|,|по|\s)+\s*(?P<last>(?:20)?\d\d)"
SCHOOL = r"\s*(?:г\w*\.?\s*)?(?:-?\w{1,3}\s+)?уч\w*\.?\s*(?:г|год)?"
SCHOOL_YEARS = re.compile(rf"(?<!\d){YEARS}(?!\d){SCHOOL}", re.IGNORECASE)
CALENDAR_YEARS = re.compile(rf"(?<![\d.]){YEARS}(?![\d.]\d|\d)", re.IGNORECASE)
SLASHED = re.compile(r"(?<!\d)(?P<first>20\d\d)\s*/\s*(?P<last>(?:20)?\d\d)(?!\d)")
DAYS = re.compile(
    r"(\d{2})\.(\d{2})\.(20\d\d)\s*(?:г\.?|года)?\s*(?:-|по|до)\s*(\d{2})\.(\d{2})\.(20\d\d)"
)
ONE_YEAR = re.compile(r"\b(?:на|в|за|до)\s+(20\d\d)\s*(?:г\b|год)", re.IGNORECASE)
BARE_YEAR = re.compile(r"(?<![\d.])(20[12]\d)\s*(?:г\b|год)?", re.IGNORECASE)
RUN_LABEL = re.compile(
    r"^(?:срок\w*|период\w*)\s+(?:\(\w+\)\s+)?(?:реализации|действия|выполнения)",
    re.IGNORECASE,
)
DEMAND = re.compile(r"\bна\s+(?=20\d\d)", re.IGNORECASE)
# Terms that are the whole period of a plan: «2022-2023 годы».
CALENDAR_WORD = re.compile(
    r"^(?:в течение\s+)?20\d\d\s*[-–—]\s*20\d\d\s*г(?:\.|г|од)", re.IGNORECASE
)


def period_in(text: str) -> Period | None:
    """Return the period that a text names, None when it names none."""
    plain = " ".join(plain_dashes(text).split())
    found = DAYS.search(plain)
    if found:
        return _of_days(found)
    found = SCHOOL_YEARS.search(plain) or SLASHED.search(plain)
    if found:
        return _school(int(found["first"]), _whole_year(found["last"]))
    found = CALENDAR_YEARS.search(plain)
    if found and _whole_year(found["last"]) >= int(found["first"]):
        first, last = int(found["first"]), _whole_year(found["last"])
        return _calendar(first, last) if last - first <= 15 else None
    found = ONE_YEAR.search(plain)
    return _calendar(int(found[1]), int(found[1])) if found else None


def _of_days(found: re.Match[str]) -> Period | None:
    try:
        start = dt.date(int(found[3]), int(found[2]), int(found[1]))
        end = dt.date(int(found[6]), int(found[5]), int(found[4]))
    except ValueError:
        return None
    return Period(start, end) if start <= end else None


def _whole_year(text: str) -> int:
    year = int(text)
    return year + 2000 if year < 100 else year


def _school(first: int, last: int) -> Period | None:
    if not first < last <= first + 15:
        return None
    return Period(dt.date(first, 9, 1), dt.date(last, 8, 31))


def _calendar(first: int, last: int) -> Period:
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31))


def find_period(
    *, title: str, above: Sequence[str], passport: Sequence[Sequence[str]]
) -> Period | None:
    """Return the period that the document names.

    The title says it best, then «Срок реализации» of a passport, then a line «на … годы».
    """
    found = period_in(title)
    if found:
        return found
    for row in passport:
        filled = [cell for cell in row if cell]
        if len(filled) > 1 and RUN_LABEL.match(filled[0]):
            found = period_in(" ".join(filled[1:]))
            if found:
                return found
    for line in above:
        if len(line) <= 200 and (
            DEMAND.search(line) or RUN_LABEL.match(line) or SCHOOL_YEARS.search(line)
        ):
            found = period_in(line)
            if found:
                return found
    return None


def guess_period(
    *, labels: Iterable[str], terms: Iterable[str], decided_on: str, today: dt.date
) -> Period:
    """Return the likely period of a plan that does not name it.

    Years of its columns are whole years; years of its terms make school years; a plan
    without years is of the school year that its order opens, or of today.
    """
    texts = list(terms)
    columns = sorted({int(y) for label in labels for y in BARE_YEAR.findall(label)})
    if columns:
        return _calendar(columns[0], columns[-1])
    spread = [
        period
        for text in texts
        if CALENDAR_WORD.search(text) and (period := period_in(text))
    ]
    if spread:
        return Period(min(p.start for p in spread), max(p.end for p in spread))
    named = [(int(y), text) for text in texts for y in BARE_YEAR.findall(text)]
    if named:
        years = {year for year, _ in named}
        openings = {_opening(year, text) for year, text in named}
        if len(years) == 1 and len(openings) > 1:
            # From January to December: a plan of a calendar year.
            return _calendar(min(years), max(years))
        first = min(_opening(year, text) for year, text in named)
        last = max(_opening(year, text) for year, text in named)
        return Period(dt.date(first, 9, 1), dt.date(last + 1, 8, 31))
    day = dt.date.fromisoformat(decided_on) if decided_on else today
    # A plan signed in spring or summer is for the year that begins in autumn.
    opens = day.year if day.month >= (4 if decided_on else 8) else day.year - 1
    return Period(dt.date(opens, 9, 1), dt.date(opens + 1, 8, 31))


def _opening(year: int, text: str) -> int:
    """Return in which year the school year of a term began."""
    early = re.search(
        r"январ|феврал|март|апрел|\bма[йяе]\b|июн|июл|\.0[1-7]\.", text.casefold()
    )
    return year - 1 if early else year
