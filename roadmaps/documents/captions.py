"""Finds the headings of sections among the paragraphs above a table."""

import re
from collections.abc import Sequence

from roadmaps.documents.plan_rows import Line
from roadmaps.documents.section_marks import Mark, is_item, mark_of, split_items
from roadmaps.documents.wording import one_line


# Titles of the plan itself, and of the parts of a programme that hold it.
PLAN_TITLE = re.compile(r"дорожн\w+ карт|план\w* мероприятий|план-график|перечень мероприятий|комплекс\w* мер|сетевой график|план работы|утвержда|приложение|приказ", re.IGNORECASE)  # fmt: skip
LONGEST_CAPTION = 300
YEAR = re.compile(r"\b20\d\d\b")
# What is said about a section under its heading is not one more section.
SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.;]$")


def caption_marks(
    paragraphs: Sequence[Line], *, is_own_header: bool, is_next: bool
) -> list[Mark]:
    """Return sections, goals, tasks and results that stand right above a table.

    Parameters
    ----------
    paragraphs : sequence of Line
        Everything between the table before and this one.
    is_own_header : bool
        Whether the table has a heading row: then it may begin a section.
    is_next : bool
        Whether some of the plan has been read already.
    """
    run = _trailing_run(paragraphs, is_next=is_next and is_own_header)
    marks: list[Mark] = []
    part = ""
    for line in run:
        mark = mark_of(line.text)
        if part and is_item(line.text) and not mark.kind and mark.style != "roman":
            marks.extend(Mark(part, item) for item in split_items(line.text))
        elif mark.part == "section":
            part = ""
            marks.append(mark)
        elif mark.part:
            part = mark.part
            marks.extend(Mark(part, item) for item in split_items(mark.title))
        elif part:
            marks.append(Mark(part, mark.title))
        elif not marks or not SENTENCE.search(one_line(line.text)):
            marks.append(Mark("section", one_line(line.text), style="caption"))
    return _without_lists(marks)


def first_caption(paragraphs: Sequence[Line]) -> str:
    """Return what may be the heading of the first section: a line under the title.

    It is one only when the tables below have headings without numbers too.
    """
    if len(paragraphs) < 2:
        return ""
    text = one_line(paragraphs[-1].text)
    is_other = PLAN_TITLE.search(text) or YEAR.search(text) or is_item(text)
    is_long = len(text) > LONGEST_CAPTION / 2 or SENTENCE.search(text)
    return "" if is_other or is_long or mark_of(text).part else text


def _trailing_run(paragraphs: Sequence[Line], *, is_next: bool) -> list[Line]:
    """Return the paragraphs directly above the table that speak of a section."""
    run: list[Line] = []
    pending: list[Line] = []
    for line in reversed(paragraphs):
        text = one_line(line.text)
        mark = mark_of(text)
        if PLAN_TITLE.search(text) and mark.part not in (
            "goals",
            "tasks",
            "expected_results",
        ):
            break
        if mark.part:
            run[:0] = [line, *pending]
            pending = []
        elif (
            is_item(text)
            or (len(text) <= LONGEST_CAPTION and not run and not pending)
            or (
                len(text) <= LONGEST_CAPTION
                and is_item(one_line(pending[0].text) if pending else "")
            )
        ):
            pending.insert(0, line)
        else:
            break
    if not run and is_next and len(pending) == 1 and not is_item(pending[0].text):
        return pending
    return run


def _without_lists(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out neighbouring numbers of one depth: they are a list, not sections."""
    arabic = [i for i, mark in enumerate(marks) if mark.style.startswith("arabic")]
    listed = {
        i for i in arabic for j in arabic
        if abs(i - j) == 1 and marks[i].style == marks[j].style
    }  # fmt: skip
    return [mark for i, mark in enumerate(marks) if i not in listed]
