"""Rows of a table as cards of a phone: each value is named by its column's heading.

The headings are read from the markup of the table, so that a template writes them once.
"""

import re
from html import escape, unescape


# A table of two columns fits a phone as it is.
FEWEST_COLUMNS = 3
# What a wide table needs so as not to look forgotten says nothing in a card.
NOTHING = frozenset({"", "—", "–"})

_HEAD = re.compile(r"<thead>\s*<tr>((?:(?!<tr\b).)*)</tr>\s*</thead>", re.DOTALL)
_HEADING = re.compile(r"<(th|td)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_UNSEEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)
_PART = re.compile(r"<tr\b|<(th|td)\b([^>]*)>")
_END = re.compile(r"</(?:td|th|tr)>")
_TAG = re.compile(r"<[^>]*>")
_SPAN = re.compile(r'\bcolspan="(\d+)"')
# A field or a drawing is something to see even where it holds no words.
_SEEN = re.compile(r"<(?:input|select|textarea|button|svg|img)\b")


def with_named_cells(content: str) -> str | None:
    """Return the parts of a table with each value named, None where it stays a table.

    A table stays one when it is narrow, when it is crossed (its corner is empty), or
    when its headings have parts. A cell that has a name keeps it; a cell with nothing
    to say gets none and is left out of the card.
    """
    names = _names(content)
    if len(names) < FEWEST_COLUMNS:
        return None
    start = content.index("</thead>")
    drawn = [content[:start]]
    column = 0
    for part in _PART.finditer(content, start):
        drawn.append(content[start : part.start()])
        start = part.end()
        kind, attributes = part[1], part[2] or ""
        if kind is None:
            column = 0
        drawn.append(part[0])
        width = _width(attributes)
        if kind == "td" and "data-label" not in attributes and column < len(names):
            # Over several columns a cell speaks for itself.
            name = names[column] if width == 1 else ""
            drawn[-1] = _named(part[0], name, _inside(content, start))
        if kind is not None:
            column += width
    return "".join([*drawn, content[start:]])


def _names(content: str) -> list[str]:
    head = _HEAD.search(content)
    cells = _HEADING.findall(head[1]) if head else []
    if any(kind != "th" or "span=" in attributes for kind, attributes, _ in cells):
        return []
    return [_words(_UNSEEN.sub("", inner)) for _, _, inner in cells]


def _named(tag: str, name: str, inside: str) -> str:
    # Most cells begin with what they say.
    is_seen = inside[:1].isalnum() or _words(inside) not in NOTHING
    if is_seen or _SEEN.search(inside):
        return f'{tag[:-1]} data-label="{escape(name)}">'
    return tag


def _inside(content: str, start: int) -> str:
    end = _END.search(content, start)
    return content[start : end.start() if end else len(content)]


def _width(attributes: str) -> int:
    found = _SPAN.search(attributes)
    return int(found[1]) if found else 1


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())
