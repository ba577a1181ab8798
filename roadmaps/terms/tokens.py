"""Cut a wording into tokens, each with its letter of the grammar (see `lexicon`).

Besides the words: t day.month.year, e day.month, k month.year, y year of four digits,
d number, r Roman numeral, n number of a paper or an amount, _ a blank to fill in,
- , ; : / ( ) as they are (a line break is a semicolon).
"""

import re
from typing import NamedTuple

from roadmaps.terms.glued import unglued
from roadmaps.terms.lexicon import exact_code, is_known, look_up


class Token(NamedTuple):
    """A piece of the wording; `start` and `end` are its places in it."""

    code: str
    value: object
    start: int
    end: int


_SUFFIX = "ый|ий|ой|ая|ое|ого|его|го|ому|му|ую|ей|ые|ых|ом|ти|и|й|я|е|х|м"
_PATTERN = re.compile(
    rf"""
    (?P<time>\d{{1,2}}:\d\d)
  | (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?!\d))
  | (?P<dmy>\d{{1,2}}\ ?[./]\ ?\d{{1,2}}\ ?[./]\ ?(?:(?:19|20)\d\d|\d\d)(?!\d)
      | \d{{1,2}}[.,]\d{{1,2}}[.,]\ ?(?:19|20)\d\d(?!\d)
      | \d\d?-\d\d-20\d\d(?!\d) | (?:0\d|[12]\d|3[01])\ (?:0\d|1[0-2])\ 20\d\d(?!\d))
  | (?P<my>(?:0?[1-9]|1[0-2])\ ?[./]\ ?(?:19|20)\d\d(?!\d))
  | (?P<dm>\d{{1,2}}\.\ ?(?:0[1-9]|1[0-2])(?!\d)(?!\.\d))
  | (?P<myy>(?:0[1-9]|1[0-2])\.(?:1[3-9]|[2-4]\d)(?!\d))
  | (?P<blank>\d{{0,2}}_+(?:\ ?_+)*)
  | (?P<paper>(?:№|n\ ?(?=\d))\ ?[^\s,;()]{{0,20}} | \d+\ ?-\ ?(?:фз|оз|кз|рп|пп|пр|р|п)(?![а-я]))
  | (?P<amount>\d+(?:[.,]\d+)?\ ?[+%])
  | (?P<ordinal>\d{{1,3}}(?:\ ?-\ ?)?(?:{_SUFFIX})(?![а-я]))
  | (?P<year>(?:19|20)\d\d(?!\d))
  | (?P<int>\d+)
  | (?P<word>кв-л[а-я]*|п/г|[бн]/[дн](?![а-я])|[а-я]+|[a-z]+)
  | (?P<dash>-+)
  | (?P<sep>[,;:/()\n])
    """,
    re.VERBOSE,
)
_NUMBER_SPLIT = re.compile(r"\D+")
_MAX_TOKENS = 4000
_MOST_DIGITS = 2
_OLDEST_SHORT_YEAR = 13
_NUMERAL_LIKE = {"п": 2, "ш": 3, "iу": 4, "l": 1}
_COUNTED = frozenset("qhxl")
_JOINED_FROM = 4


def full_year(number: int) -> int:
    """Give 2022 for 22."""
    return number + 2000 if number < 100 else number


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in _NUMBER_SPLIT.split(text) if n)


def _read_date(kind: str, text: str) -> tuple[str, object]:
    """Give the letter and the (day, month, year) of a date in figures."""
    figures = _numbers(text)
    if kind == "iso":
        return "t", (figures[2], figures[1], figures[0])
    if kind == "dmy":
        return "t", (figures[0], figures[1], full_year(figures[2]))
    if kind == "dm":
        return "e", (figures[0], figures[1])
    return "k", (figures[0], full_year(figures[1]))


def _read(kind: str, text: str) -> tuple[str, object]:
    """Give the letter and the value of one match of the pattern."""
    if kind == "word":
        return look_up(text)
    if kind in {"iso", "dmy", "dm", "my", "myy"}:
        return _read_date(kind, text)
    if kind == "int":
        return ("d", int(text)) if len(text) <= _MOST_DIGITS else ("n", None)
    if kind == "ordinal":
        return "o", _numbers(text)[0]
    if kind == "year":
        return "y", int(text)
    if kind == "sep":
        return (";" if text == "\n" else text), None
    return {"blank": "_", "dash": "-", "time": "n", "paper": "n", "amount": "n"}[
        kind
    ], kind


def _rejoined(text: str, tokens: list[Token]) -> list[Token]:
    """Give the tokens with «сентяб ря» made one word again."""
    result: list[Token] = []
    for token in tokens:
        before = result[-1] if result else None
        joined = before and _joined(text, before, token)
        if joined:
            result[-1] = joined
        else:
            result.append(token)
    return result


def _joined(text: str, left: Token, right: Token) -> Token | None:
    """Give two neighbours as one word when only together they are one."""
    if right.code not in "WmPSKVIr" or left.code not in "WmrouVPS":
        return None
    gap = text[left.end : right.start]
    if gap.strip(" -\n") or not gap or len(gap) > 3:
        return None
    first, second = text[left.start : left.end], text[right.start : right.end]
    if not (first + second).isalpha() or len(first + second) < _JOINED_FROM:
        return None
    if is_known(second) or not is_known(first + second):
        return None
    code, value = look_up(first + second)
    if code != "m" and len(first + second) == _JOINED_FROM:
        return None
    # «До кладу» is no «доклад»: a known word is joined into a month's name only.
    if is_known(first) and len(first) > 1 and code != "m":
        return None
    return Token(code, value, left.start, right.end)


def _mended(text: str, tokens: list[Token]) -> list[Token]:
    """Give the tokens with «Ш квартал» read as III, and «до окончания» as «до конца»."""
    for i in range(len(tokens) - 1):
        token, after = tokens[i], tokens[i + 1]
        if after.code in _COUNTED and token.code == "W" and token.value is None:
            numeral = _NUMERAL_LIKE.get(text[token.start : token.end])
            if numeral:
                tokens[i] = token._replace(code="r", value=numeral)
        if token.value == "before" and after.code == "b":
            tokens[i] = token._replace(code="K")
        if token.code in "do" and _is_numbering(text, token, after):
            tokens[i] = token._replace(code="n")
        if token.value == "after" and _begins_day(tokens, i + 1):
            tokens[i] = token._replace(code="S")
        if token.code in "DK" and after.value == "ending":
            tokens[i + 1] = after._replace(code="b", value="end")
    return tokens


def _is_numbering(text: str, number: Token, after: Token) -> bool:
    """Say whether it is «1. Сентябрь», a number of a list before a month."""
    if after.code != "m" or "." not in text[number.end : after.start]:
        return False
    return text[after.end - 1] in "ьйт"


def _begins_day(tokens: list[Token], at: int) -> bool:
    """Say whether a day or a month stands at a place: «после 20 мая» opens an end."""
    written = codes(tokens[at : at + 2])
    return written[:1] in {"t", "e", "k", "m"} or written in {"dm", "om"}


def _split(token: Token, text: str) -> list[Token]:
    """Give the words that stand as one; two months get the dash between them."""
    if token.code not in "Wu" or (token.code == "W" and token.value is not None):
        return [token]
    if exact_code(text):
        return [token]
    result: list[Token] = []
    for part in unglued(text):
        code, value = look_up(part)
        if code == "m" and result and result[-1].code == "m":
            result.append(token._replace(code="-", value=None, start=token.end))
        start = token.start if not result else token.end
        result.append(Token(code, value, start, token.end))
    return result or [token]


def tokenise(text: str) -> list[Token]:
    """Cut a normalised wording into tokens; what is none of them is left out."""
    tokens: list[Token] = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or "word"
        code, value = _read(kind, match[0])
        tokens += _split(Token(code, value, match.start(), match.end()), match[0])
        if len(tokens) >= _MAX_TOKENS:
            break
    return _mended(text, _rejoined(text, tokens))


def codes(tokens: list[Token]) -> str:
    """Give the letters of tokens as the string that patterns are matched on."""
    return "".join(token.code for token in tokens)
