"""The words of term expressions: each is one letter of the grammar, and a value.

The letters are what `tokens`, `signs` and `phrases` write their patterns in:

m month, z «месяц», q квартал, h полугодие, x четверть or триместр, g год, j лет,
u учебный, w неделя, a день, l декада, p половина, b начало/середина/конец,
s season, v каникулы, o ordinal, d number, c adjective of time («текущий»),
D до, P по, S с, K к, V в/на/за, Q через, I и, N не, J реже/менее, M более,
L позднее, Z ранее, T раз, E ежегодно…, X каждый, A постоянно, F весь,
C течение, O период/срок, # число, W any other word (its value is its sign).
"""

import re
from functools import lru_cache

from roadmaps.terms.slips import nearest_month


Word = tuple[str, object]

_UNKNOWN: Word = ("W", None)
_LONGEST = 32

_MONTH_STEMS = {
    "январ": 1, "феврал": 2, "апрел": 4, "июн": 6, "июл": 7,
    "сентябр": 9, "октябр": 10, "ноябр": 11, "декабр": 12,
}  # fmt: skip
_MONTH_SHORT = {
    "янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "мае": 5,
    "маю": 5, "маем": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9, "окт": 10,
    "нояб": 11, "ноя": 11, "нбр": 11, "дек": 12, "сентяб": 9, "октяб": 10, "декаб": 12,
}  # fmt: skip


def _months() -> dict[str, int]:
    """Give every form of every month."""
    soft = ("ь", "я", "е", "ю", "ем", "и", "ям", "ями", "ях", "ей")
    hard = ("", "а", "е", "у", "ом", "ы", "ам")
    forms = {s + e: n for s, n in _MONTH_STEMS.items() for e in soft}
    forms |= {s + e: n for s, n in (("март", 3), ("август", 8)) for e in hard}
    return forms | _MONTH_SHORT


MONTHS = _months()

_NUMBERS = {
    1: "один одного одна одну одной одно одному одним разового",
    2: "два двух две двум двумя пару пара", 3: "три трех трем тремя",
    4: "четыре четырех четырем", 5: "пять пяти пятью", 6: "шесть шести",
    7: "семь семи", 8: "восемь восьми", 9: "девять девяти", 10: "десять десяти",
    12: "двенадцать двенадцати", 15: "пятнадцать пятнадцати", 20: "двадцать двадцати",
    30: "тридцать тридцати",
}  # fmt: skip

_EXACT_GROUPS: dict[tuple[str, object], str] = {
    ("D", None): "до",
    ("P", None): "по",
    ("S", None): "с со",
    ("K", None): "к ко",
    ("V", None): "в во на",
    ("V", "за"): "за",
    ("Q", None): "через спустя",
    ("I", None): "и или либо",
    ("N", None): "не",
    ("J", None): "реже менее меньше",
    ("M", None): "более больше чаще",
    ("L", None): "позднее позже поздней позжее",
    ("Z", None): "ранее раньше",
    ("O", None): "время времени",
    ("T", None): "раз раза разу разов разы разом р",
    ("T", 1): "однократно единожды разово единоразово",
    ("T", 2): "дважды двукратно",
    ("T", 3): "трижды трехкратно",
    ("F", None): "весь всего всей всю всем все вся",
    ("C", None): "течение течении теченние течени теч протяжение протяжении течениие",
    ("C", "glued"): "втечение втечении напротяжении",
    ("u", None): "уч учеб учебный учебного учебному учебном учебным",
    ("g", None): "г гг год года году годы годов годах годом годами",
    ("j", None): "лет",
    ("q", None): "кв квл кварт",
    ("q", "кв"): "кв-л кв-ла кв-ле",
    ("h", None): "п/г полуг полгода полугода пг",
    ("x", 4): "четверть четверти четвертью четвертей четв",
    ("z", None): "мес",
    ("w", None): "нед",
    ("a", None): "день дня дней дни дню днем дн днями сутки суток",
    ("b", "begin"): "начало начала начале началу началом нач",
    ("b", "middle"): "середина середины середине середину середке",
    ("b", "end"): "конец конца конце концу концом кон",
    ("s", 12): "зима зимы зиме зиму зимой зимою",
    ("s", 3): "весна весны весне весну весной весною",
    ("s", 6): "лето лета лету летом лете",
    ("s", 9): "осень осени осенью",
    ("#", None): "число числа числе числу",
    ("#", "many"): "числах чисел",
    ("c", None): "этого этом этот сего",
    ("E", "month"): "помесячно месяцам ежемесяно ежемесячо",
    ("E", "quarter"): "поквартально кварталам ежекварально ежеквартаьно",
    ("E", "half_year"): "полугодиям ежеполугодно",
    ("E", "term"): "четвертям триместрам",
    ("E", "week"): "неделям понедельно",
    ("E", "year"): "ежегоно ежегдно",
    ("W", "plan"): "план плана плану планом планов планам планами плане планах",
    ("W", "ref"): "сроки сроков срокам сроками сроках",
    ("W", "after"): "после",
    ("W", "before"): "перед накануне",
    ("W", "accord"): "согласно соответственно",
    ("W", "measure"): "мере",
    ("W", "during"): "ходе рамках",
    ("W", "when"): "при момента момент",
    ("W", "vpr"): "впр",
    ("W", "exam"): "гиа егэ огэ гвэ",
    (
        "W",
        "at_once",
    ): "незамедлительно немедленно сразу безотлагательно срочно оперативно",
    ("W", "onward"): "далее настоящее",
    ("W", "since"): "начиная",
    ("W", "none"): "б/д б/н н/д нет",
    ("W", "law"): "от",
    ("W", "state"): "состоянию",
}

# A stem counts when the word begins with it.
_STEMS: tuple[tuple[str, str, object], ...] = (
    # Before «втор», which is «второй».
    ("понедельник", "W", "weekday"),
    ("вторник", "W", "weekday"),
    ("четверг", "W", "weekday"),
    ("пятниц", "W", "weekday"),
    ("суббот", "W", "weekday"),
    ("учебн", "u", None),
    ("квартал", "q", None),
    ("полугод", "h", None),
    ("триместр", "x", 3),
    ("месяц", "z", None),
    ("недел", "w", None),
    ("декад", "l", None),
    ("половин", "p", None),
    ("каникул", "v", None),
    ("ежегод", "E", "year"),
    ("ежекварт", "E", "quarter"),
    ("ежемес", "E", "month"),
    ("еженед", "E", "week"),
    ("ежеднев", "E", "day"),
    ("кажд", "X", None),
    ("постоян", "A", None),
    ("систематич", "A", None),
    ("регулярн", "A", None),
    ("непрерывн", "A", None),
    ("круглогод", "A", None),
    ("бессрочн", "A", None),
    ("период", "O", None),
    ("срок", "O", None),
    ("зимн", "s", 12),
    ("весенн", "s", 3),
    ("летне", "s", 6),
    ("летни", "s", 6),
    ("осенн", "s", 9),
    ("перв", "o", 1),
    ("двадцат", "o", 20),
    ("десят", "o", 10),
    ("втор", "o", 2),
    ("трет", "o", 3),
    ("четверт", "o", 4),
    ("последн", "o", -1),
    ("текущ", "c", None),
    ("соответствующ", "c", None),
    ("следующ", "c", "next"),
    ("последующ", "c", "next"),
    ("очередн", "c", None),
    ("отчетн", "c", "reported"),
    ("календарн", "c", None),
    ("нынешн", "c", None),
    ("предстоящ", "c", None),
    ("рабоч", "c", "working"),
    ("новог", "c", None),
    ("новом", "c", None),
    ("соответств", "W", "accord"),
    ("график", "W", "ref"),
    ("расписани", "W", "ref"),
    ("циклограмм", "W", "ref"),
    ("регламент", "W", "ref"),
    ("календар", "W", "plan"),
    ("сетевог", "W", "ref"),
    ("медиаплан", "W", "plan"),
    ("приказ", "W", "paper"),
    ("распоряжени", "W", "paper"),
    ("постановлени", "W", "paper"),
    ("письм", "W", "paper"),
    ("положени", "W", "paper"),
    ("порядк", "W", "paper"),
    ("договоренн", "W", "agree"),
    ("договор", "W", "paper"),
    ("соглашени", "W", "paper"),
    ("решени", "W", "paper"),
    ("карт", "W", "paper"),
    ("согласован", "W", "agree"),
    ("запрос", "W", "request"),
    ("заявк", "W", "request"),
    ("заявлени", "W", "request"),
    ("обращени", "W", "request"),
    ("приглашени", "W", "request"),
    ("требовани", "W", "request"),
    ("необходимост", "W", "need"),
    ("надобност", "W", "need"),
    ("потребност", "W", "need"),
    ("востребован", "W", "need"),
    ("готовност", "W", "need"),
    ("поступлени", "W", "event"),
    ("возникновен", "W", "event"),
    ("выявлени", "W", "event"),
    ("наличи", "W", "event"),
    ("факт", "W", "event"),
    ("итог", "W", "results"),
    ("результат", "W", "results"),
    ("окончани", "W", "ending"),
    ("завершени", "W", "ending"),
    ("истечени", "W", "ending"),
    ("реализ", "W", "plan_run"),
    ("действи", "W", "plan_run"),
    ("сопровожден", "W", "plan_run"),
    ("проект", "W", "plan_run"),
    ("программ", "W", "plan_run"),
)  # fmt: skip
_WEEKDAYS = "среду среды средам среда"
_OFFSET_WORD = re.compile(
    r"(?!еже)[а-я]*(?:дневн|недельн|месячн|суточн)(?:ый|ой|ого|ому|ом|ая|ую|ые|ых)"
)
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
    "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip


def _exact() -> dict[str, Word]:
    """Give the words that are known letter by letter."""
    words: dict[str, Word] = {form: ("m", n) for form, n in MONTHS.items()}
    for number, forms in _NUMBERS.items():
        words |= dict.fromkeys(forms.split(), ("d", number))
    for word, forms in _EXACT_GROUPS.items():
        words |= dict.fromkeys(forms.split(), word)
    words |= dict.fromkeys(_WEEKDAYS.split(), ("W", "weekday"))
    return words | {form: ("r", n) for form, n in _ROMAN.items()}


_EXACT = _exact()
_STEM = re.compile("|".join(f"({stem})" for stem, _, _ in _STEMS))


def exact_code(word: str) -> str:
    """Give the letter of a word that is known letter by letter, or nothing."""
    return _EXACT.get(word, ("", None))[0]


def is_known(word: str) -> bool:
    """Say whether a word is one of the grammar's own, slips of the pen apart."""
    return word in _EXACT or _STEM.match(word) is not None


@lru_cache(maxsize=8192)
def look_up(word: str) -> Word:
    """Give the letter and the value of a word in lower case."""
    if len(word) > _LONGEST:
        return _UNKNOWN
    exact = _EXACT.get(word)
    if exact is not None:
        return exact
    if _OFFSET_WORD.fullmatch(word):
        return "W", "offset"
    stem = _STEM.match(word)
    if stem is not None:
        _, code, value = _STEMS[(stem.lastindex or 1) - 1]
        return code, value
    month = nearest_month(word)
    return ("m", month) if month else _UNKNOWN
