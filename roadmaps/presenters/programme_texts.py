"""Texts beside texts: what a version changed, what two schools' programmes share."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from roadmaps.comparison import (
    Change,
    ChangeKind,
    difference,
    fingerprint,
    shared_passages,
)
from roadmaps.models import ProgrammeVersion
from roadmaps.queries.programme_likeness import Likeness
from schools.templatetags.portal_format import percent


WORDS: dict[str, str] = {
    ChangeKind.CHANGED: "изменён",
    ChangeKind.ADDED: "добавлен",
    ChangeKind.REMOVED: "исключён",
    ChangeKind.MOVED: "переставлен",
    ChangeKind.RENUMBERED: "другой номер",
}
# More changes than a person reads on one page: the rest is counted.
MOST_CHANGES = 400
MOST_PASSAGES = 60


@dataclass(frozen=True)
class Compared:
    """What two versions differ in; `problem` says why they cannot be compared."""

    problem: str = ""
    summary: str = ""
    changes: Sequence[dict[str, Any]] = ()
    rest: int = 0


def compared(old: ProgrammeVersion, new: ProgrammeVersion) -> Compared:
    """Return the changes paragraph by paragraph, in the order of the new version."""
    for version in (old, new):
        if version.read_at is None:
            return Compared(
                f"Версия {version.number} ещё читается: обновите страницу через минуту."
            )
        if not version.paragraphs:
            return Compared(
                f"В файле версии {version.number} текст не выделяется (вероятно, это "
                "снимки страниц): сравнить его нельзя."
            )
    changes = difference(old.paragraphs, new.paragraphs)
    if not changes:
        return Compared(summary="Текст версий одинаков: отличается только оформление.")
    counts = Counter(change.kind for change in changes)
    summary = ", ".join(
        f"{word} – {counts[kind]}" for kind, word in WORDS.items() if counts[kind]
    )
    return Compared(
        summary=f"Абзацев: {summary}.",
        changes=[_change(change) for change in changes[:MOST_CHANGES]],
        rest=max(0, len(changes) - MOST_CHANGES),
    )


def likeness_rows(likenesses: Sequence[Likeness]) -> list[dict[str, str]]:
    """Return the other schools' programmes with the shares of common text."""
    return [
        {
            "key": str(likeness.version.pk),
            "school": likeness.version.programme.school.name,
            "title": likeness.version.programme.title,
            "url": reverse("programmes:detail", args=[likeness.version.programme_id]),
            "share": percent(likeness.share, 0),
        }
        for likeness in likenesses
    ]


def likeness_notice(version: ProgrammeVersion, likeness: Likeness) -> dict[str, str]:
    """Return the warning about the most alike programme of another school."""
    other = likeness.version.programme
    return {
        "text": (
            f"{other.school.name}, «{other.title}»: общего текста "
            f"{percent(likeness.share, 0)}. Прочитайте места рядом, прежде чем решать."
        ),
        "url": reverse(
            "programmes:similar", args=[version.programme_id, version.number]
        ),
    }


def passages(
    version: ProgrammeVersion, other: ProgrammeVersion, *, common: Collection[int]
) -> list[dict[str, Any]]:
    """Return the passages that both texts hold, the longest first.

    What many schools have filled in alike (`common`) is no copied passage.
    """
    shared = [
        passage
        for passage in shared_passages(version.paragraphs, other.paragraphs)
        if not _is_common(passage.a_text, common)
    ]
    longest = sorted(shared, key=lambda passage: (-passage.words, passage.a.paragraph))
    return [
        {
            "own": passage.a_text,
            "other": passage.b_text,
            "own_place": passage.a.paragraph + 1,
            "other_place": passage.b.paragraph + 1,
            "words": passage.words,
        }
        for passage in longest[:MOST_PASSAGES]
    ]


def _is_common(words: str, common: Collection[int]) -> bool:
    hashes = set(fingerprint([words]))
    return bool(hashes) and len(hashes.intersection(common)) * 2 >= len(hashes)


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "word": WORDS[change.kind],
        "old": change.old,
        "new": change.new,
        "old_place": None if change.old_place is None else change.old_place + 1,
        "new_place": None if change.new_place is None else change.new_place + 1,
    }
