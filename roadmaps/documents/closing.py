"""Which papers close an activity, told by the words of its row."""

import re


# By the codes of `roadmaps.enums.DocumentType`, in its order.
_WORDS: tuple[tuple[str, str], ...] = (
    ("order", r"\bприказ|\bраспоряжени|\bпостановлени"),
    ("protocol", r"\bпротокол"),
    ("report", r"\bсправк|\bотч[её]т"),
    ("note", r"\bзаписк"),
    (
        "plan",
        r"\bплан(?:а|у|ом|е|ы|ов|ам|ами|ах)?\b|\bграфик|\bциклограмм|\bдорожн\w+ карт",
    ),
    ("programme", r"\bпрограмм|\b\w?Ш?ППКО\b|\bШПКО\b"),
    ("regulation", r"\bположени(?:е|я|ю|ем|и|й|ях|ями)\b"),
    (
        "list",
        r"\bспис(?:ок|к)|\bреестр|\bпереч(?:ень|н)|\bбан[ке]\w* данных|\bбаз\w+ данных",
    ),
    ("contract", r"\bдоговор(?!енн)|\bсоглашени"),
    (
        "material",
        r"\bматериал|\bметодическ\w+ рекомендаци|\bпрезентаци|\bсборник|\bпамятк",
    ),
    ("publication", r"\bпубликаци|\bразмещ[её]н|\bсайт"),
)
_PATTERNS = tuple((code, re.compile(words, re.IGNORECASE)) for code, words in _WORDS)


def closing_types(*, document: str, result: str = "") -> tuple[str, ...]:
    """Recognise the kinds of papers that prove an activity.

    The document's own column decides; the expected result is read only when that
    column says nothing that is known.

    Parameters
    ----------
    document : str
        The cell of the column of documents, as written.
    result : str
        The cell of the expected result.

    Returns
    -------
    tuple of str
        Codes in the order of the list of kinds, each once; empty when nothing is
        known.
    """
    return _found(document) or _found(result)


def _found(text: str) -> tuple[str, ...]:
    return tuple(code for code, pattern in _PATTERNS if pattern.search(text))
