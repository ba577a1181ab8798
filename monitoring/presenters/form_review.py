"""A school's form as its coordinator reads it: values, last ones, targets, doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.counting import Cell
from monitoring.counting.gaps import Gap
from monitoring.counting.jumps import is_jump, stands_out
from monitoring.presenters.form_page import RowView, addresses_of, row_view
from monitoring.queries.cells import cell_of
from monitoring.queries.forms import FormRow, Sheet


@dataclass(frozen=True)
class Doubt:
    """Why a value is worth a look; a bar to acceptance or a hint."""

    words: str
    is_bar: bool = False


@dataclass(frozen=True)
class ReviewRow:
    """One row of the review."""

    view: RowView
    doubts: list[Doubt]
    is_value: bool


@dataclass
class ReviewGroup:
    """Rows under one heading, as one table."""

    title: str
    name: str
    rows: list[ReviewRow] = field(default_factory=list)

    @property
    def caption(self) -> str:
        """Return the caption of the table."""
        return f"Значения: {self.title or 'показатели'}"


def review_groups(
    sheet: Sheet, peers: Mapping[int, list[Cell]] | None = None
) -> list[ReviewGroup]:
    """Return the rows of a form; with values of peers also what is doubtful in them."""
    groups: list[ReviewGroup] = []
    addresses, last_window = addresses_of(sheet), sheet.last_window
    for row in sheet.rows:
        title = row.version.indicator.group
        if not groups or groups[-1].title != title:
            groups.append(ReviewGroup(title, f"values-{len(groups) + 1}"))
        groups[-1].rows.append(
            ReviewRow(
                view=row_view(row, addresses, was="", last_window=last_window),
                doubts=[] if peers is None else _doubts(row, peers.get(row.key, [])),
                is_value=row.cell.is_value,
            )
        )
    return groups


def _doubts(row: FormRow, peers: list[Cell]) -> list[Doubt]:
    found = []
    if Gap.EVIDENCE in row.gaps:
        found.append(Doubt("Нет подтверждения: принять нельзя.", is_bar=True))
    if is_jump(cell_of(row.previous), row.cell):
        found.append(Doubt("Резко отличается от прошлого раза."))
    if stands_out(row.cell, peers):
        found.append(
            Doubt("Сильно отличается от других школ: проверьте порядок числа.")
        )
    return found
