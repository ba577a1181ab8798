"""Splits a cell of responsible parties into single ones and says what each is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from roadmaps.documents.content import INITIALS, PERSON
from roadmaps.documents.model import Party
from roadmaps.documents.party_cuts import by_signs, open_depth
from roadmaps.documents.party_words import (
    ADJECTIVES,
    BODIES,
    ROLES,
    is_body,
    is_genitive,
    is_role,
    kind_of,
    needs_more,
)
from schools.ingest.wording import normalise_words, squeeze


DEFINITION = re.compile(
    r"\(\s*далее\s*[-–—:]?\s*(?:именуем\w+\s+)?[«\"]?([^)»\"]+)[»\"]?\s*\)"
)
AGREED = re.compile(r"\(?\s*по согласованию\s*\)?", re.IGNORECASE)


__all__ = ["PartySplitter", "kind_of"]


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
                {normalise_words(piece) for piece in by_signs(text, frozenset())}
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
        for piece in by_signs(text, self._known):
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
            if open_depth(head):
                continue
            if self._is_party(head) and self._opens_party(tail):
                return [head, *self._by_names(tail)]
        for cut in range(1, len(words)):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if (
                not open_depth(head)
                and self._is_known(tail)
                and is_role(tail)
                and not is_genitive(tail)
                and is_role(head)
                and not needs_more(head)
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
            return not is_genitive(text)
        first = text.split()[0]
        if is_genitive(text):
            return False
        return first[0].isupper() and (
            is_role(text) or bool(PERSON.match(text)) or is_body(first)
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
