"""Whose post and name stand in a grif."""

import re


_NAME = re.compile(
    r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\."
)
_NOT_A_POST = re.compile(
    r"утвержд|приказ|постановлени|распоряжени|приложени|\bот\b|\d|_{2,}|согласован",
    re.IGNORECASE,
)


def approver_of(lines: tuple[str, ...]) -> tuple[str, str]:
    """Take the post and the name out of a grif.

    Parameters
    ----------
    lines : tuple of str
        The lines of the grif as written.

    Returns
    -------
    tuple of (str, str)
        The post, joined by spaces, and the surname with initials; empty where the
        grif names neither, as in «Утверждена приказом…».
    """
    name, post = "", []
    for line in lines:
        found = _NAME.search(line)
        if found is not None and not name:
            name = " ".join(found.group().split())
        rest = _NAME.sub("", line).strip(" _/,.")
        if rest and not _NOT_A_POST.search(rest):
            post.append(rest)
    return (_paired(" ".join(post)), name) if name else ("", "")


def _paired(text: str) -> str:
    """Return the text without guillemets around nothing and without lone ones."""
    text = re.sub(r"«[\s_]*»", "", text)
    alone, opened = [], []
    for place, sign in enumerate(text):
        if sign == "«":
            opened.append(place)
        elif sign == "»" and opened:
            opened.pop()
        elif sign == "»":
            alone.append(place)
    lone = {*alone, *opened}
    return " ".join("".join(s for n, s in enumerate(text) if n not in lone).split())
