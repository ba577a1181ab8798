"""When two wordings of a responsible party are the same party."""

import re


_QUOTES = str.maketrans(dict.fromkeys("«»“”„\"'‘’", ""))
_DASHES = re.compile(r"\s*[-‐‑–—]\s*")
_EDGES = " .,;:"
_NAME_AFTER = re.compile(
    r"\b([а-я])\s*\.\s*([а-я])\s*\.\s*([а-я]{2,}(?:-[а-я]+)?)", re.IGNORECASE
)
_NAME_BEFORE = re.compile(r"\b([а-я])\s*\.\s*([а-я])\s*\.")


def party_key(text: str) -> str:
    """Bring a wording to the form by which the directory finds it.

    Parameters
    ----------
    text : str
        A wording of a document or of a person.

    Returns
    -------
    str
        Small letters with «е» for «ё», without quotes, with single spaces, initials
        after the surname; empty for an empty wording.
    """
    plain = text.lower().replace("ё", "е").translate(_QUOTES)
    plain = _DASHES.sub("-", " ".join(plain.split()))
    plain = _NAME_AFTER.sub(r"\3 \1.\2.", plain)
    return _NAME_BEFORE.sub(r"\1.\2.", plain).strip(_EDGES)
