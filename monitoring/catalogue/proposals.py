"""What an indicator of a plan's document probably is: proposed, never decided."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from monitoring.catalogue.integrity import counted


SHORT = 80
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORDS = {"да": Decimal(1), "нет": Decimal(0)}
_YES = re.compile(r"^\W*да\b", re.IGNORECASE)
_SHARE = re.compile(r"^\W*(?:доля|процент|охват|удельный вес)\b", re.IGNORECASE)
_COUNT = re.compile(r"^\W*(?:количество|число)\b", re.IGNORECASE)
_OPENING = re.compile(r"^\W*(?:доля|процент|количество|число)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """How a line of a plan could be counted.

    Parameters
    ----------
    short_title : str
        At most 80 signs, cut between words.
    level, kind : str
        Codes of `monitoring.enums.Level` and `ValueKind`.
    target : Decimal or None
        Per cent, a number, or 1 for «да»; None when the text has no number.
    """

    short_title: str
    level: str
    kind: str
    target: Decimal | None


def propose(*, title: str, target: str) -> Proposal:
    """Read a line of a plan.

    Parameters
    ----------
    title : str
        «Доля педагогов, прошедших диагностику».
    target : str
        «не менее 20 %», «Да», «12», or nothing.

    Returns
    -------
    Proposal
        A share of schools is «да» or «нет» a school; a share of people is two
        numbers; what begins with «количество» is a count; «да» of nobody in
        particular is the municipality's; the rest is written in words.
    """
    who = counted(title) or "municipality"
    if _SHARE.search(title) or (target.rstrip().endswith("%") and who != "school"):
        kind = "yes_no" if who == "school" else "share"
    elif _COUNT.search(title):
        kind, who = "count", "municipality"
    elif "%" in target:
        kind = "yes_no"
    elif _YES.search(target):
        kind, who = "yes_no", "municipality"
    else:
        kind, who = "text", "municipality"
    return Proposal(shortened(title), who, kind, read_target(target))


def read_target(text: str) -> Decimal | None:
    """Read a target as people write it.

    Parameters
    ----------
    text : str
        «100%», «не менее 20 %», «да», «12,5».

    Returns
    -------
    Decimal or None
        The first number to hundredths; 1 for «да»; None when there is neither.
    """
    if _YES.search(text):
        return Decimal(1)
    found = _NUMBER.search(text.replace("\u00a0", " "))
    if found is None:
        return None
    return Decimal(found.group().replace(",", ".")).quantize(Decimal("0.01"))


def typed_target(text: str) -> Decimal | None:
    """Read a target typed into its field; nothing else may stand there.

    Parameters
    ----------
    text : str
        «100», «12,5 %», «да», «нет», or nothing.

    Returns
    -------
    Decimal or None
        The number to hundredths; 1 for «да», 0 for «нет»; None for an empty field.

    Raises
    ------
    ValueError
        When it is none of these.
    """
    words = "".join(text.split()).rstrip("%").casefold()
    if not words:
        return None
    if words in _WORDS:
        return _WORDS[words]
    if not _NUMBER.fullmatch(words):
        raise ValueError(text)
    return Decimal(words.replace(",", ".")).quantize(Decimal("0.01"))


def shortened(title: str) -> str:
    """Make a name for tables of a wording.

    Parameters
    ----------
    title : str
        The wording.

    Returns
    -------
    str
        Without «Доля» or «Количество», at most 80 signs, cut between words.
    """
    words = _OPENING.sub("", title.strip())
    words = words[:1].upper() + words[1:]
    if len(words) <= SHORT:
        return words
    return words[: SHORT - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def free_codes(count: int, *, taken: Collection[str]) -> list[str]:
    """Propose codes that nobody has.

    Parameters
    ----------
    count : int
        How many are wanted.
    taken : collection of str
        Codes in use.

    Returns
    -------
    list of str
        «K1», «K2» and so on.
    """
    used = {code.upper() for code in taken}
    codes: list[str] = []
    number = 0
    while len(codes) < count:
        number += 1
        if f"K{number}" not in used:
            codes.append(f"K{number}")
    return codes
