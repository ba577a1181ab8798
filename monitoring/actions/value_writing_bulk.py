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


# A row with its cell before and after.
Change = tuple[Value, Cell, Cell]


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
    drafts = {
        key: rows.get(key)
        or Value(
            window_id=window_indicator.window_id,
            window_indicator=window_indicator,
            window_school_id=key,
        )
        for key in cells
    }
    changed = _write([(drafts[key], cells[key]) for key in cells], user, now)
    keys = {row.window_school_id for row, _before, _after in changed}
    accepted = set(
        WindowSchool.objects.filter(
            pk__in=keys - {None}, decided_at__isnull=False
        ).values_list("pk", flat=True)
    )
    _remember(changed, accepted, user, now, reason)
    return len(changed)


def write_school_values(
    *,
    window_school: WindowSchool,
    cells: Mapping[int, Written],
    user: User | None,
    now: dt.datetime,
    reason: str = "",
) -> int:
    """Write cells of one school by key of the window's indicator.

    Return how many cells came to say something else. Four queries. Who calls this
    holds the lock of the school's row in a transaction, and marks the window's figures as stale.
    """
    held = Value.objects.select_for_update().filter(
        window_school=window_school, window_indicator__in=list(cells)
    )
    rows = {row.window_indicator_id: row for row in held.order_by("pk")}
    drafts = {
        key: rows.get(key)
        or Value(
            window_id=window_school.window_id,
            window_indicator_id=key,
            window_school=window_school,
        )
        for key in cells
    }
    changed = _write([(drafts[key], cells[key]) for key in cells], user, now)
    accepted = {window_school.pk} if window_school.decided_at else set()
    _remember(changed, accepted, user, now, reason)
    return len(changed)


def _write(
    wanted: list[tuple[Value, Written]], user: User | None, now: dt.datetime
) -> list[Change]:
    """Save the rows that differ; return those whose cell says something else."""
    new: list[Value] = []
    kept: list[Value] = []
    changed: list[Change] = []
    for row, written in wanted:
        is_new = row.pk is None
        before = Cell() if is_new else cell_of(row)
        if not is_new and _is_same(row, before, written):
            continue
        _fill(row, written, user, now)
        (new if is_new else kept).append(row)
        if before != written.cell:
            changed.append((row, before, written.cell))
    if new:
        Value.objects.bulk_create(new, batch_size=BATCH)
    if kept:
        Value.objects.bulk_update(kept, WRITTEN, batch_size=BATCH)
    return changed


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
    changed: list[Change],
    accepted: set[int],
    user: User | None,
    now: dt.datetime,
    reason: str,
) -> None:
    """Write the history; `accepted` are the schools whose forms count already."""
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
