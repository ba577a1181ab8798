"""The text of Word paragraphs as a person sees it: with list numbers, without deletions."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = W + "val"
TEXT, TAB, BREAK, CARRIAGE = W + "t", W + "tab", W + "br", W + "cr"
NO_BREAK_HYPHEN, SOFT_HYPHEN, SYMBOL = W + "noBreakHyphen", W + "softHyphen", W + "sym"
RUN, RUN_PROPERTIES, VANISH = W + "r", W + "rPr", W + "vanish"
# What is skipped whole: deleted text, text boxes (read apart), field codes.
SKIPPED = frozenset({
    W + "del", W + "moveFrom", W + "txbxContent", W + "instrText", W + "pPr", RUN_PROPERTIES,
    MC + "Fallback", W + "footnoteReference", W + "commentReference",
})  # fmt: skip
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
         (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
RUSSIAN_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"


def paragraph_text(paragraph: Any) -> str:
    """Return the text of one `w:p` without the number of its list."""
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in SKIPPED or not isinstance(tag, str):
            continue
        if tag == RUN and _is_hidden(child):
            continue
        piece = _sign(tag, child)
        if piece is None:
            yield from _pieces(child)
        else:
            yield piece


def _is_hidden(run: Any) -> bool:
    properties = run.find(RUN_PROPERTIES)
    hidden = properties.find(VANISH) if properties is not None else None
    return hidden is not None and hidden.get(VAL, "1") not in ("0", "false")


def _sign(tag: str, element: Any) -> str | None:
    """Return the text of an element without children, None when it may have some."""
    if tag == TEXT:
        return element.text or ""
    if tag in (BREAK, CARRIAGE):
        return "" if element.get(W + "type") == "page" else "\n"
    if tag == TAB:
        return " "
    if tag == NO_BREAK_HYPHEN:
        return "-"
    return "" if tag in (SOFT_HYPHEN, SYMBOL) else None


class ListNumbers:
    """Counts the automatic numbers of Word lists in the order of the document."""

    def __init__(self, numbering: Any | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._shared: dict[str, str] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:
        abstracts = {
            item.get(W + "abstractNumId"): _levels_of(item)
            for item in numbering.iterfind(W + "abstractNum")
        }
        for item in numbering.iterfind(W + "num"):
            number = item.get(W + "numId")
            link = item.find(W + "abstractNumId")
            abstract = link.get(VAL) if link is not None else ""
            levels = dict(abstracts.get(abstract, {}))
            overridden = False
            for override in item.iterfind(W + "lvlOverride"):
                start = override.find(W + "startOverride")
                level = int(override.get(W + "ilvl", "0"))
                if start is not None and level in levels:
                    form, text, _ = levels[level]
                    levels[level] = (form, text, int(start.get(VAL, "1")))
                    overridden = True
            self._levels[number] = levels
            # Lists of one abstract list go on counting unless one restarts.
            self._shared[number] = number if overridden else f"abstract {abstract}"

    def label(self, paragraph: Any) -> str:
        """Return the label of the paragraph («1.2.», «-»), counting it; empty without."""
        place = _list_place(paragraph)
        if place is None:
            return ""
        number, level = place
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        form, text, start = levels[level]
        if form == "bullet":
            return "-"
        if form == "none":
            return ""
        counters = self._counters[self._shared[number]]
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        return _filled(text, levels, counters)


def _levels_of(abstract: Any) -> dict[int, tuple[str, str, int]]:
    levels: dict[int, tuple[str, str, int]] = {}
    for item in abstract.iterfind(W + "lvl"):
        form, text, start = (
            item.find(W + name) for name in ("numFmt", "lvlText", "start")
        )
        levels[int(item.get(W + "ilvl", "0"))] = (
            form.get(VAL, "decimal") if form is not None else "decimal",
            text.get(VAL, "") if text is not None else "",
            _whole(start.get(VAL, "1")) if start is not None else 1,
        )
    return levels


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 1


def _list_place(paragraph: Any) -> tuple[str, int] | None:
    place = paragraph.find(f"{W}pPr/{W}numPr")
    if place is None:
        return None
    number, level = place.find(W + "numId"), place.find(W + "ilvl")
    if number is None or number.get(VAL) in (None, "0"):
        return None
    return number.get(VAL), _whole(level.get(VAL, "0")) if level is not None else 0


def _filled(
    text: str, levels: dict[int, tuple[str, str, int]], counters: dict[int, int]
) -> str:
    for level in range(9):
        mark = f"%{level + 1}"
        if mark in text:
            form, _, start = levels.get(level, ("decimal", "", 1))
            text = text.replace(mark, _in_form(counters.get(level, start), form))
    return text.strip()


def _in_form(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = ""
        rest = number
        for value, sign in ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman if form == "upperRoman" else roman.lower()
    if form in ("russianLower", "russianUpper"):
        letter = RUSSIAN_LETTERS[(number - 1) % len(RUSSIAN_LETTERS)]
        return letter if form == "russianLower" else letter.upper()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def style_headings(styles: Any | None) -> frozenset[str]:
    """Return the ids of the paragraph styles that are headings."""
    if styles is None:
        return frozenset()
    found = set()
    for style in styles.iterfind(W + "style"):
        name = style.find(W + "name")
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        title = (name.get(VAL, "") if name is not None else "").casefold()
        if outline is not None or title.startswith(("heading", "заголовок", "title")):
            found.add(style.get(W + "styleId", ""))
    return frozenset(found)
