"""More time for one school: with a reason, ending by itself, the others untouched."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.extensions import extend_form, take_back_extension
from monitoring.models import Notice, WindowSchool
from monitoring.queries.locks import lock_of
from schools.models import AuditEvent
from tests.factories.monitoring import opened_window
from tests.monitoring.windows import Town


pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 2, 25, 9, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 2, 25)
LATER = dt.date(2026, 3, 10)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def form(town) -> WindowSchool:
    window = opened_window(territory=town.place, schools=[town.first, town.second])
    return window.window_schools.get(school=town.first)


def extend(town: Town, form: WindowSchool, **changes) -> WindowSchool:
    values = {"extended_to": LATER, "reason": "Карантин", "user": town.coordinator}
    given = values | {"now": NOW, "today": TODAY} | changes
    return extend_form(window_school=form, **given)


def test_the_school_writes_until_its_own_last_day_and_not_a_day_longer(town, form):
    row = extend(town, form)
    other = form.window.window_schools.get(school=town.second)
    after = dt.date(2026, 3, 2)
    assert lock_of(row, today=after) is None
    assert lock_of(other, today=after).since == dt.date(2026, 2, 28)
    assert lock_of(row, today=LATER) is None
    assert lock_of(row, today=LATER + dt.timedelta(days=1)).since == dt.date(
        2026, 3, 11
    )


def test_the_trail_keeps_both_days_and_the_reason(town, form):
    extend(town, form)
    extend(town, form, extended_to=dt.date(2026, 3, 20), reason="Ещё неделя")
    extend(town, form, extended_to=dt.date(2026, 3, 20), reason="Ещё неделя")
    events = AuditEvent.objects.filter(action="form.extended").order_by("pk")
    assert list(events.values_list("before", "after", "reason")) == [
        ({}, {"extended_to": "2026-03-10"}, "Карантин"),
        ({"extended_to": "2026-03-10"}, {"extended_to": "2026-03-20"}, "Ещё неделя"),
    ]


def test_letters_begin_anew(town, form):
    Notice.objects.create(
        user=town.team, kind="before_7", window_school=form, day=TODAY
    )
    extend(town, form)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"extended_to": dt.date(2026, 2, 20)}, "назовите день позже"),
        ({"extended_to": dt.date(2026, 2, 24)}, "уже прошёл"),
        ({"reason": "  "}, "Напишите, почему"),
    ],
)
def test_what_makes_no_sense_is_refused(town, form, changes, words):
    with pytest.raises(ValidationError, match=words):
        extend(town, form, **changes)


def test_an_accepted_form_is_not_extended(town, form):
    form.state, form.submitted_at = "accepted", NOW
    form.save()
    with pytest.raises(ValidationError, match="уже принята"):
        extend(town, form)


def test_the_school_itself_grants_nothing(town, form):
    with pytest.raises(PermissionDenied):
        extend(town, form, user=town.team)


def test_taken_back_the_common_days_count_again(town, form):
    row = take_back_extension(
        window_school=extend(town, form),
        reason="Уже прислали",
        user=town.coordinator,
        now=NOW,
    )
    assert (row.extended_to, row.extension_reason, row.extended_by) == (None, "", None)
    assert lock_of(row, today=dt.date(2026, 3, 2)) is not None
    event = AuditEvent.objects.get(action="form.extension_taken_back")
    assert (event.before, event.reason) == (
        {"extended_to": "2026-03-10"},
        "Уже прислали",
    )


@pytest.mark.parametrize(
    ("is_extended", "reason", "words"),
    [(True, " ", "Напишите, почему"), (False, "Лишнее", "не добавляли")],
)
def test_taking_back_needs_an_extension_and_a_reason(
    town, form, is_extended, reason, words
):
    row = extend(town, form) if is_extended else form
    with pytest.raises(ValidationError, match=words):
        take_back_extension(
            window_school=row, reason=reason, user=town.coordinator, now=NOW
        )
