"""Brings headings and spellings to one form, so that equal words compare equal."""

import re
from functools import lru_cache


INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
DASHES = re.compile("[\u2010-\u2015\u2212]")
LATIN_AS_CYRILLIC = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile("[А-Яа-яЁё]")
# Only units: brackets may also tell two columns apart, «участники (математика)».
UNIT = (
    r"%|проц\w*|чел\w*\.?|человек|шт\w*\.?|ед\w*\.?|балл\w*\.?|руб\w*\.?|тыс\. ?руб\w*\.?"
    r"|да ?/ ?нет|км|лет|года?|кв\. ?м|доля"
)
BRACKETED_UNIT = re.compile(rf"[(\[]\s*(?:в\s+)?(?:{UNIT})\s*[)\]]")
TRAILING_UNIT = re.compile(rf",\s*(?:в\s+)?(?:{UNIT})\s*$")
NOT_WORDS = re.compile(r"[^\w%/№+<>=-]+")


def squeeze(text: str) -> str:
    """Take off invisible signs and surrounding spaces; make any run of spaces one."""
    return " ".join(INVISIBLE.sub("", text).split())


def _as_cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    turned = word.translate(LATIN_AS_CYRILLIC)
    # A mixed word was typed on two keyboards; a wholly look-alike one may have been.
    is_mixed = CYRILLIC.search(word) is not None
    is_wholly_alike = all(CYRILLIC.match(letter) for letter in turned)
    return turned if is_mixed or is_wholly_alike else word


@lru_cache(maxsize=20_000)
def normalise_words(text: str) -> str:
    """Return `text` with one case, one ё, one alphabet, one dash and single spaces."""
    turned = WORD.sub(_as_cyrillic, squeeze(text))
    return DASHES.sub("-", turned.casefold().replace("ё", "е"))


@lru_cache(maxsize=20_000)
def normalise_heading(text: str) -> str:
    """Return the form in which headings are compared.

    Beside `normalise_words`, units in brackets or after the last comma, asterisks of
    required columns, quotation marks and punctuation fall away.
    """
    plain = BRACKETED_UNIT.sub(" ", normalise_words(text))
    plain = TRAILING_UNIT.sub("", plain.strip(" *:."))
    plain = re.sub(r"\s*/\s*", " / ", NOT_WORDS.sub(" ", plain))
    return squeeze(plain)
