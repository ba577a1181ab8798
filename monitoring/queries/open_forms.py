"""Open windows for the first pages: what waits for a department, what for a school."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from monitoring.enums import Filler, FormState
from monitoring.models import Window, WindowSchool
from monitoring.queries.window_standing import UNSENT
from schools.models import User, scope_of


def open_windows(*, user: User, day: dt.date) -> QuerySet[Window]:
    """Return opened windows in which something is still collected, soonest due first."""
    rows = Window.objects.visible_to(user).filter(
        opened_at__isnull=False, closes_on__gte=day
    )
    people = (Filler.SCHOOL, Filler.REVIEWER)
    return (
        rows.filter(calendar__filler__in=people)
        .select_related("territory", "calendar")
        .order_by("due_on", "title", "pk")
    )


def forms_waiting(*, user: User) -> QuerySet[WindowSchool]:
    """Return forms that schools have sent and nobody has decided on, oldest first."""
    rows = WindowSchool.objects.visible_to(user).filter(state=FormState.SUBMITTED)
    return rows.select_related("window", "school").order_by("submitted_at", "pk")


def own_open_forms(*, user: User, day: dt.date) -> list[WindowSchool]:
    """Return what the person's own schools still have to send, soonest due first.

    A returned form stays in the list after the window has closed: the school has to
    know that it waits.
    """
    rows = unsent_forms(day).filter(school__in=scope_of(user).school_ids)
    return sorted(rows, key=lambda form: (form.window.due_on, form.window_id))


def unsent_forms(day: dt.date) -> QuerySet[WindowSchool]:
    """Return forms of opened windows that schools have in their hands on a day."""
    still = (
        Q(window__closes_on__gte=day)
        | Q(extended_to__gte=day)
        | Q(state=FormState.RETURNED)
    )
    return WindowSchool.objects.filter(
        still,
        window__opened_at__isnull=False,
        window__calendar__filler=Filler.SCHOOL,
        state__in=UNSENT,
    ).select_related("window__territory", "school")


def due_between(
    first: dt.date, last: dt.date, *, day: dt.date
) -> Iterable[WindowSchool]:
    """Return unsent forms whose own last day lies in a stretch, in a fixed order."""
    near = Q(window__due_on__range=(first, last)) | Q(extended_to__range=(first, last))
    return unsent_forms(day).filter(near).order_by("window__due_on", "pk")
