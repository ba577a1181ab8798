"""Settles headings without a number: a section of its own, or a remark to its rows."""

from collections.abc import Sequence

from roadmaps.documents.drafts import SectionDraft


PLAIN = "plain"
LABEL = "Подзаголовок"


def settle_subheadings(sections: Sequence[SectionDraft]) -> list[SectionDraft]:
    """Return the sections without headings that are none.

    A bare text inside numbered sections is a section when the plan has more of them;
    the only one of its kind stays as a remark to the activities under it. A bare text
    under which nothing stands (a footnote, a signature) is dropped.
    """
    kept = _without_empty_ends(sections)
    inner = [
        section for section in kept if section.style == PLAIN and section.level > 1
    ]
    if len(inner) != 1:
        return kept
    lone = inner[0]
    place = kept.index(lone)
    if lone.parts["tasks"] or lone.parts["goals"] or place == 0:
        return kept
    for activity in lone.activities:
        activity.notes.setdefault(LABEL, lone.title)
    kept[place - 1].activities.extend(lone.activities)
    kept[place - 1].refs.extend(lone.refs)
    return [section for section in kept if section is not lone]


def _without_empty_ends(sections: Sequence[SectionDraft]) -> list[SectionDraft]:
    kept = list(sections)
    following = 0
    for index in range(len(kept) - 1, -1, -1):
        section = kept[index]
        has_children = following > section.level
        says_something = any(section.parts.values())
        if section.style == PLAIN and not (
            section.activities or has_children or says_something
        ):
            del kept[index]
            continue
        following = section.level
    return kept
