"""What a pasted block or a returned workbook would change, before it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.counting.numbers import UnreadableError
from monitoring.counting.typed import TypedCell, as_typed, understood
from monitoring.presenters.cell_words import cell_words
from monitoring.queries.forms import FormRow, Sheet


@dataclass(frozen=True)
class Proposed:
    """A row as it would be: fields to be sent, and both contents in words."""

    key: int
    code: str
    title: str
    before: str
    after: str
    typed: TypedCell
    link: str
    revision: int
    comment: str = ""
    error: str = ""
    is_stale: bool = False


@dataclass
class Preview:
    """All rows of a block: those that change, those that cannot, how many stay."""

    changes: list[Proposed] = field(default_factory=list)
    refused: list[Proposed] = field(default_factory=list)
    same: int = 0
    left_out: tuple[tuple[str, str], ...] = ()


def preview(
    sheet: Sheet,
    cells: Mapping[int, TypedCell],
    *,
    links: Mapping[int, str] | None = None,
    revisions: Mapping[int, int] | None = None,
    left_out: tuple[tuple[str, str], ...] = (),
) -> Preview:
    """Return what would become of each row; nothing is written.

    Links and revisions come with a workbook; a pasted block is about what stands in
    the form now and leaves links as they are.
    """
    found = Preview(left_out=left_out)
    for row in sheet.rows:
        if row.key not in cells:
            continue
        link = row.value.evidence_address if row.value else ""
        revision = row.revision if revisions is None else revisions[row.key]
        typed = cells[row.key]
        if links is None and not typed.comment:
            typed = TypedCell(
                typed.value, typed.denominator, typed.state, row.cell.comment
            )
        _place(found, row, typed, link if links is None else links[row.key], revision)
    return found


def _place(
    found: Preview, row: FormRow, typed: TypedCell, link: str, revision: int
) -> None:
    unit = row.version.unit
    try:
        cell = understood(row.kind, typed)
        held = row.value.evidence_address if row.value else ""
        if cell == row.cell and link == held:
            found.same += 1
            return
        typed, after, error = as_typed(row.kind, cell), "", ""
        after = cell_words(row.kind, cell, unit)
    except UnreadableError as refusal:
        after = " из ".join(filter(None, (typed.value, typed.denominator)))
        error = str(refusal)
    item = Proposed(
        key=row.key,
        code=row.code,
        title=row.version.short_title,
        before=cell_words(row.kind, row.cell, unit),
        after=after,
        typed=typed,
        link=link,
        revision=revision,
        comment=typed.comment if typed.comment != row.cell.comment else "",
        error=error,
        is_stale=revision != row.revision,
    )
    (found.refused if error else found.changes).append(item)
