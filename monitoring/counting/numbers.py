"""Whole numbers and states as people type them and as tables paste them."""

import re

from monitoring.counting.cells import State
from monitoring.counting.names import refusal_of


# Larger than any school; a telephone number in the wrong column stops here.
MOST = 100_000
# No-break, thin, narrow no-break and figure spaces that Excel and people put in.
_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
_NOTHING_AFTER_COMMA = re.compile(r"^(\d+)[.,]0+$")
_FRACTION = re.compile(r"^\d+[.,]\d+$")
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-"})
_STATES = {
    State.NO_DATA: frozenset({"-", "н/д", "нд", "нет данных", "н.д."}),
    State.NOT_APPLICABLE: frozenset(
        {"не применимо", "неприменимо", "не прим.", "не прим", "н/п", "нп"}
    ),
}
_YES = frozenset({"да", "+", "1", "есть", "истина"})
_NO = frozenset({"нет", "0", "ложь"})


class UnreadableError(ValueError):
    """What was typed cannot be taken; the text says how to mend it."""


def read_number(text: str) -> int:
    """Return the whole number that stands in a cell.

    Parameters
    ----------
    text : str
        «1 234», «12,0», «12»; spaces of any kind may part the digits.

    Returns
    -------
    int
        From 0 to `MOST`.

    Raises
    ------
    UnreadableError
        For anything else, with a sentence for the person: words, fractions, per cents,
        numbers below zero, names.
    """
    plain = _SPACES.sub("", text.translate(_SIGNS))
    whole = _NOTHING_AFTER_COMMA.match(plain)
    plain = whole.group(1) if whole else plain
    if plain.isascii() and plain.isdecimal():
        number = int(plain) if len(plain) < 10 else MOST + 1
        if number > MOST:
            raise UnreadableError(f"Слишком большое число: «{text.strip()}».")
        return number
    raise UnreadableError(_why_not(text.strip(), plain))


def read_state(text: str) -> State | None:
    """Return which of the states without a value the words name.

    Parameters
    ----------
    text : str
        «н/д», «нет данных», «-», «не прим.» and the like; empty for an empty cell.

    Returns
    -------
    State or None
        None when the words are something else, a number above all.
    """
    plain = squeezed(text)
    if not plain:
        return State.EMPTY
    return next((state for state, words in _STATES.items() if plain in words), None)


def read_yes_no(text: str) -> bool:
    """Return whether the cell says «да».

    Parameters
    ----------
    text : str
        «да», «нет», «+», 1 or 0.

    Returns
    -------
    bool
        True for «да».

    Raises
    ------
    UnreadableError
        For anything else.
    """
    plain = squeezed(text)
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise UnreadableError(
        refusal_of(text)
        or f"«{text.strip()[:60]}»: здесь выбирают «да», «нет», «не применимо» "
        "или «нет данных»."
    )


def squeezed(text: str) -> str:
    """Return a text in small letters with single plain spaces and plain dashes.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    str
        For comparison with known words.
    """
    return _SPACES.sub(" ", text.translate(_SIGNS)).strip().lower()


def _why_not(text: str, plain: str) -> str:
    shown = text[:60]
    if plain.endswith("%"):
        return f"«{shown}»: нужны не проценты, а количество – сколько и из скольких."
    if _FRACTION.match(plain):
        return f"«{shown}»: нужно целое число, без запятой."
    if plain.startswith("-") and plain[1:].isdecimal():
        return f"«{shown}»: количество не бывает меньше нуля."
    return refusal_of(text) or f"«{shown}»: нужно целое число, без слов."
