"""Reads what stands above a plan: its title, who approved it, and for which period."""

import datetime as dt
import re
from collections.abc import Sequence

from roadmaps.documents.model import Approval
from roadmaps.documents.plan_rows import Line
from roadmaps.documents.section_marks import mark_of
from roadmaps.documents.wording import one_line


SUBJECT = re.compile(
    r"дорожн\w+ карт|план\w*[ -](?:мероприяти|график|работ)|программ\w|комплекс\w* мер|сетевой график"
    r"|план по |план-график|перечень мероприятий|система работы|циклограмма|план реализации"
    r"|^(?:[а-яё]+(?:ый|ой|ий|ая) ){0,2}(?:план|график|мероприятия)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"\b(?:является|являются|учтен\w*|сгруппирован\w*|разработан\w*|утвердить|представл\w+|"
    r"направлен[аоы]?|определя\w+|обеспечива\w+)\b",
    re.IGNORECASE,
)
APPROVED = re.compile(
    r"утвержда[юе]|утвержд[её]н|утверждено|согласован|принят[оа]?\b", re.IGNORECASE
)
DECIDED = re.compile(r"утвержд", re.IGNORECASE)
APPROVAL_SIGN = re.compile(r"утвержда[юе]|утвержд[её]н", re.IGNORECASE)
ANNEX = re.compile(r"^приложение\b", re.IGNORECASE)
ORDER_WORD = re.compile(
    r"приказ|постановлени|распоряжени|решени|протокол", re.IGNORECASE
)
ABOUT = re.compile(
    r"^об?\s+(?:утверждении|внесении|организации|реализации)\b", re.IGNORECASE
)
MONTH_NAMES = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр",
               "октябр", "ноябр", "декабр")  # fmt: skip
DAY = re.compile(
    r"[«\"“]?\s*(?P<day>\d{1,2})\s*[»\"”]?\s*[.\s]\s*(?P<month>\d{1,2}|[а-я]{3,9})\s*[.\s]\s*(?P<year>20\d\d|\d\d)(?!\d)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:№|\bN)\s*(?P<number>\d[\w/.-]*)", re.IGNORECASE)
UNFINISHED = re.compile(
    r"(?:\b(?:в|во|на|по|и|с|для|школ\w*|организаци\w*|учреждени\w*|город[ае]?|посел\w+"
    r"|управлени\w+|администраци\w+)|-)$",
    re.IGNORECASE,
)
# «Еловско-Таёжного района на 2022-2023 учебный год» goes on with the line above.
OF_PLACE = re.compile(
    r"^[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:ого|его|ой|ых|их)\s+(?:муниципальн\w+\s+|городск\w+\s+)?"
    r"(?:район|округ|город|област|кра[йя]|школ|сельск|поселени)"
)
PERIOD_LINE = re.compile(r"\bна\s+(?:период\s+)?20\d\d\b.*\bг", re.IGNORECASE)
HEAD_LINES = 40
LONGEST_TITLE = 600


def above_plan(items: Sequence[object]) -> list[Line]:
    """Return the lines above the first row of the plan."""
    lines: list[Line] = []
    for item in items:
        if not isinstance(item, Line):
            break
        lines.append(item)
    return lines


def read_title(lines: Sequence[Line]) -> str:
    """Return the title of the plan, joined from its lines; empty without one."""
    texts = [one_line(line.text) for line in lines]
    starts = [i for i, text in enumerate(texts) if _may_be_title(text)]
    if not starts:
        return _first_heading(lines)
    annexes = [i for i, text in enumerate(texts) if ANNEX.match(text)]
    after = [i for i in starts if annexes and i > annexes[-1]]
    start = (after or starts)[0]
    start = _with_lines_above(texts, start)
    title = texts[start]
    for text in texts[start + 1 : start + 8]:
        if not (_goes_on(text) or _ends_open(title, text)):
            break
        title = f"{title} {text}"
    return re.sub(r"\s+([.,])", r"\1", title).strip(" .")


def _may_be_title(text: str) -> bool:
    return (
        bool(SUBJECT.search(text))
        and len(text) <= LONGEST_TITLE
        and not SENTENCE.search(text)
        and not (APPROVED.search(text) and not SUBJECT.match(text))
        and not ANNEX.match(text)
        and not ORDER_WORD.match(text)
        and mark_of(text).part in ("", "section")
        and not re.match(r"^(?:в соответствии|во исполнение|с целью|на основании|\d+[.)]|цель|раздел)", text, re.IGNORECASE)
    )  # fmt: skip


def _with_lines_above(texts: Sequence[str], start: int) -> int:
    """Take «План мероприятий» above «(«дорожная карта»)» too."""
    while start and texts[start].startswith("(") and len(texts[start - 1]) < 120:
        start -= 1
    return start


def _goes_on(text: str) -> bool:
    if not text or len(text) > 300 or SENTENCE.search(text) or text.endswith(":"):
        return False
    if APPROVED.search(text) or ANNEX.match(text) or mark_of(text).part:
        return False
    first = text.lstrip('«"(')[:1]
    return (
        first.islower()
        or first.isdigit()
        or text.startswith(("(", "«"))
        or text.isupper()
    )


def _ends_open(title: str, text: str) -> bool:
    """Say whether a name or the years must follow: «… школах ⏎ Лесного района на 2022 год»."""
    names_period = PERIOD_LINE.search(text) and not re.search(r"\b20\d\d\b", title)
    is_open = bool(names_period or UNFINISHED.search(title)) and len(text) <= 150
    return is_open and not (
        APPROVED.search(text) or ANNEX.match(text) or SENTENCE.search(text) or mark_of(text).part
    )  # fmt: skip


def _first_heading(lines: Sequence[Line]) -> str:
    headings = [one_line(line.text) for line in lines if line.is_heading]
    return headings[0] if headings else ""


def read_approval(lines: Sequence[Line], title: str) -> Approval:
    """Return the grif or the order; empty when the document has neither."""
    texts = [text for line in lines[:HEAD_LINES] for text in line.text.split("\n")]
    texts = [one_line(text) for text in texts]
    grif = _grif(texts, title)
    order = next((t for t in texts if ORDER_WORD.match(t) and len(t) < 120), "")
    kept = grif or _order_lines(texts, order)
    if not kept:
        return Approval()
    whole = " ".join(kept)
    is_order = bool(ORDER_WORD.search(whole))
    day = _iso_day(whole)
    decree = ORDER_WORD.search(whole)
    number = NUMBER.search(whole, decree.end() if decree else 0)
    return Approval(
        lines=tuple(kept),
        kind="order" if is_order else "person",
        order_number=number["number"].rstrip(".") if is_order and number else "",
        order_date=day if is_order else "",
        signed_on="" if is_order else day,
    )


def _grif(texts: Sequence[str], title: str) -> list[str]:
    starts = [
        i
        for i, text in enumerate(texts)
        if (APPROVED.match(text) or ANNEX.match(text)) and len(text) < 300
    ]
    if not starts:
        return []
    # «Согласовано» often stands to the left of «Утверждаю», which decides.
    start = next((i for i in starts if DECIDED.match(texts[i])), starts[0])
    kept = [texts[start]]
    for text in texts[start + 1 : start + 10]:
        is_title = (bool(title) and title.startswith(text[:40])) or ABOUT.match(text)
        if (
            not text
            or is_title
            or len(text) > 160
            or SENTENCE.search(text)
            or _may_be_title(text)
        ):
            break
        kept.append(text)
    return kept


def _order_lines(texts: Sequence[str], order: str) -> list[str]:
    if not order:
        return []
    start = list(texts).index(order)
    kept = [order]
    for text in texts[start + 1 : start + 6]:
        if ABOUT.match(text) or len(text) > 120:
            break
        kept.append(text)
    return kept


def _iso_day(text: str) -> str:
    for found in DAY.finditer(text):
        month = _month(found["month"])
        year = int(found["year"])
        year += 2000 if year < 100 else 0
        try:
            return dt.date(year, month, int(found["day"])).isoformat()
        except ValueError:
            continue
    return ""


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    lower = text.casefold()
    # «мая» and «марта» begin alike.
    if lower in ("мая", "май", "мае"):
        return 5
    names = enumerate(MONTH_NAMES, start=1)
    return next((n for n, name in names if n != 5 and lower.startswith(name)), 0)
