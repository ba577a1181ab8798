"""What stands in a form: rows with their values, the last ones, and what is missing."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from monitoring.counting import Cell, State
from monitoring.counting.completeness import Completeness, completeness
from monitoring.counting.gaps import Gap, gaps_of
from monitoring.counting.typed import Kind
from monitoring.enums import CellState, FormState, Level, Source
from monitoring.models import (
    IndicatorVersion,
    Value,
    Window,
    WindowIndicator,
    WindowSchool,
)
from monitoring.queries.cells import cell_of
from monitoring.queries.indicators import targets_of
from monitoring.queries.locks import Lock, lock_of


# What a school writes itself, and what the department writes for all.
OF_SCHOOL = Q(version__source=Source.FORM) & ~Q(version__level=Level.MUNICIPALITY)
OF_OFFICE = Q(version__source=Source.OFFICE) | Q(
    version__source=Source.FORM, version__level=Level.MUNICIPALITY
)


@dataclass
class FormRow:
    """An indicator of a form with everything that is known of it."""

    asked: WindowIndicator
    value: Value | None = None
    previous: Value | None = None
    target: Decimal | None = None

    @property
    def key(self) -> int:
        """Return the key of the row on pages, in tables and in addresses."""
        return self.asked.pk

    @property
    def version(self) -> IndicatorVersion:
        """Return the wording that the window asks in."""
        return self.asked.version

    @property
    def code(self) -> str:
        """Return the indicator's code."""
        return self.asked.version.indicator.code

    @property
    def kind(self) -> Kind:
        """Return what is written."""
        return Kind(self.asked.version.kind)

    @property
    def cell(self) -> Cell:
        """Return what stands in the row."""
        return cell_of(self.value)

    @property
    def revision(self) -> int:
        """Return the number of the last write, 0 for none."""
        return self.value.revision if self.value else 0

    @property
    def has_evidence(self) -> bool:
        """Tell whether a link or a file stands beside the value."""
        value = self.value
        return bool(value and (value.evidence_address or value.evidence_file_id))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing before the form may be sent."""
        return gaps_of(
            self.cell,
            cell_of(self.previous),
            needs_evidence=self.version.needs_evidence,
            has_evidence=self.has_evidence,
        )


@dataclass
class Sheet:
    """A form: of a school, or of the municipality itself when there is no school."""

    window: Window
    form: WindowSchool | None
    rows: list[FormRow] = field(default_factory=list)

    @property
    def completeness(self) -> Completeness:
        """Count the cells by their state."""
        return completeness(row.cell.state for row in self.rows)

    @cached_property
    def last_window(self) -> str:
        """Return the window from which several rows have their last value.

        Empty when no two rows share one: then each row names its own.
        """
        titles = Counter(row.previous.window.title for row in self.rows if row.previous)
        title, shared = next(iter(titles.most_common(1)), ("", 0))
        return title if shared > 1 else ""

    @property
    def gaps(self) -> list[tuple[FormRow, Gap]]:
        """Return all that is missing, row by row."""
        return [(row, gap) for row in self.rows for gap in row.gaps]

    def row(self, key: int) -> FormRow | None:
        """Return a row by its key."""
        return next((row for row in self.rows if row.key == key), None)


def school_forms() -> QuerySet[WindowSchool]:
    """Return forms of opened windows in which schools are asked something."""
    asking = WindowIndicator.objects.filter(OF_SCHOOL)
    return WindowSchool.objects.filter(
        window__opened_at__isnull=False,
        window__in=asking.values("window"),
    ).select_related("window__calendar", "window__territory", "school__municipality")


def form_rows(window_school: WindowSchool) -> list[FormRow]:
    """Return the rows of a school's form, in the order of the window."""
    return school_sheet(window_school).rows


def school_sheet(window_school: WindowSchool) -> Sheet:
    """Return a school's form with its values, the last ones and the targets."""
    earlier = Value.objects.filter(window_school__school=window_school.school_id)
    return _sheet(window_school.window, window_school, OF_SCHOOL, earlier)


def office_sheet(window: Window) -> Sheet:
    """Return the municipality's own values of a window, in the same shape."""
    earlier = Value.objects.filter(
        window_school__isnull=True, window__territory=window.territory_id
    )
    return _sheet(window, None, OF_OFFICE, earlier)


def asks_office(window: Window) -> bool:
    """Tell whether the municipality itself writes something in a window."""
    return window.window_indicators.filter(OF_OFFICE).exists()


def writing_lock(form: WindowSchool, *, today: dt.date) -> Lock | None:
    """Return why a school may not write into its form today; None while it may.

    A form that was sent is read by the coordinator: the school takes it back first.
    """
    lock = lock_of(form, today=today)
    if lock is not None or form.state != FormState.SUBMITTED:
        return lock
    return Lock(
        "Форма отправлена и ждёт проверки.",
        None,
        "Чтобы исправить числа, заберите её: кнопка ниже.",
    )


def changed_after_acceptance(form: WindowSchool) -> int:
    """Return how many values were changed after the form had been accepted once."""
    rows = Value.objects.filter(window_school=form, changes__is_after_acceptance=True)
    return rows.distinct().count()


def peers_of(form: WindowSchool) -> dict[int, list[Cell]]:
    """Return what the other schools of the window wrote, by the key of the row."""
    rows = Value.objects.filter(
        window=form.window_id, window_school__isnull=False, state=CellState.VALUE
    ).exclude(window_school=form.pk)
    found: dict[int, list[Cell]] = {}
    for key, numerator, denominator in rows.values_list(
        "window_indicator_id", "numerator", "denominator"
    ):
        cell = Cell(State.VALUE, numerator, denominator)
        found.setdefault(key, []).append(cell)
    return found


def _sheet(
    window: Window, form: WindowSchool | None, asked: Q, earlier: QuerySet[Value]
) -> Sheet:
    places = list(
        window.window_indicators.filter(asked)
        .select_related("version__indicator")
        .order_by("position", "pk")
    )
    held = Value.objects.filter(window=window, window_school=form).select_related(
        "updated_by", "evidence_file"
    )
    values = {value.window_indicator_id: value for value in held}
    last = _last_values(window, places, earlier)
    targets = targets_of(territory=window.territory, year=window.year)
    rows = [
        FormRow(
            asked=place,
            value=values.get(place.pk),
            previous=last.get(place.version.indicator_id),
            target=targets.get(place.version.indicator_id),
        )
        for place in places
    ]
    return Sheet(window, form, rows)


def _last_values(
    window: Window, places: Sequence[WindowIndicator], earlier: QuerySet[Value]
) -> dict[int, Value]:
    """Return the latest value before the window in the same stage, by indicator."""
    rows = (
        earlier.filter(
            window__opens_on__lt=window.opens_on,
            window__phase=window.phase,
            window_indicator__version__indicator__in=[
                place.version.indicator_id for place in places
            ],
        )
        .exclude(state=CellState.EMPTY)
        .select_related("window", "window_indicator__version")
        .order_by("window__opens_on")
    )
    return {row.window_indicator.version.indicator_id: row for row in rows}
