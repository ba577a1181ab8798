"""Fills the forms of the demo's schools: past windows to the end, the open one in part."""

import datetime as dt
from functools import partial
from random import Random

from config.demo.generator import SEED
from monitoring.actions.form_moves import (
    accept_form,
    ask_about,
    return_form,
    submit_form,
)
from monitoring.actions.forms import save_cell
from monitoring.actions.value_writing_bulk import Written, write_values
from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.enums import Level, ValueKind
from monitoring.models import Window, WindowIndicator, WindowSchool
from monitoring.queries.forms import OF_SCHOOL
from schools.enums import Role
from schools.models import Membership, School, User


DAY = dt.timedelta(days=1)
OWN_LOGIN = "school"
TROUBLED_MONTH = 6
QUESTION = "Почти как год назад: проверьте, посчитаны ли уроки этой осени."
RETURNED = "Число педагогов не сходится с прошлым окном. Проверьте и отправьте снова."
NO_DATA = "Учёт в школе не вели, числа восстановить нельзя."


class _Form:
    """A school's form with those who write it and read it, and the day of writing."""

    def __init__(self, row: WindowSchool, now: dt.datetime) -> None:
        self.row, self.now = row, now
        self.team = _team(row.school)
        self.office = User.objects.get(username="coordinator")

    @property
    def is_own(self) -> bool:
        """Tell whether it is the form of the school whose name people sign in with."""
        return self.team.username == OWN_LOGIN

    def submit(self, *, days_later: int = 0) -> None:
        """Send it as the school does."""
        moment = self.now + days_later * DAY
        self.row = submit_form(
            window_school=self.row, user=self.team, now=moment, today=moment.date()
        )

    def accept(self) -> None:
        """Accept it as the coordinator does."""
        moment = self.now + 2 * DAY
        self.row = accept_form(window_school=self.row, user=self.office, now=moment)


def answer_past(window: Window, *, now: dt.datetime) -> None:
    """Fill a window that is over; in June one is late, one without data, one returned."""
    forms = _forms(window, now)
    is_troubled = window.opens_on.month == TROUBLED_MONTH
    others = [form for form in forms if not form.is_own and is_troubled]
    late, without, returned = (others[n : n + 1] for n in range(3))
    _write(window, [form for form in forms if form not in without], now=now)
    _write(window, without, now=now, cell=Cell(State.NO_DATA, comment=NO_DATA))
    for form in forms:
        form.submit(days_later=3 if form in late else 0)
        if form in returned:
            return_form(
                window_school=form.row,
                comment=RETURNED,
                user=form.office,
                now=now + 2 * DAY,
            )
            continue
        form.accept()


def begin_current(window: Window, *, now: dt.datetime) -> None:
    """Leave one form accepted, one to decide on, the demo school's own half filled."""
    forms = _forms(window, now)
    others = [form for form in forms if not form.is_own]
    accepted, sent = others[:1], others[1:2]
    _write(window, [*accepted, *sent], now=now)
    for form in [*accepted, *sent]:
        form.submit()
    for form in accepted:
        accept_form(window_school=form.row, user=form.office, now=now)
    for form in forms:
        if form.is_own:
            _half_fill(window, form)


def _forms(window: Window, now: dt.datetime) -> list[_Form]:
    rows = window.window_schools.select_related("school").order_by("school")
    return [_Form(row, now) for row in rows]


def _write(
    window: Window, forms: list[_Form], *, now: dt.datetime, cell: Cell | None = None
) -> None:
    """Write whole columns at once: a column of a year is one write, not eight."""
    if not forms:
        return
    rows = {form.row.pk: form.row for form in forms}
    for asked in _asked(window):
        cells = {
            key: Written(cell or number_of(asked, row)) for key, row in rows.items()
        }
        write_values(window_indicator=asked, cells=cells, user=forms[0].team, now=now)


def _half_fill(window: Window, form: _Form) -> None:
    """Save the first cells one by one; the coordinator asks about the last of them."""
    asked = _asked(window)
    filled = asked[: max(2, len(asked) // 2)]
    save = partial(save_cell, user=form.team, now=form.now, today=form.now.date())
    for place in filled:
        save(
            window_indicator=place,
            window_school=form.row,
            cell=number_of(place, form.row),
            revision=0,
        )
    form.row.refresh_from_db()
    ask_about(
        window_school=form.row,
        window_indicator=filled[-1],
        question=QUESTION,
        user=form.office,
        now=form.now,
    )


def _asked(window: Window) -> list[WindowIndicator]:
    rows = window.window_indicators.filter(OF_SCHOOL)
    return list(rows.select_related("version__indicator").order_by("position"))


def number_of(asked: WindowIndicator, form: WindowSchool) -> Cell:
    """Return what a school writes: the same at each loading, better from year to year."""
    window, version = asked.window, asked.version
    school = Random(f"{SEED}/{form.school_id}")  # noqa: S311 invented numbers
    people = school.randint(16, 42)
    own = Random(f"{SEED}/{form.school_id}/{version.indicator_id}")  # noqa: S311
    growth = 0.03 * (window.opens_on.year - 2024) + 0.004 * window.opens_on.month
    share = min(0.95, own.uniform(0.35, 0.75) + growth)
    if version.kind == ValueKind.YES_NO:
        return YES if share > own.uniform(0.3, 0.7) else NO
    if version.kind == ValueKind.COUNT:
        return Cell(State.VALUE, round(share * 6))
    total = people if version.level == Level.TEACHERS else people // 2
    return Cell(State.VALUE, round(share * total), total)


def _team(school: School) -> User:
    """Return somebody of the school's team; who is added signs in nowhere."""
    found = Membership.objects.filter(school=school, role=Role.SCHOOL_TEAM).first()
    if found is not None:
        return found.user
    user = User(
        username=f"school-of-{school.code}",
        full_name=f"Завуч, {school.name} (демо)"[:150],
        email=f"school-of-{school.code}@example.org",
    )
    user.set_unusable_password()
    user.save()
    Membership.objects.create(
        user=user,
        role=Role.SCHOOL_TEAM,
        school=school,
        position="заместитель директора",
        starts_on=dt.date(2023, 9, 1),
    )
    return user
