"""Figures made from values: whole windows, idempotent, never lost."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from monitoring.actions.value_writing import mark_stale
from monitoring.models import Rollup, Window
from monitoring.queries.figure_places import windows_of
from monitoring.queries.rollup_sums import (
    Line,
    region_lines,
    slot_of,
    stale_windows,
    window_lines,
)
from schools.actions.audit import record
from schools.models import Territory, User


_KEYS = ["territory", "year", "slot", "indicator", "group"]
_PARTS = [
    *("numerator", "denominator", "schools"),
    *("counted", "not_applicable", "no_data", "missing"),
]


@transaction.atomic
def roll_up_if_stale(*, window_id: int, now: dt.datetime) -> bool:
    """Calculate the figures of a window unless they are fresh; tell whether they were old.

    The claim is an update that looks at the marks again: a second worker waits here
    for the first one and finds nothing left to do. The moment is written before the
    values are read, so a value that comes meanwhile leaves the window stale.
    """
    if not stale_windows().filter(pk=window_id).update(rolled_up_at=now):
        return False
    _write(window_id, now)
    return True


@transaction.atomic
def roll_up(*, window: Window, now: dt.datetime) -> int:
    """Calculate the figures of a window in any case; return how many rows there are."""
    Window.objects.filter(pk=window.pk).update(rolled_up_at=now)
    return _write(window.pk, now)


@transaction.atomic
def ask_again(
    *, territory: Territory, year: int, user: User, now: dt.datetime
) -> list[int]:
    """Mark all windows of a place and a year as stale; return their keys."""
    keys = list(windows_of(territory=territory, year=year).values_list("pk", flat=True))
    for key in keys:
        mark_stale(window_id=key, now=now)
    record(
        actor=user,
        action="figures.recalculated",
        obj=territory,
        now=now,
        after={"year": year, "windows": len(keys)},
    )
    return keys


def _write(window_id: int, now: dt.datetime) -> int:
    window = Window.objects.select_related("calendar", "territory__parent").get(
        pk=window_id
    )
    rows = [
        _row(line, window.territory, window.year, window, now)
        for line in window_lines(window=window)
    ]
    _upsert(rows)
    keys = {(row.indicator_id, row.group) for row in rows}
    _drop(Rollup.objects.filter(window=window), keys)
    if window.territory.parent_id is not None:
        _write_region(window, now)
    return len(rows)


def _write_region(window: Window, now: dt.datetime) -> None:
    # Two municipalities that end at once add up one after the other: the second one
    # sees what the first has written.
    region = Territory.objects.select_for_update(no_key=True).get(
        pk=window.territory.parent_id
    )
    slot = slot_of(window)
    lines = list(region_lines(region=region, year=window.year, slot=slot))
    rows = [_row(line, region, window.year, window, now) for line in lines]
    for row in rows:
        row.window = None
    _upsert(rows)
    keys = {(row.indicator_id, row.group) for row in rows}
    mine = Rollup.objects.filter(territory=region, year=window.year, slot=slot)
    _drop(mine, keys)


def _row(
    line: Line, territory: Territory, year: int, window: Window, now: dt.datetime
) -> Rollup:
    return Rollup(
        territory=territory,
        window=window,
        indicator_id=line.indicator_id,
        version_id=line.version_id,
        year=year,
        slot=slot_of(window),
        phase=window.phase,
        group=line.group,
        calculated_at=now,
        **{name: getattr(line.sum, name) for name in _PARTS},
    )


def _upsert(rows: list[Rollup]) -> None:
    Rollup.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=_KEYS,
        update_fields=["window", "version", "phase", *_PARTS, "calculated_at"],
    )


def _drop(rows: Iterable[Rollup], keys: set[tuple[int, str]]) -> None:
    """Remove figures of what a window no longer asks for."""
    gone = [row.pk for row in rows if (row.indicator_id, row.group) not in keys]
    if gone:
        Rollup.objects.filter(pk__in=gone).delete()
