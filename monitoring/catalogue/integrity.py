"""What an indicator lacks, or says twice and differently."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with an indicator; the words stand with the page."""

    NO_SOURCE = "no_source"
    NO_CALENDAR = "no_calendar"
    NO_WINDOWS = "no_windows"
    NO_FORM = "no_form"
    NO_TARGET = "no_target"
    NO_SITE_ITEM = "no_site_item"
    NO_RESULTS = "no_results"
    NO_FACT = "no_fact"
    NO_DENOMINATOR = "no_denominator"
    CONTRADICTION = "contradiction"
    TARGET_TOO_HIGH = "target_too_high"
    NEVER_ASKED = "never_asked"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What is looked at of one indicator in one school year.

    Parameters
    ----------
    level, kind, source : str
        Codes of `monitoring.enums.Level`, `ValueKind` and `Source`.
    numerator, denominator : str
        What is counted, and of what, as people read it.
    filler : str or None
        Who fills the windows of its calendar; None without a calendar.
    slots : int
        Windows a year of that calendar.
    target : Decimal or None
        The municipality's target of the year.
    has_site_item, has_results, has_fact : bool
        Whether it is said what answers: an item of the site check; a procedure, a
        subject and a grade; a fact of a programme.
    opened, asked : int
        Windows of its calendar that have opened in the year, and those of them that
        asked for it.
    """

    level: str
    kind: str
    source: str
    numerator: str
    denominator: str
    filler: str | None
    slots: int
    target: Decimal | None
    has_site_item: bool
    has_results: bool
    has_fact: bool
    opened: int
    asked: int


HIGHEST_PERCENT = 100
# Who is counted, by the word that comes first: «учителя школ» are teachers.
_WHO = {
    "school": re.compile(r"\bшкол\w*|\bшнор\b|\bшнсу\b|организаци\w*", re.IGNORECASE),
    "teachers": re.compile(r"\bпедагог\w*|\bучител\w*", re.IGNORECASE),
    "pupils": re.compile(r"обучающ\w*|\bученик\w*|\bдет(?:и|ей)\b", re.IGNORECASE),
}


def counted(text: str) -> str | None:
    """Tell who is counted in a wording: whoever is named first.

    Parameters
    ----------
    text : str
        «все учителя математики школ в статусе».

    Returns
    -------
    str or None
        "school", "teachers" or "pupils"; None when none of them is named.
    """
    found = {
        who: match.start()
        for who, pattern in _WHO.items()
        if (match := pattern.search(text))
    }
    return min(found, key=lambda who: found[who]) if found else None


def contradicts(*, level: str, numerator: str, denominator: str) -> bool:
    """Tell whether an indicator counts one thing and divides by another.

    Parameters
    ----------
    level : str
        Code of `monitoring.enums.Level`. A municipality's own figure may count
        anything, as long as both parts agree.
    numerator, denominator : str
        The two wordings.

    Returns
    -------
    bool
        True for schools over teachers and the like.
    """
    who = [w for w in (counted(numerator), counted(denominator)) if w is not None]
    if level != "municipality":
        who.append(level)
    return len(set(who)) > 1


def faults(row: Checked) -> tuple[Fault, ...]:
    """List what an indicator lacks or contradicts.

    Parameters
    ----------
    row : Checked
        The indicator in a school year.

    Returns
    -------
    tuple of Fault
        In the order of `Fault`; empty for a sound indicator.
    """
    is_share = row.kind == "share" or (
        row.kind == "yes_no" and row.level != "municipality"
    )
    wrong = {
        Fault.NO_SOURCE: not row.source,
        Fault.NO_CALENDAR: row.filler is None,
        Fault.NO_WINDOWS: row.filler is not None and not row.slots,
        Fault.NO_FORM: row.source == "form" and row.filler not in {None, "school"},
        Fault.NO_TARGET: row.target is None and row.kind != "text",
        Fault.NO_SITE_ITEM: row.source == "site" and not row.has_site_item,
        Fault.NO_RESULTS: row.source == "results" and not row.has_results,
        Fault.NO_FACT: row.source == "programmes" and not row.has_fact,
        Fault.NO_DENOMINATOR: row.kind == "share" and not row.denominator,
        Fault.CONTRADICTION: contradicts(
            level=row.level, numerator=row.numerator, denominator=row.denominator
        ),
        Fault.TARGET_TOO_HIGH: is_share and (row.target or 0) > HIGHEST_PERCENT,
        Fault.NEVER_ASKED: row.opened > 0 and not row.asked,
    }
    return tuple(fault for fault in Fault if wrong[fault])
