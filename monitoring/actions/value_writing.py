"""The one place that writes values: with their history, and with the window's mark."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from monitoring.counting import Cell
from monitoring.enums import CellState, FormState
from monitoring.models import (
    Value,
    ValueChange,
    Window,
    WindowIndicator,
    WindowSchool,
)
from monitoring.queries.cells import cell_of
from schools.models import User


_MOMENT = dt.timedelta(microseconds=1)


@transaction.atomic
def write_value(
    *,
    window_indicator: WindowIndicator,
    window_school: WindowSchool | None,
    cell: Cell,
    user: User | None,
    now: dt.datetime,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> tuple[Value, bool]:
    """Write a cell and its history; return the row and whether anything changed.

    Rights, locks and checks are the caller's: forms, site checks and calculations
    each have their own. What is written into an accepted form, or by the portal and
    the department themselves, makes the window's figures stale.
    """
    row, created = Value.objects.select_for_update().get_or_create(
        window_indicator=window_indicator,
        window_school=window_school,
        defaults={"window_id": window_indicator.window_id, "updated_at": now},
    )
    before = cell_of(row)
    changed = before != cell
    if not changed and (detail is None or detail == row.detail):
        return row, False
    row.state = CellState(cell.state)
    row.numerator, row.denominator = cell.numerator, cell.denominator
    row.text, row.comment = cell.text, cell.comment
    row.updated_at, row.updated_by = now, user
    row.revision += 1
    if detail is not None:
        row.detail = detail
    row.save()
    if changed:
        _remember(row, before, cell, user, now, reason)
    mark_if_counted(window_id=row.window_id, window_school=window_school, now=now)
    return row, changed or created


def mark_if_counted(
    *, window_id: int, window_school: WindowSchool | None, now: dt.datetime
) -> None:
    """Mark the window's figures as stale when the form counts in them already."""
    if window_school is None or window_school.state == FormState.ACCEPTED:
        mark_stale(window_id=window_id, now=now)


def mark_stale(*, window_id: int, now: dt.datetime) -> None:
    """Say that the figures of a window are older than its values.

    A calculation that began later may have ended before this value was written: the
    mark is never older than it, or the value would stay outside the figures.
    """
    after_last = Coalesce(F("rolled_up_at") + _MOMENT, now)
    Window.objects.filter(pk=window_id).update(changed_at=Greatest(after_last, now))


def _remember(
    row: Value,
    before: Cell,
    after: Cell,
    user: User | None,
    now: dt.datetime,
    reason: str,
) -> None:
    ValueChange.objects.create(
        value=row,
        at=now,
        by=user,
        before=plain_cell(before),
        after=plain_cell(after),
        reason=reason,
        is_after_acceptance=bool(row.window_school and row.window_school.decided_at),
    )


def plain_cell(cell: Cell) -> dict[str, Any]:
    """Return a cell as the history keeps it."""
    return {
        "state": str(cell.state),
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "text": cell.text,
        "comment": cell.comment,
    }
