"""Cuts a cell of responsible parties at its signs, never inside quotes or brackets."""

import re
from collections.abc import Sequence

from roadmaps.documents.content import ABBREVIATION, INITIALS, PERSON
from roadmaps.documents.party_words import (
    ADJECTIVES,
    is_body,
    is_genitive,
    is_role,
    needs_more,
)
from roadmaps.documents.wording import BULLET, clean
from schools.ingest.wording import normalise_words


SHELTERS = {"«": "»", "(": ")", "„": "“", "“": "”"}
AND = re.compile(r"\s+и\s+")


def by_signs(text: str, known: frozenset[str]) -> list[str]:
    """Split at commas, semicolons and lines, outside of quotes and brackets."""
    cleaned = _joined_lines(clean(text), known)
    pieces: list[str] = []
    start = depth = 0
    straight = False
    for index, sign in enumerate(cleaned):
        if sign == '"':
            straight = not straight
        depth += (sign in SHELTERS) - (sign in SHELTERS.values())
        if (depth <= 0 and not straight and _separates(cleaned, index)) or sign == "\n":
            pieces.append(cleaned[start:index])
            start = index + 1
            depth = 0
    pieces.append(cleaned[start:])
    singles: list[str] = []
    for piece in pieces:
        plain = re.sub(r"^\d{1,2}[.)]\s*", "", BULLET.sub("", piece)).strip()
        if plain:
            singles.extend(_by_sentences(plain))
    return [single for piece in singles for single in _by_and(piece)]


def _separates(text: str, index: int) -> bool:
    sign = text[index]
    if sign in ",;":
        return True
    if sign == "/":
        return text[index - 1 : index] == " " or text[index + 1 : index + 2] == " "
    return False


def _joined_lines(text: str, known: frozenset[str]) -> str:
    """Keep a line break only where the next line begins a new party."""
    lines = text.split("\n")
    joined = lines[0]
    for line in lines[1:]:
        separator = "\n" if _begins_party(joined, line, known) else " "
        joined += separator + line
    return joined


def _begins_party(before: str, line: str, known: frozenset[str]) -> bool:
    last = before.rsplit("\n", 1)[-1].rstrip()
    if last.endswith((",", ";", " и")) or open_depth(last):
        return False
    first = line.lstrip(' «"(')[:1]
    if line.startswith("(") or re.search(
        r"\b(?:по|и|или|в|на|с|за|для|от|при|г\.)$", last
    ):
        return False
    if (
        PERSON.match(line)
        and is_role(last)
        and not is_role(line)
        and not PERSON.search(last)
    ):
        return False
    if normalise_words(line) in known or BULLET.match(line):
        return True
    if first.isupper() or first.isdigit():
        return not (needs_more(last) and not line.isupper())
    return is_role(line) and not is_genitive(line)


def _by_sentences(piece: str) -> list[str]:
    """Split «Отдел общего образования. Руководители ОУ», never initials."""
    cuts = [
        found.end()
        for found in re.finditer(r"(?<=[а-яё)»]{2})\.\s+(?=[А-ЯЁ])", piece)
        if not re.search(
            r"(?:^|\s)(?:г|ул|им|зам|гл|д|ст|пед|соц)\.\s+$", piece[: found.end()]
        )
    ]
    if not cuts:
        cuts = [
            found.end()
            for found in re.finditer(rf"{INITIALS}\s+(?=[А-ЯЁ][а-яё]+)", piece)
            if PERSON.search(piece[: found.end()])
        ]
        pieces = _cut(piece, cuts)
        return _whole_people(pieces)
    return [
        part.strip().rstrip(".") if not PERSON.search(part) else part.strip()
        for part in _cut(piece, cuts)
    ]


def _cut(text: str, places: Sequence[int]) -> list[str]:
    starts = [0, *places]
    ends = [*places, len(text)]
    return [
        text[a:b].strip()
        for a, b in zip(starts, ends, strict=True)
        if text[a:b].strip()
    ]


def _whole_people(pieces: Sequence[str]) -> list[str]:
    """Join back «И.О.» that stands before its surname."""
    whole: list[str] = []
    for piece in pieces:
        if whole and re.fullmatch(INITIALS, whole[-1]):
            whole[-1] = f"{whole[-1]} {piece}"
        else:
            whole.append(piece)
    return whole


def _by_and(piece: str) -> list[str]:
    """Split at «и» when a role, a body or an abbreviation stands on both sides."""
    for found in AND.finditer(piece):
        left, right = piece[: found.start()], piece[found.end() :]
        if open_depth(left) or not (is_role(left) or is_body(left)):
            continue
        first = right.split()[0] if right.split() else ""
        shares_noun = left.split()[-1].casefold().startswith(ADJECTIVES)
        if shares_noun or is_genitive(right):
            continue
        is_party = is_role(right) or is_body(right)
        if (
            is_party
            and not _is_kind_of_school(first)
            and not _is_same_case_list(left, first)
        ):
            return [left.strip(), *_by_and(right.strip())]
    return [piece]


def _is_kind_of_school(word: str) -> bool:
    return normalise_words(word).strip(".,") in {"шнсу", "шнор", "шнро"}


def _is_same_case_list(left: str, first: str) -> bool:
    """Say whether «руководители ШНОР и ШНСУ»: an abbreviation beside another one."""
    last = left.split()[-1]
    return (
        bool(ABBREVIATION.match(first) and ABBREVIATION.match(last))
        and len(left.split()) > 1
    )


def open_depth(text: str) -> int:
    """Return how many quotes and brackets are open at the end of the text."""
    return sum((sign in SHELTERS) - (sign in SHELTERS.values()) for sign in text)
