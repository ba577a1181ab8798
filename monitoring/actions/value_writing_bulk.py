"""Many cells of one indicator at once, with the same history as one by one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from monitoring.actions.value_writing import cell_of, plain_cell
from monitoring.counting import Cell
from monitoring.enums import CellState
from monitoring.models import Value, ValueChange, WindowIndicator, WindowSchool
from schools.models import User


BATCH = 2_000
WRITTEN = (
    *("state", "numerator", "denominator", "text", "comment", "detail"),
    *("evidence_address", "revision", "updated_at", "updated_by"),
)


@dataclass(frozen=True)
class Written:
    """A cell that the portal has found out, and how."""

    cell: Cell
    detail: dict[str, Any] = field(default_factory=dict)
    evidence_address: str = ""


@transaction.atomic
def write_values(
    *,
    window_indicator: WindowIndicator,
    cells: Mapping[int | None, Written],
    user: User | None,
    now: dt.datetime,
    reason: str = "",
) -> int:
    """Write cells by key of the window's school, None for the municipality's own.

    Return how many cells came to say something else; how they came about may be
    written anew without that. Four queries and as many as there are batches. Who
    calls this holds the window's lock and marks its figures as stale.
    """
    held = Value.objects.select_for_update().filter(window_indicator=window_indicator)
    # Any order but the usual one, which joins tables that cannot be locked.
    rows = {row.window_school_id: row for row in held.order_by("pk")}
    new: list[Value] = []
    kept: list[Value] = []
    changed: list[tuple[Value, Cell, Cell]] = []
    for key, written in cells.items():
        row = rows.get(key)
        before = cell_of(row)
        if row is not None and _is_same(row, before, written):
            continue
        is_new = row is None
        row = row or Value(
            window_id=window_indicator.window_id,
            window_indicator=window_indicator,
            window_school_id=key,
        )
        _fill(row, written, user, now)
        (new if is_new else kept).append(row)
        if before != written.cell:
            changed.append((row, before, written.cell))
    Value.objects.bulk_create(new, batch_size=BATCH)
    Value.objects.bulk_update(kept, WRITTEN, batch_size=BATCH)
    _remember(changed, user, now, reason)
    return len(changed)


def _is_same(row: Value, before: Cell, written: Written) -> bool:
    return (
        before == written.cell
        and row.detail == written.detail
        and row.evidence_address == written.evidence_address
    )


def _fill(row: Value, written: Written, user: User | None, now: dt.datetime) -> None:
    cell = written.cell
    row.state = CellState(cell.state)
    row.numerator, row.denominator = cell.numerator, cell.denominator
    row.text, row.comment = cell.text, cell.comment
    row.detail, row.evidence_address = written.detail, written.evidence_address
    row.revision += 1
    row.updated_at, row.updated_by = now, user


def _remember(
    changed: list[tuple[Value, Cell, Cell]],
    user: User | None,
    now: dt.datetime,
    reason: str,
) -> None:
    keys = {row.window_school_id for row, _before, _after in changed}
    accepted = set(
        WindowSchool.objects.filter(
            pk__in=keys - {None}, decided_at__isnull=False
        ).values_list("pk", flat=True)
    )
    ValueChange.objects.bulk_create(
        [
            ValueChange(
                value=row,
                at=now,
                by=user,
                before=plain_cell(before),
                after=plain_cell(after),
                reason=reason,
                is_after_acceptance=row.window_school_id in accepted,
            )
            for row, before, after in changed
        ],
        batch_size=BATCH,
    )
