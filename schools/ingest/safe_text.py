"""Writes texts so that a spreadsheet program never takes them for formulas."""

import re


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Formulas that reach outside the workbook when it is opened.
REACHING_OUT = re.compile(
    r"\||WEBSERVICE|FILTERXML|HYPERLINK|IMPORT\w+|CALL\s*\(|REGISTER|EXEC\s*\(|RTD\s*\("
    r"|DDE|\[\d+\]|https?:|file:|\\\\",
    re.IGNORECASE,
)
LONGEST_CELL = 32_767
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def begins_like_formula(text: str) -> bool:
    """Say whether typing the text into a cell would make a formula of it."""
    return text.startswith(FORMULA_STARTS)


def reaches_out(formula: str) -> bool:
    """Say whether a formula may start a program or fetch something."""
    return REACHING_OUT.search(formula) is not None


def storable(text: str) -> str:
    """Return the text without signs that a workbook cannot hold, cut to its length."""
    return NOT_IN_XML.sub("", text)[:LONGEST_CELL]


def sheet_title(name: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other sheet has yet; remember it."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", storable(name)).strip("' ")[:31] or "Лист"
    title, number = plain, 2
    while title.casefold() in taken:
        suffix = f" ({number})"
        title, number = plain[: 31 - len(suffix)] + suffix, number + 1
    taken.add(title.casefold())
    return title
