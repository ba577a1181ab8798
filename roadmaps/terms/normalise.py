"""Bring the spellings of one wording to one: dashes, spaces, quotes, look-alikes (R13)."""

import re


# Characters that show nothing: soft hyphens, zero widths, marks of direction.
_INVISIBLE = dict.fromkeys(
    [
        *(0xAD, 0x301, 0x61C, 0x2060, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xFE00, 0xFE10),
    ]
)
_LOOK_ALIKE = str.maketrans("AaBbCcEeHKkMmOoPpTXxYy", "АаВьСсЕеНКкМмОоРрТХхУу")
_LETTERS_ALIKE = frozenset("AaBbCcEeHKkMmOoPpTXxYy")
_HAS_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁёІі]+")
_ROMAN = re.compile(r"[IVXivxІіlХх]+")
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_ONE_TO_ONE = str.maketrans(
    {
        **{letter: letter.lower() for letter in _UPPER},
        **dict.fromkeys("Ёё", "е"),
        **dict.fromkeys("Іі", "i"),
        **dict.fromkeys("‐‑‒–—―−⁃﹘﹣－~∼", "-"),
        **dict.fromkeys("«»„“”‟\"'`‘’‚‹›*", " "),
        **dict.fromkeys("\t\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000", " "),
        **dict.fromkeys("\r\v\f\u2028\u2029\x85", "\n"),
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "\\": "/",
        "|": "/",
        "…": ".",
    }
)


def without_invisible(text: str) -> str:
    """Give the text without the characters that show nothing."""
    return text.translate(_INVISIBLE)


def _word_in_one_alphabet(match: re.Match[str]) -> str:
    """Give a word typed half in Latin in Cyrillic; a Roman numeral stays Latin."""
    word = match[0]
    if not _HAS_LATIN.search(word):
        return word
    if _ROMAN.fullmatch(word):
        return word.replace("Х", "X").replace("х", "x").replace("l", "I")
    if all(c in _LETTERS_ALIKE or c > "z" for c in word):
        return word.translate(_LOOK_ALIKE)
    return word


def normalise(text: str) -> str:
    """Give the wording in lower case with one kind of dash, space and letter.

    Parameters
    ----------
    text : str
        Any string without invisible characters.

    Returns
    -------
    str
        A string of the same length: the character at a place stands for the
        character at that place of `text`, which find_terms relies upon.
    """
    if _HAS_LATIN.search(text):
        text = _WORD.sub(_word_in_one_alphabet, text)
    return text.translate(_ONE_TO_ONE)
