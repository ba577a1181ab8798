"""Puts sections and activities together from the stream of lines and rows."""

from collections.abc import Sequence

from roadmaps.documents.activity_rows import (
    SIGNATURE,
    draft_of,
    is_lone_title,
    is_signature,
    join_row,
    number_of,
    repeat_ditto,
    take_number_out,
)
from roadmaps.documents.captions import caption_marks, first_caption
from roadmaps.documents.continuation import continues_row, split_leak
from roadmaps.documents.drafts import ActivityDraft, SectionDraft
from roadmaps.documents.model import Column, RowRef
from roadmaps.documents.numbering import is_section_number, restore_tens
from roadmaps.documents.plan_rows import Line, PlanRow
from roadmaps.documents.section_marks import (  # fmt: skip
    KINDS,
    Mark,
    is_item,
    mark_of,
    split_items,
    split_parts,
)
from roadmaps.documents.subheadings import settle_subheadings
from roadmaps.documents.wording import (
    is_number,
    one_line,
    plain_number,
    roman_value,
)


def assemble(items: Sequence[Line | PlanRow]) -> list[SectionDraft]:
    """Return the sections of the plan with their activities, in order."""
    assembler = _Assembler(items)
    return assembler.run()


class _Assembler:
    def __init__(self, items: Sequence[Line | PlanRow]) -> None:
        self._items = items
        self._rows = [item for item in items if isinstance(item, PlanRow)]
        self._numbers = [number_of(row) for row in self._rows]
        self._is_numbered = sum(map(bool, self._numbers)) * 2 >= len(self._rows)
        self._sections: list[SectionDraft] = [SectionDraft()]
        self._stack: list[str] = []
        self._part = ""
        self._is_list_open = False
        self._first_caption = ""
        self._paragraphs: list[Line] = []
        self._position = 0
        self._table = -1
        self._column_section = ""
        self._are_stages_numbered = _are_stages_numbered(self._rows)

    def run(self) -> list[SectionDraft]:
        for item in self._items:
            if isinstance(item, Line):
                self._take_line(item)
                continue
            self._flush(item)
            self._take_row(item)
            self._position += 1
        first, *others = self._sections
        if first.activities and any(s.style == "caption" for s in others):
            first.title = self._first_caption
        restore_tens([a for section in self._sections for a in section.activities])
        return settle_subheadings(
            [section for section in self._sections if not section.is_empty]
        )

    # --- lines ---------------------------------------------------------------

    def _take_line(self, line: Line) -> None:
        in_plan = line.ref is not None and line.ref.table == self._table
        upcoming = (
            self._position < len(self._rows)
            and line.ref is not None
            and (
                self._rows[self._position].ref.table == line.ref.table
                and _is_plan_line(self._rows[self._position], line)
            )
        )
        if line.ref is None or not (in_plan or upcoming):
            self._paragraphs.append(line)
            return
        self._flush_before_line(line)
        if SIGNATURE.search(line.text):
            return
        for text in split_parts(line.text):
            self._take_plan_line(text, line)
            self._is_list_open = text.rstrip().endswith((";", ":"))

    def _flush_before_line(self, line: Line) -> None:
        if self._paragraphs and line.ref is not None:
            self._table = line.ref.table
            self._use_captions(is_own_header=True)

    def _take_plan_line(self, text: str, line: Line) -> None:
        mark = mark_of(text)
        refs = [line.ref] if line.ref else []
        if self._part and is_item(text) and not mark.kind and mark.style != "roman":
            self._add_part(self._part, split_items(text) or [text], refs)
        elif mark.part == "section":
            self._open(mark, refs)
        elif mark.part:
            self._part = mark.part
            self._add_part(mark.part, split_items(mark.title), refs)
        elif self._part and (self._is_list_open or line.ref is None):
            self._add_part(self._part, [one_line(text)], refs)
        else:
            self._open(Mark("section", one_line(text), style="plain"), refs)

    def _add_part(
        self, part: str, items: Sequence[str], refs: Sequence[RowRef]
    ) -> None:
        self._sections[-1].parts[part].extend(item for item in items if item)
        self._sections[-1].part_refs.extend(refs)

    def _flush(self, row: PlanRow) -> None:
        """Use the paragraphs above a table when its first row comes."""
        if row.ref.table != self._table:
            self._table = row.ref.table
            self._use_captions(is_own_header=row.has_header)
        self._paragraphs.clear()

    def _use_captions(self, *, is_own_header: bool) -> None:
        is_next = len(self._sections) > 1 or bool(self._sections[-1].activities)
        if not is_next:
            self._first_caption = first_caption(self._paragraphs)
        for mark in caption_marks(
            self._paragraphs, is_own_header=is_own_header, is_next=is_next
        ):
            if mark.part == "section":
                self._open(mark, [])
            else:
                self._add_part(mark.part, [mark.title], [])
        self._paragraphs.clear()

    def _open(self, mark: Mark, refs: list[RowRef]) -> None:
        self._part = ""
        style = mark.style or "plain"
        while style in self._stack and self._stack[-1] != style:
            self._stack.pop()
        if style not in self._stack:
            self._drop_deeper(style)
            self._stack.append(style)
        self._sections.append(
            SectionDraft(
                number=mark.number,
                title=mark.title,
                level=len(self._stack),
                kind=mark.kind,
                style=style,
                refs=refs,
            )
        )

    def _drop_deeper(self, style: str) -> None:
        """A Roman number or a kind's word is never inside an Arabic one or a bare text."""
        if style == "caption":
            # A heading above a table of its own stands beside the one above another.
            while self._stack and self._stack[-1] not in KINDS:
                self._stack.pop()
            return
        if style.startswith("arabic") or style == "plain":
            while (
                self._stack
                and style < self._stack[-1]
                and self._stack[-1].startswith("arabic")
            ):
                if style == "plain":
                    break
                self._stack.pop()
            return
        while self._stack and (
            self._stack[-1].startswith("arabic") or self._stack[-1] == "plain"
        ):
            self._stack.pop()

    # --- rows ----------------------------------------------------------------

    def _take_row(self, row: PlanRow) -> None:
        self._follow_section_column(row)
        if self._is_section_row(row):
            self._open_numbered(row)
            return
        last = self._last_activity()
        if last is not None and continues_row(row, last, is_numbered=self._is_numbered):
            join_row(last, row)
            return
        title = row.text(Column.TITLE)
        if is_lone_title(row, title) and not number_of(row):
            for text in split_parts(title):
                self._take_plan_line(text, Line(text, row.ref))
            return
        if not is_signature(row):
            self._add_activity(row, last)

    def _add_activity(self, row: PlanRow, last: ActivityDraft | None) -> None:
        draft = draft_of(row)
        if not row.indexes(Column.NUMBER):
            take_number_out(draft)
        if self._are_stages_numbered:
            draft.number = ""
        if last is not None:
            repeat_ditto(draft, last)
            is_cut = row.is_first and not row.has_header
            split_leak(last, draft, is_cut=is_cut)
        self._sections[-1].activities.append(draft)
        self._part = ""

    def _last_activity(self) -> ActivityDraft | None:
        activities = self._sections[-1].activities
        return activities[-1] if activities else None

    def _follow_section_column(self, row: PlanRow) -> None:
        text = one_line(" ".join(row.text(Column.SECTION).split("\n")))
        if not text or text == self._column_section:
            return
        self._column_section = text
        mark = mark_of(text)
        if mark.part != "section":
            mark = Mark("section", text, style="column")
        number = mark.number
        if self._are_stages_numbered:
            number = plain_number(row.text(Column.NUMBER))
        self._open(Mark("section", mark.title, mark.kind, number, "column"), [row.ref])

    def _is_section_row(self, row: PlanRow) -> bool:
        """Say whether the row is «2 | Аналитическая работа» and nothing else."""
        filled = {
            column.meaning
            for column, text in zip(row.columns, row.cells, strict=True)
            if text
        }
        if filled != {Column.NUMBER, Column.TITLE}:
            return False
        number = row.text(Column.NUMBER)
        if not is_number(number):
            named = mark_of(f"{number}. {row.text(Column.TITLE)}")
            return bool(roman_value(number.strip(" ."))) or bool(named.kind)
        before = [a.number for s in self._sections for a in s.activities[-1:]]
        return is_section_number(
            self._position,
            self._numbers,
            self._rows,
            last=before[-1] if before else "",
        )

    def _open_numbered(self, row: PlanRow) -> None:
        number, title = (
            row.text(Column.NUMBER).strip(" ."),
            one_line(row.text(Column.TITLE)),
        )
        mark = mark_of(
            f"{number}. {title}" if is_number(number) else f"{number} {title}"
        )
        if roman_value(number):
            mark = Mark("section", title, "", number, "roman")
        elif mark.part != "section":
            mark = Mark("section", title, "", "", "plain")
        elif not mark.kind:
            mark = Mark("section", title, "", plain_number(number), mark.style)
        self._open(mark, [row.ref])


def _are_stages_numbered(rows: Sequence[PlanRow]) -> bool:
    """Say whether the numbers stand where stages begin, and nowhere else."""
    begins = [
        bool(row.text(Column.SECTION))
        and not any(i in row.covered for i in row.indexes(Column.SECTION))
        for row in rows
    ]
    numbered = [bool(number_of(row)) for row in rows]
    return any(begins) and not all(begins) and begins == numbered


def _is_plan_line(row: PlanRow, line: Line) -> bool:
    """Say whether the line stands between the heading of the table and its first row."""
    return line.is_after_header
