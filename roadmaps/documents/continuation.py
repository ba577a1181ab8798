"""Decides whether a row goes on with the activity above it, and takes leaks apart."""

import re

from roadmaps.documents.drafts import ActivityDraft
from roadmaps.documents.model import Column
from roadmaps.documents.plan_rows import PlanRow
from roadmaps.documents.section_marks import mark_of
from roadmaps.documents.wording import begins_lower, is_number, one_line


FINISHED = re.compile(r"[.!?»)]\s*$")
LEAK = re.compile(r"^(?P<tail>[а-яё][^.!?]*?[.;]?)(?:\n|\s+)(?P<own>[А-ЯЁ][а-яё]{2,}.*)$", re.DOTALL)  # fmt: skip


LINE_LEAK = re.compile(r"^[а-яё][^\n]{0,120}\n[А-ЯЁ][а-яё]")


def continues_row(row: PlanRow, last: ActivityDraft, *, is_numbered: bool) -> bool:
    """Say whether the row belongs to the activity `last`.

    A row goes on when the cell of the activity was merged over it, or when it has no
    number and no activity of its own: the page has cut the row in two.
    """
    titles = row.indexes(Column.TITLE)
    if titles and all(index in row.covered for index in titles):
        return True
    number = row.text(Column.NUMBER)
    if number and is_number(number.split("\n")[0]):
        return False
    title = row.text(Column.TITLE)
    if not title:
        return True
    if mark_of(title).kind and sum(map(bool, row.cells)) == 1:
        return False
    is_bare = not (_own(row, Column.TERM) and _own(row, Column.RESPONSIBLE))
    if begins_lower(title) and (row.is_first or is_bare):
        return True
    if row.is_first and not row.has_header:
        return is_numbered and is_bare and _is_open(last)
    return False


def _own(row: PlanRow, meaning: Column) -> bool:
    return any(
        row.cells[index] for index in row.indexes(meaning) if index not in row.covered
    )


def _is_open(last: ActivityDraft) -> bool:
    """Say whether the text above does not end as a sentence does."""
    return not FINISHED.search(one_line(last.text(Column.TITLE)))


def split_leak(last: ActivityDraft, draft: ActivityDraft, *, is_cut: bool) -> None:
    """Give back to the activity above the words that a page break put into the next.

    «7.2 | программы ⏎ Обеспечение подготовки…» after «7.1 … контроля образовательной»:
    the first words end the sentence above. Both activities get a doubt. `is_cut` says
    that the table was cut right above; elsewhere only a line of its own is a leak.
    """
    title = draft.text(Column.TITLE)
    if not is_cut and not LINE_LEAK.match(title):
        return
    if not draft.number or not begins_lower(title) or not _is_open(last):
        return
    moved = False
    for column in (Column.TITLE, Column.RESULT, Column.DOCUMENT):
        found = LEAK.match(draft.text(column))
        if not found or not last.text(column):
            continue
        last.append(column, one_line(found["tail"]), separator=" ")
        draft.texts[column] = found["own"].strip()
        moved = True
        for item in (last, draft):
            item.doubt(
                column.value,
                0.6,
                "Строки разделены по разрыву страницы: проверьте, где кончается"
                " одно мероприятие и начинается другое.",
            )
    if moved:
        last.refs.extend(ref for ref in draft.refs if ref not in last.refs)
