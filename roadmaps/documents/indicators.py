"""Finds indicators with targets, each once however often the document repeats it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from roadmaps.documents.content import is_target
from roadmaps.documents.model import Indicator, RawTable, RowRef
from roadmaps.documents.plan_rows import is_indicator_like
from roadmaps.documents.wording import (  # fmt: skip
    begins_lower,
    clean,
    has_letters,
    is_number,
    one_line,
)
from schools.ingest.wording import normalise_words


# Two spellings of one group of schools, and slips that are met in real programmes.
SAME = (("шнро", "шнор"), ("щнсу", "шнсу"), ("шипко", "шпро"))
# A spelling is a few letters longer, a title cut by the page much shorter.
LONGER = 10
NOT_WORDS = re.compile(r"[^\w]+")
WORDS_OF_TITLE = (
    "показател",
    "индикатор",
    "целев",
    "значени",
    "наименование",
    "критери",
)


@dataclass(slots=True)
class _Draft:
    title: str
    target: str
    refs: list[RowRef] = field(default_factory=list)


def read_indicators(
    tables: Sequence[tuple[int, RawTable]],
) -> tuple[Indicator, ...]:
    """Return the distinct indicators of tables that are no plans.

    Parameters
    ----------
    tables : sequence of (int, RawTable)
        Index in the document and the table, in order.
    """
    drafts: list[_Draft] = []
    for number, table in tables:
        _read_table(number, table, drafts)
    distinct: list[_Draft] = []
    for draft in drafts:
        same = next((known for known in distinct if _is_same(known, draft)), None)
        if same is None:
            distinct.append(draft)
        else:
            same.refs.extend(draft.refs)
            if len(draft.title) > len(same.title) + LONGER:
                same.title = draft.title
            same.target = same.target or draft.target
    return tuple(Indicator(d.title, d.target, tuple(d.refs)) for d in distinct)


def _read_table(number: int, table: RawTable, drafts: list[_Draft]) -> None:
    rows = [[one_line(text) for text in row] for row in table.rows]
    pairs = [_pair(row) for row in rows]
    found = sum(pair is not None for pair in pairs)
    is_named = any(_names_indicators(row) for row in rows[:3])
    goes_on = bool(drafts) or found > 1 or is_named
    if found == 0 or not (goes_on or is_indicator_like(_wide(rows))):
        return
    for index, (row, pair) in enumerate(zip(rows, pairs, strict=True)):
        ref = RowRef(number, index)
        if pair is not None:
            drafts.append(_Draft(pair[0], pair[1], [ref]))
        elif drafts and _goes_on(row, drafts[-1], ref):
            drafts[-1].title = f"{drafts[-1].title} {_only(row)}"
            drafts[-1].refs.append(ref)


def _names_indicators(row: Sequence[str]) -> bool:
    """Say whether the row is a heading: «Показатель | Ед. изм. | 2022 | 2023»."""
    return any(normalise_words(text).startswith(WORDS_OF_TITLE[:2]) for text in row)


def _wide(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    return [row for row in rows if sum(map(bool, row)) > 1]


def _only(row: Sequence[str]) -> str:
    return next((text for text in row if text), "")


def _pair(row: Sequence[str]) -> tuple[str, str] | None:
    """Return title and target of a row, None when it is not an indicator."""
    filled = [text for text in row if text]
    if filled and is_number(filled[0]):
        filled = filled[1:]
    if len(filled) < 2 or not is_target(filled[-1]):
        return None
    worded = [text for text in filled[:-1] if has_letters(text) and not is_target(text)]
    if not worded:
        return None
    title = max(worded, key=len)
    if len(title) < 12 or normalise_words(title).startswith(WORDS_OF_TITLE[3:5]):
        return None
    targets = [text for text in filled if is_target(text)]
    return title, "; ".join(targets)


def _goes_on(row: Sequence[str], last: _Draft, ref: RowRef) -> bool:
    """Say whether the row is the rest of a title that the page has cut."""
    filled = [text for text in row if text]
    is_near = last.refs[-1].table == ref.table or ref.row == 0
    return (
        is_near
        and len(filled) == 1
        and (begins_lower(filled[0]) or filled[0].startswith("в МСО"))
    )


def _key(title: str) -> str:
    plain = normalise_words(clean(title))
    for wrong, right in SAME:
        plain = plain.replace(wrong, right)
    return " ".join(NOT_WORDS.sub(" ", plain).split())


def _is_same(known: _Draft, draft: _Draft) -> bool:
    """Say whether two titles are one indicator: equal, cut short, or one slip apart."""
    first, second = _key(known.title), _key(draft.title)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    is_cut = (
        len(short) >= 40
        and long.replace(" ", "").startswith(short.replace(" ", ""))
        and known.target == draft.target
    )
    if is_cut:
        return True
    return _differ_by_slips(first.split(), second.split())


def _differ_by_slips(first: Sequence[str], second: Sequence[str]) -> bool:
    """Say whether only small words or glued words differ; numbers and subjects matter."""
    if abs(len(first) - len(second)) > 2 or "".join(first) == "".join(second):
        return "".join(first) == "".join(second)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    changes = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    return len(changes) <= 1 and all(
        _is_slip(first[a:b], second[c:d]) for _, a, b, c, d in changes
    )


def _is_slip(first: Sequence[str], second: Sequence[str]) -> bool:
    one, other = "".join(first), "".join(second)
    if any(sign.isdigit() for sign in one + other):
        return False
    if len(one) <= 2 and len(other) <= 2:
        return True
    return bool(one and other) and SequenceMatcher(None, one, other).ratio() >= 0.85
