"""Schools × windows of a school year: who stands where."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.db.models.functions import ExtractMonth

from monitoring.enums import Filler
from monitoring.models import Window, WindowSchool
from monitoring.queries.window_standing import SENT, UNSENT, late_forms
from schools.models import School, User


LATE = "late"
BARE = "bare"


@dataclass(frozen=True)
class MatrixCriteria:
    """What the matrix is narrowed to; an empty value narrows nothing."""

    year: int
    municipality: int | None = None
    search: str = ""
    state: str = ""


@dataclass(frozen=True)
class Column:
    """One window of the year, the same in all municipalities: calendar and month."""

    calendar_id: int
    month: int
    name: str
    opens_on: dt.date

    @property
    def key(self) -> tuple[int, int]:
        """Return by what cells find their column."""
        return self.calendar_id, self.month


@dataclass(frozen=True)
class MatrixRow:
    """One school with its form in each window; None where it is not in the window."""

    school: School
    cells: tuple[WindowSchool | None, ...]


def matrix_columns(*, user: User, criteria: MatrixCriteria) -> list[Column]:
    """Return the windows that schools fill and that have opened."""
    rows = (
        _windows(user, criteria)
        .order_by()
        .annotate(month=ExtractMonth("opens_on"))
        .values("calendar_id", "calendar__name", "month")
        .annotate(first_day=Min("opens_on"))
        .order_by("first_day", "calendar__name", "calendar_id")
    )
    return [
        Column(
            row["calendar_id"], row["month"], row["calendar__name"], row["first_day"]
        )
        for row in rows
    ]


def matrix_schools(
    *, user: User, criteria: MatrixCriteria, today: dt.date
) -> QuerySet[School]:
    """Return the schools that stand in at least one of the windows."""
    forms = WindowSchool.objects.filter(
        school=OuterRef("pk"), window__in=_windows(user, criteria)
    )
    if criteria.state == LATE:
        forms = forms.filter(late_forms(today), state__in=UNSENT)
    elif criteria.state == BARE:
        forms = forms.filter(is_without_data=True, state__in=SENT)
    elif criteria.state:
        forms = forms.filter(state=criteria.state)
    rows = School.objects.visible_to(user).filter(Exists(forms))
    if criteria.search:
        rows = rows.filter(name__icontains=criteria.search)
    return rows.select_related("municipality").order_by(
        "municipality__name", "name", "pk"
    )


def matrix_rows(
    schools: Sequence[School],
    columns: Sequence[Column],
    *,
    user: User,
    criteria: MatrixCriteria,
) -> list[MatrixRow]:
    """Return the rows of a page with their cells, in one query."""
    forms = WindowSchool.objects.filter(
        school__in=schools, window__in=_windows(user, criteria)
    ).select_related("window")
    found = {
        (form.school_id, form.window.calendar_id, form.window.opens_on.month): form
        for form in forms
    }
    return [
        MatrixRow(
            school,
            tuple(found.get((school.pk, *column.key)) for column in columns),
        )
        for school in schools
    ]


def _windows(user: User, criteria: MatrixCriteria) -> QuerySet[Window]:
    rows = Window.objects.visible_to(user).filter(
        year=criteria.year,
        opened_at__isnull=False,
        calendar__filler=Filler.SCHOOL,
    )
    if criteria.municipality is not None:
        rows = rows.filter(territory=criteria.municipality)
    return rows
