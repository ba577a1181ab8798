"""Figures once more, school by school: what differs from those that are stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from monitoring.counting.cells import Cell, State
from monitoring.counting.sums import ALL, Sum, by_group, of_one
from monitoring.enums import FormState, Level
from monitoring.models import Rollup, Value, Window, WindowIndicator
from monitoring.queries.rollup_sums import is_settled, slot_of, stale_windows


PARTS = tuple(asdict(Sum()))


class Place(NamedTuple):
    """Which figure: everything that a stored row is found by."""

    territory_id: int
    year: int
    slot: str
    indicator_id: int
    group: str


def recomputed(window: Window) -> dict[Place, Sum]:
    """Return all figures of a window, made without one aggregate of the database."""
    schools = dict(window.window_schools.values_list("pk", "group"))
    accepted = set(
        window.window_schools.filter(state=FormState.ACCEPTED).values_list(
            "pk", flat=True
        )
    )
    cells: dict[int, dict[int | None, Cell]] = defaultdict(dict)
    for value in Value.objects.filter(window=window).iterator():
        cells[value.window_indicator_id][value.window_school_id] = Cell(
            State(value.state), value.numerator, value.denominator
        )
    found = {}
    for indicator in window.window_indicators.select_related("version"):
        given = cells[indicator.pk]
        for group, part in _sums(indicator, schools, given, accepted).items():
            place = Place(
                window.territory_id,
                window.year,
                slot_of(window),
                indicator.version.indicator_id,
                group,
            )
            found[place] = part
    return found


def differences() -> Iterator[dict[str, Any]]:
    """Compare every window that is not waiting for its calculation, then the regions."""
    stale = set(stale_windows().values_list("pk", flat=True))
    stale_slots = set()
    regions: dict[Place, Sum] = defaultdict(Sum)
    windows = Window.objects.filter(opened_at__isnull=False).select_related(
        "calendar", "territory"
    )
    for window in windows.order_by("pk"):
        region_id = window.territory.parent_id
        if window.pk in stale:
            stale_slots.add((region_id, window.year, slot_of(window)))
            continue
        found = recomputed(window)
        yield from _compared(found, Rollup.objects.filter(window=window))
        if region_id is not None:
            for place, part in found.items():
                regions[place._replace(territory_id=region_id)] += part
    yield from _compared_regions(regions, stale_slots)


def _sums(
    indicator: WindowIndicator,
    schools: dict[int, str],
    cells: dict[int | None, Cell],
    accepted: set[int],
) -> dict[str, Sum]:
    if indicator.version.level == Level.MUNICIPALITY:
        return {ALL: of_one(cell=cells.get(None), is_accepted=True)}
    counted = set(schools) if is_settled(indicator) else accepted
    of_schools = {key: cell for key, cell in cells.items() if key is not None}
    return by_group(schools=schools, cells=of_schools, accepted=counted)


def _compared_regions(
    wanted: dict[Place, Sum], stale: set[tuple[int | None, int, str]]
) -> Iterator[dict[str, Any]]:
    rows = Rollup.objects.filter(window__isnull=True, indicator__territory__isnull=True)
    common = set(
        Rollup.objects.filter(indicator__territory__isnull=True).values_list(
            "indicator_id", flat=True
        )
    )
    checked = {
        place: part
        for place, part in wanted.items()
        if place[:3] not in stale and place.indicator_id in common
    }
    kept = [row for row in rows if _place(row)[:3] not in stale]
    yield from _compared(checked, kept)


def _compared(
    wanted: dict[Place, Sum], rows: Iterable[Rollup]
) -> Iterator[dict[str, Any]]:
    stored = {_place(row): _sum(row) for row in rows}
    for place in sorted({*wanted, *stored}):
        expected, found = wanted.get(place), stored.get(place)
        if expected != found:
            yield {
                **place._asdict(),
                "stored": None if found is None else asdict(found),
                "recomputed": None if expected is None else asdict(expected),
            }


def _place(row: Rollup) -> Place:
    return Place(row.territory_id, row.year, row.slot, row.indicator_id, row.group)


def _sum(row: Rollup) -> Sum:
    return Sum(**{name: getattr(row, name) for name in PARTS})
