"""What the heading of a column means, whatever words the municipality chose for it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from roadmaps.documents.model import Column
from roadmaps.documents.wording import compact, is_number, one_line
from schools.ingest.wording import normalise_words


# The earliest strong word of a heading names the column; weak words count only when
# there is no strong one. Compared without spaces: narrow columns break words anywhere.
STRONG: tuple[tuple[str, Column], ...] = (
    ("наименованиешкол", Column.NOTE),
    ("наименованиеоо", Column.NOTE),
    ("наименованиеоу", Column.NOTE),
    ("наименованиеорганиз", Column.NOTE),
    ("наименованиеобразоват", Column.NOTE),
    ("наименованиеучрежд", Column.NOTE),
    ("формаотчет", Column.DOCUMENT),
    ("формазаверш", Column.DOCUMENT),
    ("формапредставл", Column.DOCUMENT),
    ("мероприят", Column.TITLE),
    ("действи", Column.TITLE),
    ("срок", Column.TERM),
    ("период", Column.TERM),
    ("датапровед", Column.TERM),
    ("датыпровед", Column.TERM),
    ("датареал", Column.TERM),
    ("датавыполн", Column.TERM),
    ("датаисполн", Column.TERM),
    ("датаначала", Column.TERM),
    ("датаоконч", Column.TERM),
    ("времяпровед", Column.TERM),
    ("ответственн", Column.RESPONSIBLE),
    ("исполнител", Column.RESPONSIBLE),
    ("ктоотвеча", Column.RESPONSIBLE),
    ("ктопровод", Column.RESPONSIBLE),
    ("результат", Column.RESULT),
    ("документ", Column.DOCUMENT),
    ("отчетност", Column.DOCUMENT),
    ("формазаверш", Column.DOCUMENT),
    ("формапредставл", Column.DOCUMENT),
    ("показател", Column.INDICATOR),
    ("индикатор", Column.INDICATOR),
    ("критери", Column.INDICATOR),
    ("отметка", Column.NOTE),
    ("примечани", Column.NOTE),
    ("финансир", Column.NOTE),
    ("объемсредств", Column.NOTE),
    ("целеваяаудит", Column.NOTE),
    ("целеваягрупп", Column.NOTE),
    ("категори", Column.NOTE),
)
WEAK: tuple[tuple[str, Column], ...] = (
    ("этап", Column.SECTION),
    ("направлени", Column.SECTION),
    ("раздел", Column.SECTION),
    ("блок", Column.SECTION),
    ("трек", Column.SECTION),
    ("модуль", Column.SECTION),
    ("видработ", Column.TITLE),
    ("видыработ", Column.TITLE),
    ("виддеятельн", Column.TITLE),
    ("видыдеятельн", Column.TITLE),
    ("комплексмер", Column.TITLE),
    ("меры", Column.TITLE),
    ("шаг", Column.TITLE),
    ("задач", Column.SECTION),
    ("целевоезначен", Column.TARGET),
    ("плановоезначен", Column.TARGET),
    ("значени", Column.TARGET),
    ("дата", Column.TERM),
    ("даты", Column.TERM),
    ("время", Column.TERM),
    ("когда", Column.TERM),
    ("месяц", Column.TERM),
    ("график", Column.TERM),
    ("подтвержд", Column.DOCUMENT),
    ("эффект", Column.RESULT),
    ("выход", Column.RESULT),
    ("продукт", Column.RESULT),
    ("итог", Column.RESULT),
    ("фамили", Column.NOTE),
    ("должност", Column.NOTE),
    ("телефон", Column.NOTE),
    ("место", Column.NOTE),
    ("участник", Column.NOTE),
    ("форма", Column.NOTE),
    ("единица", Column.NOTE),
    ("источник", Column.NOTE),
    ("уровень", Column.NOTE),
    ("объект", Column.NOTE),
    ("выполнен", Column.NOTE),
    ("статус", Column.NOTE),
    ("цель", Column.SECTION),
)
# Words that stand in headings of any column; they decide when nothing else does.
LAST: tuple[tuple[str, Column], ...] = (
    ("содержани", Column.TITLE),
    ("работ", Column.TITLE),
    ("деятельн", Column.TITLE),
    ("перечень", Column.TITLE),
    ("тема", Column.TITLE),
    ("наименовани", Column.TITLE),
    ("название", Column.TITLE),
    ("план", Column.TITLE),
)
# Whole words against which a misspelt one is compared.
SPELLINGS: tuple[tuple[str, Column], ...] = (
    ("мероприятия", Column.TITLE),
    ("мероприятие", Column.TITLE),
    ("сроки", Column.TERM),
    ("ответственный", Column.RESPONSIBLE),
    ("ответственные", Column.RESPONSIBLE),
    ("исполнитель", Column.RESPONSIBLE),
    ("исполнители", Column.RESPONSIBLE),
    ("результат", Column.RESULT),
    ("результаты", Column.RESULT),
    ("документы", Column.DOCUMENT),
    ("показатели", Column.INDICATOR),
    ("примечание", Column.NOTE),
)
# Lists of schools and people have names of things that no plan is made of.
OTHER_THINGS = re.compile(
    r"(?:полное|краткое)?(?:наименование|название|перечень|список)?(?:школ|оо$|оу$|общеобр"
    r"|образовательн(?:ая|ой|ые|ых)орг|образовательноеучр|организаци[ия]$|учреждени|муниципал"
    r"|фио|фамили|должност|телефон)"
)
NUMBER_HEADING = re.compile(
    r"^(?:(?:[№n#]|no|номер)+(?:пп|пункта?|плана|строки|мероприятия|раздела)*|пп)$"
)
LONGEST_HEADING = 140

YEAR = re.compile(r"^(?:за |на |в )?(20\d\d)(?:\s*-\s*(?:20)?\d\d)?\s*(?:(?:уч\w*\.?\s*)?г(?:\.|од\w*|г\.?)?)?$")  # fmt: skip
QUARTER = re.compile(
    r"^(?:[ivіl]{1,3}|iv|[1-4])(?:-?[йия])?\s*(?:кв\.?|квартал\w*)(?:\s*20\d\d.*)?$"
)
ROMAN_QUARTER = re.compile(r"^(?:i|ii|iii|iv|і|іі|ііі|іv)$")
HALF = re.compile(r"^(?:[i1і]|[i2іl]{1,2}|перв\w+|втор\w+)(?:-?[ео]е)?\s*(?:полугодие|п/г)(?:\s*20\d\d.*)?$")  # fmt: skip
MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр",
          "октябр", "ноябр", "декабр")  # fmt: skip
SHORT_MONTHS = "янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек"
MONTH = re.compile(
    rf"^(?:(?:{'|'.join(MONTHS[:4])}|май|мая|{'|'.join(MONTHS[5:])})[а-я]{{0,2}}"
    rf"|(?:{SHORT_MONTHS})\.?)(?:\s*20\d\d.*)?$"
)


@lru_cache(maxsize=4_000)
def heading_meaning(text: str) -> tuple[Column, float] | None:
    """Return what a heading means and how surely; None when the words say nothing."""
    heading = one_line(text)
    if not heading or len(heading) > LONGEST_HEADING or is_number(heading):
        return None
    tight = compact(heading)
    if tight and NUMBER_HEADING.match(tight.replace("/", "")):
        return Column.NUMBER, 1.0
    if milestone_label(heading):
        return Column.MILESTONE, 1.0
    strong = _earliest(tight, STRONG)
    if strong is not None:
        return strong, 1.0
    if OTHER_THINGS.match(tight):
        return Column.NOTE, 0.8
    weak = _earliest(tight, WEAK)
    if weak is not None:
        return weak, 0.8
    misspelt = _misspelt(heading)
    if misspelt is not None:
        return misspelt
    last = _earliest(tight, LAST)
    return (last, 0.8) if last is not None else None


def _earliest(tight: str, words: Sequence[tuple[str, Column]]) -> Column | None:
    places = [(tight.find(word), column) for word, column in words if word in tight]
    return min(places, key=lambda found: found[0])[1] if places else None


def _misspelt(heading: str) -> tuple[Column, float] | None:
    for word in re.findall(r"[а-я]{5,}", normalise_words(heading)):
        for spelling, column in SPELLINGS:
            close = SequenceMatcher(None, word, spelling).ratio()
            if abs(len(word) - len(spelling)) <= 2 and close >= 0.82:
                return column, 0.75
    return None


@lru_cache(maxsize=4_000)
def milestone_label(text: str) -> str:
    """Return the heading when it is a year, a quarter, a half-year or a month."""
    heading = one_line(text)
    plain = normalise_words(heading).strip(" .")
    if len(plain) > 30:
        return ""
    # «I» stays Latin in `normalise_words` unless the word is mixed.
    shapes = (YEAR, QUARTER, HALF, MONTH, ROMAN_QUARTER)
    return heading if any(shape.match(plain) for shape in shapes) else ""


def looks_like_header(row: Sequence[str]) -> bool:
    """Say whether the cells of a row are headings of a plan's columns."""
    filled = [text for text in row if text.strip()]
    if len(filled) < 2 or any(map(_is_row_number, filled)):
        return False
    if max(len(one_line(text)) for text in filled) > LONGEST_HEADING:
        return False
    found = [heading_meaning(text) for text in filled]
    labels = sum(1 for item in found if item and item[0] is Column.MILESTONE)
    known = {
        item[0]
        for item in found
        if item and (item[0] is not Column.MILESTONE or labels > 1)
    }
    if sum(item is not None for item in found) * 2 < len(filled):
        return False
    return _is_enough(known, sum(item is not None for item in found))


def is_other_header(row: Sequence[str]) -> bool:
    """Say whether a row heads a table that is no plan: «№ | Школа | Куратор»."""
    filled = [text for text in row if text.strip()]
    found = heading_meaning(filled[0]) if len(filled) > 1 else None
    return (
        found is not None
        and found[0] is Column.NUMBER
        and not any(map(_is_row_number, filled))
        and not looks_like_header(row)
    )


def _is_row_number(text: str) -> bool:
    return is_number(text.strip()) and not milestone_label(text)


def _is_enough(known: set[Column], cells: int) -> bool:
    """Say whether these meanings together can only be the headings of a plan."""
    telling = known - {Column.NOTE, Column.NUMBER}
    if Column.TITLE in known:
        others = {Column.TERM, Column.RESPONSIBLE, Column.MILESTONE, Column.RESULT, Column.DOCUMENT}  # fmt: skip
        is_dated = bool(known & {Column.TERM, Column.MILESTONE})
        return bool(known & others) and (is_dated or len(telling) > 2)
    if {Column.TERM, Column.RESPONSIBLE} <= known:
        return cells > 2
    if Column.INDICATOR in known and not known & {Column.TERM, Column.RESPONSIBLE}:
        # Targets of indicators by years.
        return False
    return Column.NUMBER in known and len(telling) >= 2 and bool(
        known & {Column.TERM, Column.RESPONSIBLE, Column.MILESTONE}
    )  # fmt: skip
