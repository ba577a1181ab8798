"""Cleans what converters and typists leave in texts, and brings words to one form."""

import re
from functools import lru_cache

from schools.ingest.wording import DASHES, normalise_words, squeeze


# Left by converters: Word bookmarks, Markdown escapes, bold marks.
BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
ESCAPE = re.compile(r"\\([_*#\[\]()~`>+\-.!|])")
BOLD = re.compile(r"\*\*|(?<![_\w])__(?=[^\W_])|(?<=[^\W_])__(?![_\w])")
HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BULLET = re.compile(r"^\s*[•·▪●◦‣*\u2013\u2014-]\s+")
LETTERS = re.compile(r"[^\W\d_]")
NOT_LETTERS = re.compile(r"[^\w№#]+")
ROMAN = re.compile(r"^[IVXLІХ]{1,6}$")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "І": 1, "Х": 10}
NUMBER = re.compile(r"^\.?\d{1,3}(?:\s*[.,]\s*\d{1,3}){0,4}\s*[.)]{0,2}$")


@lru_cache(maxsize=4_000)
def clean(text: str) -> str:
    """Return the text without converters' marks; lines stay lines."""
    text = HTML_BREAK.sub("\n", text)
    text = BOOKMARK.sub("", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    if "*" in text or "__" in text:
        text = BOLD.sub("", text)
    return "\n".join(line for line in map(squeeze, text.split("\n")) if line)


def one_line(text: str) -> str:
    """Return the text in one line."""
    return squeeze(clean(text).replace("\n", " "))


@lru_cache(maxsize=20_000)
def compact(text: str) -> str:
    """Return only letters and digits in one case: what is left when words are glued."""
    return NOT_LETTERS.sub("", normalise_words(text)).replace("_", "")


def has_letters(text: str) -> bool:
    """Say whether there is a letter in the text."""
    return LETTERS.search(text) is not None


def begins_lower(text: str) -> bool:
    """Say whether the first letter of the text is a small one and opens the text."""
    stripped = BULLET.sub("", text).lstrip(" («\"'")
    return bool(stripped) and stripped[0].islower()


def is_number(text: str) -> bool:
    """Say whether the text is the number of a row: «7», «1.10.», «.1», «3)»."""
    return NUMBER.match(text.strip()) is not None


def plain_number(text: str) -> str:
    """Return the number without the dots around it: «1.10.» is «1.10», «.1» is «1»."""
    joined = re.sub(r"\s*[.,]\s*", ".", text.strip().rstrip(")"))
    return joined.strip(". )")


def number_parts(text: str) -> tuple[int, ...]:
    """Return the parts of a number, empty when it is none."""
    if not is_number(text):
        return ()
    return tuple(int(part) for part in plain_number(text).split(".") if part)


def roman_value(text: str) -> int:
    """Return the value of a Roman number typed in either alphabet; 0 when it is none."""
    upper = text.strip().upper()
    if not ROMAN.match(upper):
        return 0
    values = [ROMAN_VALUES[sign] for sign in upper]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def plain_dashes(text: str) -> str:
    """Return the text with hyphens for all dashes."""
    return DASHES.sub("-", text)
