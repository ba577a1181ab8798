"""Joins the words that the ends of lines have cut."""

import re
from collections.abc import Sequence


SOFT_HYPHEN, LINE_HYPHEN, DOUBTFUL = "\u00ad", "\u2010", "\u2060"
# Stands where a line may have cut a word that was too wide for its cell.
MAYBE_CUT = "\u2063"
WORD = re.compile(r"[А-Яа-яё]+(?:-[А-Яа-яё]+)*")
MONTH_START = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)
# Words that keep their hyphen when the line ends at it.
KEPT_HYPHEN = re.compile(
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|"
    r"октябр[ья]|ноябр[ья]|декабр[ья]|[а-яё]{3,}[нкг]о|мастер|план|интернет|онлайн|он|веб|вице|пресс|бизнес|кейс|проект|диагност|карт[аы]|"
    r"экс|топ|мини|из|по|во|кое|как|что|где|когда|чат|смарт|it|медиа|тьютор\w?|учител\w|педагог\w?)-$",
    re.IGNORECASE,
)


HYPHEN = re.compile(rf"([А-Яа-яё]+)-{DOUBTFUL}([А-Яа-яё]+)")
CUT = re.compile(rf"([А-Яа-яё]+){MAYBE_CUT}([А-Яа-яё]+)")


def join_hyphens(text: str) -> str:
    """Join words that the end of a line has cut; mark the hyphens that may be real."""
    if "-" not in text and SOFT_HYPHEN not in text and LINE_HYPHEN not in text:
        return text
    text = re.sub(rf"(?<=\w)[{SOFT_HYPHEN}{LINE_HYPHEN}][ \n](?=[а-яёa-z])", "", text)
    text = text.replace(SOFT_HYPHEN, "").replace(LINE_HYPHEN, "-")
    return re.sub(r"([А-Яа-яё]+-)[ \n](?=([А-Яа-яё]+))", _joined, text)


def _joined(match: re.Match[str]) -> str:
    head, tail = match[1], match[2]
    if tail in ("и", "или", "а") or len(head) == 1:
        return match[0]
    is_sure = KEPT_HYPHEN.search(head) or tail[0].isupper() or MONTH_START.match(tail)
    return head if is_sure else head + DOUBTFUL


def settle_breaks(texts: Sequence[str], *, lines: int) -> list[str]:
    """Decide by the words of the document which ends of lines have cut a word.

    Real hyphens are rare, breaks are many; a word that was too wide for its cell is
    known when the document has it whole.

    Parameters
    ----------
    texts : sequence of str
        All texts of the document with their marks.
    lines : int
        How many visual lines they were.
    """
    words = {word.casefold() for text in texts for word in WORD.findall(text)}
    marks = sum(text.count(f"-{DOUBTFUL}") for text in texts)
    is_broken = marks > max(3, 0.03 * lines)

    def settle(match: re.Match[str]) -> str:
        head, tail = match[1], match[2]
        if f"{head}{tail}".casefold() in words:
            return head + tail
        if f"{head}-{tail}".casefold() in words:
            return f"{head}-{tail}"
        return head + tail if is_broken else f"{head}-{tail}"

    def rejoin(match: re.Match[str]) -> str:
        head, tail = match[1], match[2]
        is_whole = f"{head}{tail}".casefold() in words
        return head + tail if is_whole else f"{head} {tail}"

    def whole(text: str) -> str:
        # A word may be cut more than once; each pass settles every second place.
        while DOUBTFUL in text and HYPHEN.search(text):
            text = HYPHEN.sub(settle, text)
        while MAYBE_CUT in text and CUT.search(text):
            text = CUT.sub(rejoin, text)
        return text.replace(DOUBTFUL, "").replace(MAYBE_CUT, " ")

    return [whole(text) for text in texts]
