"""Move the years that a wording names, to roll a plan over to another year."""

import calendar
import re

from roadmaps.terms.lexicon import look_up


_MONTH = r"\b(?:янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-яё]{0,9}\.?"
# The numbers of papers, sums and names keep their figures. Every repetition is bounded:
# a text of ten thousand figures is read in one go.
_KEPT = (
    r"(?P<kept>\bот\s{1,3}[«\"]?\d{1,2}[»\"]?[\s.][\w.]{0,12}\s?\d{2,4}\s{0,3}(?:г(?:ода|\.)?)?"
    r"\s{0,3}(?:№|N\s?\d)\s{0,3}\S*"
    r"|№\s{0,3}\S+"
    r"|(?<!\d)\d{1,9}\s{0,2}-\s{0,2}(?:ФЗ|ОЗ|КЗ|РЗ|р|рп|п|пп|пр)(?![а-яё])"
    r"|(?<!\d)\d{1,9}(?:[.,]\d{1,3})?\s?[+%]"
    r"|(?<!\d)\d{1,9}\s{0,2}(?:руб|тыс|млн|чел|шт\b|обучающ|учащ|час)"
    r"|(?<!\w)(?-i:[A-ZА-ЯЁ]{2,12})\s?-\s?(?:19|20)\d\d)"
)
_YEAR4 = r"(?:19|20)\d\d"
_PATTERN = re.compile(
    rf"""
    {_KEPT}
  | (?P<full>(?<![\d.])\d{{1,2}}\s?[./]\s?\d{{1,2}}\s?[./]\s?(?:{_YEAR4}|\d\d)(?!\d))
  | (?P<iso>(?<!\d){_YEAR4}-\d\d-\d\d(?!\d))
  | (?P<leap>(?<!\d)29[»"]?\s{{1,3}}февраля,?\s{{1,3}}{_YEAR4}(?!\d))
  | (?P<month>(?<![\d.])(?:0?[1-9]|1[0-2])[./](?:{_YEAR4}|(?:1[3-9]|[2-4]\d))(?![\d.]))
  | (?P<pair>(?<!\d)(?:{_YEAR4}\s?[-–—/]\s?\d\d(?!\d|\s?[-.]|\s{{0,3}}{_MONTH})
      |\d\d\s?[-–—/]\s?\d\d(?=\s{{0,3}}(?:уч|гг|г\.\s?г)))(?!\d))
  | (?P<year>(?<!\d){_YEAR4}(?!\d))
  | (?P<short>(?<![\d.,/])(?:1[3-9]|[2-4]\d)(?=\s?г(?:\.|ода?|\b)(?!\w)))
  | (?P<bare>{_MONTH}\s(?:1[3-9]|[2-4]\d)(?=\s{{0,3}}(?:$|[,;)]|[-–—]\s?[а-яё])))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIGURES = re.compile(r"\d+")
_CENTURY = 100
_LEAP_DAY = 29


def next_wording(text: str, *, years: int) -> str:
    """Give a wording with the years it names moved.

    Parameters
    ----------
    text : str
        The wording of a term; any string.
    years : int
        By how many years; may be negative.

    Returns
    -------
    str
        The same text with other years: numbers of papers, sums and names are kept,
        and a 29 February that the other year has not becomes 28 February.
    """
    return _PATTERN.sub(lambda match: _moved(match, years), text)


def _moved(match: re.Match[str], years: int) -> str:
    text = match[0]
    kind = match.lastgroup
    if kind == "kept" and not _is_month_name(text):
        return text
    if kind in {"full", "leap", "iso"}:
        return _moved_day(text, years, first_is_year=kind == "iso")
    if kind == "pair":
        return _FIGURES.sub(lambda m: _moved_year(m[0], years), text)
    *_, last = _FIGURES.finditer(text)
    return text[: last.start()] + _moved_year(last[0], years) + text[last.end() :]


def _is_month_name(text: str) -> bool:
    """Say whether capitals with a year are a month: «МАЙ-2023» is no name."""
    word = re.match(r"[^\W\d_]+", text)
    return word is not None and look_up(word[0].lower())[0] == "m"


def _moved_year(figures: str, years: int) -> str:
    """Give a year of two or four figures moved, with as many figures."""
    moved = int(figures) + years
    if len(figures) <= 2:
        return f"{moved % _CENTURY:02d}"
    return str(moved) if 1 <= moved <= 9999 else figures


def _moved_day(text: str, years: int, *, first_is_year: bool) -> str:
    """Give a date moved; the 29 February of a common year is the 28th."""
    places = list(_FIGURES.finditer(text))
    year = places[0] if first_is_year else places[-1]
    moved = _moved_year(year[0], years)
    result = text[: year.start()] + moved + text[year.end() :]
    day = places[-1] if first_is_year else places[0]
    month = places[1][0] if len(places) > 2 else "2"
    if int(day[0]) != _LEAP_DAY or int(month) != 2 or _is_leap(moved):
        return result
    return result[: day.start()] + "28" + result[day.end() :]


def _is_leap(figures: str) -> bool:
    year = int(figures)
    return calendar.isleap(year + 2000 if year < _CENTURY else year)
