"""Letters about what programmes owe, day by day on a fixed clock."""

import datetime as dt

import pytest

from roadmaps.actions.calendar import set_letters
from roadmaps.actions.deadlines import change_deadline
from roadmaps.actions.reminders import write_reminders
from roadmaps.enums import DeadlineStep, ReminderKind
from roadmaps.models import Programme, Reminder
from schools.enums import Role
from schools.models import Membership, OutgoingMessage
from tests.factories import person
from tests.factories.plans import approve
from tests.roadmaps.deadline_town import DUE, NOW, DeadlineTown
from tests.roadmaps.following import Town


pytestmark = pytest.mark.django_db
SITE = "https://portal.example.org"
# All that can happen to a day of 15 October, and quiet days on both sides.
FIRST, LAST = dt.date(2025, 9, 28), dt.date(2025, 10, 23)
# Wednesday, 15 October 2025.
LADDER = [
    (dt.date(2025, 10, 1), ReminderKind.BEFORE_14),
    (dt.date(2025, 10, 12), ReminderKind.BEFORE_3),
    (dt.date(2025, 10, 15), ReminderKind.ON_DAY),
    (dt.date(2025, 10, 18), ReminderKind.AFTER_3),
]


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def run(day: dt.date) -> int:
    now = dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC)
    return write_reminders(today=day, now=now, site=SITE)


def live(first: dt.date = FIRST, last: dt.date = LAST) -> None:
    """Let the days pass; where letters were written, the schedule runs once more."""
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        if run(day):
            run(day)


def sent(user) -> list[tuple[dt.date, str]]:
    rows = Reminder.objects.filter(user=user).order_by("day", "pk")
    return list(rows.values_list("day", "kind"))


def test_four_letters_to_each_team_that_has_not_made_the_step(town):
    town.deadline()
    person(Role.SCHOOL_TEAM, town.ordinary)
    person(Role.SCHOOL_TEAM, town.foreign)
    live()
    assert (sent(town.team), sent(town.other_team)) == (LADDER, LADDER)
    addresses = set(OutgoingMessage.objects.values_list("to", flat=True))
    assert addresses == {town.team.email, town.other_team.email}
    assert OutgoingMessage.objects.count() == 8


def test_no_more_once_the_step_is_made(town):
    town.deadline()
    programme = town.programme()
    live(last=dt.date(2025, 10, 12))
    Programme.objects.filter(pk=programme.pk).update(state="submitted")
    live(first=dt.date(2025, 10, 13))
    assert sent(town.team) == LADDER[:2]
    assert sent(town.other_team) == LADDER


def test_nobody_is_hurried_who_waits_for_an_answer(town):
    town.deadline(step=DeadlineStep.APPROVE)
    town.programme("submitted")
    live()
    assert sent(town.team) == []


def test_a_school_with_more_time_is_told_by_its_own_day(town):
    town.extend(town.deadline())
    live(last=dt.date(2025, 11, 6))
    later = [(day + dt.timedelta(days=14), kind) for day, kind in LADDER]
    assert (sent(town.team), sent(town.other_team)) == (later, LADDER)


def test_time_granted_in_the_middle_begins_anew(town):
    deadline = town.deadline()
    live(last=dt.date(2025, 10, 12))
    town.extend(deadline, today=dt.date(2025, 10, 13))
    live(dt.date(2025, 10, 13), dt.date(2025, 11, 6))
    later = [(day + dt.timedelta(days=14), kind) for day, kind in LADDER]
    # Its first letters were forgotten; by now less than a fortnight may be left.
    assert sent(town.team) == later
    assert sent(town.other_team) == LADDER


def test_a_moved_day_begins_anew(town):
    deadline = town.deadline()
    live(last=dt.date(2025, 10, 12))
    change_deadline(
        deadline=deadline,
        values={"due_on": DUE + dt.timedelta(days=30)},
        user=town.coordinator,
        now=NOW,
    )
    live(dt.date(2025, 10, 13), dt.date(2025, 11, 22))
    moved = [(day + dt.timedelta(days=30), kind) for day, kind in LADDER]
    assert sent(town.team) == moved


def test_the_switch_of_letters_is_the_same(town):
    town.deadline()
    set_letters(user=town.team, wants_reminders=False, wants_digest=True, now=NOW)
    live()
    assert (sent(town.team), sent(town.other_team)) == ([], LADDER)


def test_who_left_the_team_hears_nothing(town):
    town.deadline()
    Membership.objects.filter(user=town.team).update(ends_on=dt.date(2025, 10, 10))
    live()
    assert sent(town.team) == LADDER[:1]


def test_one_letter_of_a_day_for_terms_and_programmes():
    town = Town()
    term = town.occurrence(concerns=(town.low,), starts_on=DUE, due_on=DUE)
    approve(town.version)
    desk = DeadlineTown()
    deadline = desk.deadline(territory=town.place, user=desk.admin)
    set_letters(user=town.team, wants_reminders=True, wants_digest=False, now=NOW)
    run(DUE)
    letter = OutgoingMessage.objects.get(to=town.team.email)
    assert letter.subject == (
        "Сроки дорожной карты: срок сегодня – 1; "
        "Сроки программы школы: срок сегодня – 1"
    )
    assert list(
        Reminder.objects.filter(message=letter)
        .order_by("pk")
        .values_list("occurrence", "deadline", "school")
    ) == [(term.pk, None, None), (None, deadline.pk, town.low.pk)]


def test_the_letter_says_what_by_when_and_where(town):
    town.deadline()
    programme = town.programme()
    run(dt.date(2025, 10, 12))
    letter = OutgoingMessage.objects.get(to=town.team.email)
    assert letter.subject == "Сроки программы школы: осталось три дня – 1"
    assert letter.body == (
        "Здравствуйте!\n\n"
        "Программа школы. Осталось не больше трёх дней:\n"
        "– ШППКО, Школа № 1: отправить на согласование\n"
        "  Срок: 15 октября 2025, через 3 дня\n"
        f"  {SITE}/programmes/{programme.pk}/\n\n"
        "Когда сделано, отметьте это на портале: напоминания прекратятся.\n"
        f"Изменить или отключить письма: {SITE}/terms/settings/\n\n"
        "Опора школ"
    )


def test_a_school_without_a_programme_is_led_to_its_deadlines(town):
    town.deadline()
    run(DUE)
    letter = OutgoingMessage.objects.get(to=town.other_team.email)
    assert f"\n  {SITE}/programmes/deadlines/\n" in letter.body


@pytest.mark.parametrize("steps", [1, 3])
def test_queries_do_not_grow(town, steps, django_assert_max_num_queries):
    for step in DeadlineStep.values[:steps]:
        town.deadline(step=step)
    with django_assert_max_num_queries(24):
        assert run(DUE) == 2
