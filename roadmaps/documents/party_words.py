"""The words that name roles, bodies and groups, and what a party is."""

import re

from roadmaps.documents.content import ABBREVIATION, PERSON
from schools.ingest.wording import normalise_words


ROLES = (
    "директор", "координатор", "куратор", "руководител", "заместител", "зам.", "замдиректор",
    "специалист", "методист", "учител", "педагог", "психолог", "логопед", "дефектолог",
    "начальник", "заведующ", "председател", "тьютор", "наставник", "воспитател", "секретар",
    "инспектор", "консультант", "эксперт", "завуч", "библиотекар", "представител", "член",
    "оператор", "глава", "главн", "ведущ",
)  # fmt: skip
BODIES = (
    "управлени", "отдел", "министерств", "комитет", "департамент", "центр", "институт",
    "учреждени", "организаци", "администраци", "групп", "команд", "совет", "комисси",
    "объединени", "орган", "служб", "сектор", "мбу", "мбоу", "мку", "маоу", "моу", "школ",
    "коллектив", "лицей", "гимнази", "кафедр", "штаб",
)  # fmt: skip
ADJECTIVES = ("муниципальн", "школьн", "городск", "районн", "рабоч", "региональн",
              "методическ", "социальн", "классн", "краев", "областн", "ответственн")  # fmt: skip
GROUP = re.compile(
    r"(?:^|\s)(?:вс[ех]\w* )?(?:школы?|оо|оу|обо|общеобразовательн\w+|образовательн\w+|руководител\w+|директор\w*)\b"
    r".*(?:шнор|шнсу|шнро|500\+|участни|в статус|низк)|^(?:все )?(?:оо|оу|школы|образовательные (?:организации|учреждения)|общеобразовательные организации)$"
)


def needs_more(text: str) -> bool:
    """Say whether the text stops at an adjective: «муниципальный», «заместитель»."""
    last = text.split()[-1].casefold() if text.split() else ""
    return last.startswith(ADJECTIVES) or last in ("заместитель", "зам.", "заместители")


def is_genitive(line: str) -> bool:
    """Say whether the first word only explains the one before: «директора школы»."""
    first = line.split()[0].casefold().strip(".,")
    return bool(re.search(r"(?:ого|его|ому|ания|ения|ации|тора|еля|иста|ого)$", first))


def is_role(text: str) -> bool:
    """Say whether the text begins with a role: «директор», «муниципальный координатор»."""
    words = normalise_words(text).lstrip('«"(').split()[:3]
    return any(word.startswith(ROLES) for word in words[:1]) or (
        bool(words)
        and words[0].startswith(ADJECTIVES)
        and any(w.startswith(ROLES + BODIES) for w in words[1:])
    )


def is_body(text: str) -> bool:
    """Say whether the text begins with a body: «отдел», «МБУ», an abbreviation."""
    words = text.lstrip('«"(').split()[:2]
    if not words:
        return False
    plain = normalise_words(words[0])
    return plain.startswith(BODIES) or bool(ABBREVIATION.match(words[0].strip(".,")))


def kind_of(text: str) -> str:
    """Return role, organisation, person, group or unknown."""
    plain = normalise_words(text)
    if GROUP.search(plain):
        return "group"
    words = re.findall(r"[\w.-]+", plain)
    has_role = any(word.startswith(ROLES) for word in words[:4])
    if PERSON.search(text) and not has_role:
        return "person"
    if has_role and not plain.startswith(BODIES):
        return "role"
    if is_body(text) or any(word.startswith(BODIES) for word in words[:4]):
        return "organisation"
    return "person" if PERSON.search(text) else "unknown"
