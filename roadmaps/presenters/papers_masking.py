"""Takes names, telephones and mail addresses out of texts that everybody may read.

A word too many is hidden rather than a name too few.
"""

import re
from collections.abc import Iterable


SOMEBODY = "ответственное лицо"
MAIL_HIDDEN = "[адрес почты скрыт]"
PHONE_HIDDEN = "[телефон скрыт]"

MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")
_GAP = r"[\s\u00a0()‑–-]*"
PHONE = re.compile(
    # +7 (391) 234-56-78, 8-800-555-35-35, 89131234567
    rf"(?<![\d.])(?:\+\s?7|8)(?:{_GAP}\d){{10}}(?!\d)"
    # тел. 2-34-56, сот.: 123456, доб. 12
    r"|(?i:\b(?:тел(?:ефон\w*)?|сот|моб|факс|доб|т)\b\.?)\s*[:№]?\s*\+?\d[\d\s\u00a0()‑–-]*\d"
    # 234-56-78, 2-34-56
    r"|(?<![\d.-])\d{1,3}[‑–-]\d{2}[‑–-]\d{2}(?![\d-]|\.\d)"
)
_PART = r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]{2,})"
_SURNAME = rf"{_PART}(?:-{_PART})?(?![\w-])"
_INITIALS = r"[А-ЯЁ]\.\s*[А-ЯЁ]\."
# «Лесная А.П.», «А.П. Лесная», «директор А.П. Лесная».
SHORT_NAME = re.compile(
    rf"(?P<before>\b{_SURNAME}\s+)?{_INITIALS}(?P<after>\s*{_SURNAME}(?!\s*{_INITIALS}))?"
)
# «Лесная Анна Павловна», «Анне Павловне», «Петру Ильичу Полевому».
FULL_NAME = re.compile(
    rf"(?P<before>\b{_SURNAME}\s+)?[А-ЯЁ][а-яё]+\s+"
    r"[А-ЯЁ][а-яё]+(?:вич|ьич|кич|мич|вн|ичн)(?:а|у|ы|е|ем|ом|ой|ою)?(?!\w)"
    rf"(?P<after>\s+{_SURNAME})?"
)
# «Лесная А.» at the end of a list's item.
ONE_INITIAL = re.compile(rf"\b{_SURNAME}\s+[А-ЯЁ]\.(?=\s*(?:[,;)]|$))", re.MULTILINE)
# Words before or after a name that say a post or a body, in the forms of plans.
NOT_A_NAME = re.compile(
    r"(?:директор|начальник|методист|специалист|координатор|куратор|тьютор|педагог|"
    r"психолог|инспектор|консультант|эксперт|отдел|центр|совет)(?:а|у|ы|и|ов)?"
    r"|(?:руководител|заместител|учител|председател|представител)(?:ь|я|ю|и|ей)"
    r"|член(?:ы|а|ов)?|школ(?:а|ы)|групп(?:а|ы)|команд(?:а|ы)|администраци[яи]|"
    r"управлени[ея]|ответственн(?:ый|ая|ые)|рабочая|школьные|муниципальн(?:ый|ые)|"
    r"главный|ведущий|заведующ(?:ий|ая)",
    re.IGNORECASE,
)
SEVERAL = re.compile(rf"{SOMEBODY}(?:[\s,;]+(?:и\s+)?{SOMEBODY})+")


def without_contacts(text: str) -> str:
    """Return a text without telephones and mail addresses; they are never shown."""
    return PHONE.sub(PHONE_HIDDEN, MAIL.sub(MAIL_HIDDEN, text))


def without_names(text: str, names: Iterable[str] = ()) -> str:
    """Return a text in which nobody is named.

    `names` are people as the directory knows them; a name of one of the usual shapes
    is found without it.
    """
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, text)
    for pattern in (FULL_NAME, SHORT_NAME):
        text = pattern.sub(_hidden, text)
    text = ONE_INITIAL.sub(SOMEBODY, text)
    # «ответственное лицо» once where three people stood one after another.
    return SEVERAL.sub(SOMEBODY, text)


def _hidden(found: re.Match[str]) -> str:
    """Keep the post beside a name, and what stands on the next line."""
    before, after = found["before"] or "", found["after"] or ""
    is_post = NOT_A_NAME.fullmatch(before.strip()) is not None
    is_next = bool(before) and not is_post and "\n" in after
    kept_after = is_next or NOT_A_NAME.fullmatch(after.strip()) is not None
    return f"{before if is_post else ''}{SOMEBODY}{after if kept_after else ''}"
