"""Splits a cell of responsible parties into single ones and says what each is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from roadmaps.documents.content import ABBREVIATION, INITIALS, PERSON
from roadmaps.documents.model import Party
from roadmaps.documents.wording import BULLET, clean
from schools.ingest.wording import normalise_words, squeeze


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
SEPARATORS = re.compile(r"[,;/]|\n")
SHELTERS = {"«": "»", "(": ")", "„": "“", "“": "”"}
AND = re.compile(r"\s+и\s+")
DEFINITION = re.compile(
    r"\(\s*далее\s*[-–—:]?\s*(?:именуем\w+\s+)?[«\"]?([^)»\"]+)[»\"]?\s*\)"
)
AGREED = re.compile(r"\(?\s*по согласованию\s*\)?", re.IGNORECASE)


class PartySplitter:
    """Splits by what the whole document calls its parties.

    A cell «муниципальный координатор школьные команды» has no sign between the two;
    other rows of the same plan name each of them alone.
    """

    def __init__(self, texts: Iterable[str], abbreviations: Mapping[str, str]) -> None:
        self._abbreviations = {normalise_words(k): v for k, v in abbreviations.items()}
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(
                {normalise_words(piece) for piece in _by_signs(text, frozenset())}
            )
        names = {
            name for name in counts if 1 < len(name) <= 80 and not _may_be_two(name)
        }
        self._known = frozenset(names)
        # A text that others divide is no name: «куратор 500+ муниципальный координатор».
        self._known = frozenset(name for name in names if len(self._divided(name)) == 1)

    def split(self, text: str) -> tuple[Party, ...]:
        """Return the parties of one cell in their order, without repeating one."""
        found: dict[str, Party] = {}
        for piece in _by_signs(text, self._known):
            for single in self._by_names(piece):
                party = self._party(single)
                if party is not None:
                    found.setdefault(normalise_words(party.text), party)
        return tuple(found.values())

    def _by_names(self, piece: str) -> list[str]:
        """Split where a party that the document knows stands beside another."""
        return [piece] if self._is_known(piece) else self._divided(piece)

    def _divided(self, piece: str) -> list[str]:
        words = piece.split()
        if len(words) < 2:
            return [piece]
        for cut in range(len(words) - 1, 0, -1):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if _depth(head):
                continue
            if self._is_party(head) and self._opens_party(tail):
                return [head, *self._by_names(tail)]
        for cut in range(1, len(words)):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if (
                not _depth(head)
                and self._is_known(tail)
                and _is_role(tail)
                and not _is_genitive(tail)
                and _is_role(head)
                and not _needs_more(head)
            ):
                return [*self._by_names(head), tail]
        return [piece]

    def _is_known(self, text: str) -> bool:
        return normalise_words(text) in self._known

    def _is_party(self, text: str) -> bool:
        plain = normalise_words(text)
        return plain in self._known or plain in self._abbreviations

    def _opens_party(self, text: str) -> bool:
        """Say whether the text begins as a new party does, in the nominative."""
        if self._is_known(text):
            return not _is_genitive(text)
        first = text.split()[0]
        if _is_genitive(text):
            return False
        return first[0].isupper() and (
            _is_role(text) or bool(PERSON.match(text)) or _is_body(first)
        )

    def _party(self, text: str) -> Party | None:
        note = "по согласованию" if AGREED.search(text) else ""
        plain = _without_last_dot(text.strip(" ,;:-–—"))
        bare = _without_last_dot(squeeze(AGREED.sub(" ", plain)).strip(" .,;:-–—"))
        if not re.search(r"\w", bare):
            return None
        definition = DEFINITION.search(bare)
        full = squeeze(DEFINITION.sub("", bare)) if definition else ""
        expanded = full or self._expanded(bare)
        return Party(text=plain, kind=kind_of(bare), expanded=expanded, note=note)

    def _expanded(self, text: str) -> str:
        whole = self._abbreviations.get(normalise_words(text), "")
        if whole:
            return whole
        for word in re.findall(r"[\w+]+", text):
            full = self._abbreviations.get(normalise_words(word), "")
            if full:
                return text.replace(word, full)
        return ""


def _without_last_dot(text: str) -> str:
    return text if re.search(rf"{INITIALS}$", text) else text.rstrip(".")


def _may_be_two(name: str) -> bool:
    """Say whether a text names two parties side by side: a role twice."""
    stems = [
        stem
        for stem in ROLES + BODIES
        if re.search(rf"(?:^|\s){re.escape(stem)}", name)
    ]
    heads = [w for w in name.split() if w.startswith(ADJECTIVES)]
    return len(heads) > 1 and len(stems) > 1


def _by_signs(text: str, known: frozenset[str]) -> list[str]:
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
    if last.endswith((",", ";", " и")) or _depth(last):
        return False
    first = line.lstrip(' «"(')[:1]
    if line.startswith("(") or re.search(
        r"\b(?:по|и|или|в|на|с|за|для|от|при|г\.)$", last
    ):
        return False
    if (
        PERSON.match(line)
        and _is_role(last)
        and not _is_role(line)
        and not PERSON.search(last)
    ):
        return False
    if normalise_words(line) in known or BULLET.match(line):
        return True
    if first.isupper() or first.isdigit():
        return not (_needs_more(last) and not line.isupper())
    return _is_role(line) and not _is_genitive(line)


def _needs_more(text: str) -> bool:
    """Say whether the text stops at an adjective: «муниципальный», «заместитель»."""
    last = text.split()[-1].casefold() if text.split() else ""
    return last.startswith(ADJECTIVES) or last in ("заместитель", "зам.", "заместители")


def _is_genitive(line: str) -> bool:
    """Say whether the first word only explains the one before: «директора школы»."""
    first = line.split()[0].casefold().strip(".,")
    return bool(re.search(r"(?:ого|его|ому|ания|ения|ации|тора|еля|иста|ого)$", first))


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
        if _depth(left) or not (_is_role(left) or _is_body(left)):
            continue
        first = right.split()[0] if right.split() else ""
        shares_noun = left.split()[-1].casefold().startswith(ADJECTIVES)
        if shares_noun or _is_genitive(right):
            continue
        is_party = _is_role(right) or _is_body(right)
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


def _depth(text: str) -> int:
    return sum((sign in SHELTERS) - (sign in SHELTERS.values()) for sign in text)


def _is_role(text: str) -> bool:
    words = normalise_words(text).lstrip('«"(').split()[:3]
    return any(word.startswith(ROLES) for word in words[:1]) or (
        bool(words)
        and words[0].startswith(ADJECTIVES)
        and any(w.startswith(ROLES + BODIES) for w in words[1:])
    )


def _is_body(text: str) -> bool:
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
    if _is_body(text) or any(word.startswith(BODIES) for word in words[:4]):
        return "organisation"
    return "person" if PERSON.search(text) else "unknown"
