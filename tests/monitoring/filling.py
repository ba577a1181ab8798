"""Windows whose cells are filled in a few lines."""

import datetime as dt

from monitoring.counting.cells import Cell
from monitoring.enums import FormState
from monitoring.models import Value, Window, WindowSchool
from schools.models import School


NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def fill(window: Window, number: int, cells, *, state=FormState.ACCEPTED) -> None:
    """Write an indicator's cells, school by school in the order of their names.

    `number` counts the window's indicators from zero; None leaves a cell unwritten.
    """
    indicator = window.window_indicators.order_by("position")[number]
    forms = window.window_schools.order_by("school__pk")
    for form, cell in zip(forms, cells, strict=True):
        if cell is not None:
            write(window, indicator, form, cell)
        set_state(form, state)


def write(window: Window, indicator, form: WindowSchool | None, cell: Cell) -> Value:
    """Write one cell without its history."""
    value, _ = Value.objects.update_or_create(
        window=window,
        window_indicator=indicator,
        window_school=form,
        defaults={
            "state": str(cell.state),
            "numerator": cell.numerator,
            "denominator": cell.denominator,
            "text": cell.text,
            "comment": cell.comment,
            "updated_at": NOW,
        },
    )
    return value


def set_state(form: WindowSchool, state: str) -> None:
    """Put a form into a state, with the moments that it must have."""
    form.state, form.submitted_at = state, NOW
    form.decided_at = NOW if state == FormState.ACCEPTED else None
    form.save()


def form_of(window: Window, school: School) -> WindowSchool:
    """Return the form of a school."""
    return window.window_schools.get(school=school)
