"""Three causes of a lock, three texts: why, since when, who can open."""

import datetime as dt

import pytest

from monitoring.models import WindowSchool
from monitoring.queries.locks import Lock, due_for, last_day, lock_of, site_lock_of
from schools.enums import Role
from tests.factories import person
from tests.factories.monitoring import opened_window


pytestmark = pytest.mark.django_db
DECIDED = dt.datetime(2026, 2, 15, 20, 0, tzinfo=dt.UTC)


@pytest.fixture
def form() -> WindowSchool:
    form = opened_window().window_schools.select_related("window").get()
    place = form.window.territory
    person(Role.COORDINATOR, place, full_name="Петрова А. Б.")
    person(Role.HEAD, place, full_name="Не она")
    return form


def test_an_open_window_has_no_lock(form):
    assert lock_of(form, today=dt.date(2026, 2, 1)) is None
    assert lock_of(form, today=dt.date(2026, 2, 27)) is None


def test_a_window_that_has_not_opened(form):
    form.window.opened_at = None
    assert lock_of(form, today=dt.date(2026, 1, 20)) == Lock(
        "Окно «Педагоги, февраль 2026» ещё не открыто.",
        None,
        "Оно откроется само 1\xa0февраля 2026.",
    )
    assert lock_of(form, today=dt.date(2026, 2, 3)).who_can_open == (
        "Открыть его может муниципальный координатор: Петрова А. Б."
    )


def test_a_window_that_has_closed(form):
    assert lock_of(form, today=dt.date(2026, 2, 28)) == Lock(
        "Окно «Педагоги, февраль 2026» закрылось 27\xa0февраля 2026.",
        dt.date(2026, 2, 28),
        "Дать школе больше времени может муниципальный координатор: Петрова А. Б.",
    )


def test_more_time_that_is_over(form):
    form.extended_to = dt.date(2026, 3, 5)
    assert lock_of(form, today=dt.date(2026, 3, 6)).text == (
        "Продление для школы закончилось 5\xa0марта 2026 "
        "(для всех окно закрылось 27\xa0февраля 2026)."
    )


def test_a_form_that_was_accepted(form):
    """Eight in the evening of Greenwich is already the next day in the town."""
    form.state, form.decided_at = "accepted", DECIDED
    lock = lock_of(form, today=dt.date(2026, 2, 20))
    assert lock.since == dt.date(2026, 2, 16)
    assert lock.text == (
        "Форма принята 16\xa0февраля 2026: её числа вошли в сводные показатели."
    )
    assert lock.sentence.endswith(
        "Вернуть форму на исправление может муниципальный координатор: Петрова А. Б."
    )


@pytest.mark.parametrize(
    ("extended_to", "due", "last"),
    [
        (None, dt.date(2026, 2, 20), dt.date(2026, 2, 27)),
        (dt.date(2026, 2, 24), dt.date(2026, 2, 24), dt.date(2026, 2, 27)),
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5), dt.date(2026, 3, 5)),
    ],
)
def test_own_days_never_come_before_the_common_ones(form, extended_to, due, last):
    form.extended_to = extended_to
    assert (due_for(form), last_day(form)) == (due, last)


def test_a_site_is_checked_as_long_as_its_form_is_taken(form):
    form.state = "accepted"
    assert site_lock_of(form, today=dt.date(2026, 2, 27)) is None
    assert site_lock_of(form, today=dt.date(2026, 2, 28)) == Lock(
        "Окно «Педагоги, февраль 2026» закрылось 27\xa0февраля 2026.",
        dt.date(2026, 2, 28),
        "Открыть проверку сайта этой школы снова, продлив срок, может муниципальный "
        "координатор: Петрова А. Б.",
    )
    form.extended_to = dt.date(2026, 3, 5)
    assert site_lock_of(form, today=dt.date(2026, 3, 5)) is None
    form.window.opened_at = None
    assert site_lock_of(form, today=dt.date(2026, 2, 27)).since is None
