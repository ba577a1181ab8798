"""Letters on a fixed clock, day by day: four for a term, none to other schools."""

import datetime as dt
from collections import Counter

import pytest

from roadmaps.actions.calendar import set_letters
from roadmaps.actions.recording import cancel, mark_done, set_dates
from roadmaps.actions.recording_answers import answer_for_school
from roadmaps.actions.reminders import kind_on, write_reminders
from roadmaps.enums import ReminderKind
from roadmaps.models import Reminder
from schools.enums import Role
from schools.models import OutgoingMessage
from tests.factories import person
from tests.factories.plans import approve
from tests.roadmaps.following import NOW, Town


pytestmark = pytest.mark.django_db
SITE = "https://portal.example.org"
YEAR = (dt.date(2025, 9, 1), dt.date(2026, 8, 31))
# All that can happen to a term of 21 January, and quiet days on both sides; the whole
# year is lived where it is asked.
JANUARY = (dt.date(2026, 1, 5), dt.date(2026, 1, 29))
# A Wednesday in the middle of the school year.
DUE = dt.date(2026, 1, 21)
SPAN = {"starts_on": dt.date(2025, 12, 1), "due_on": DUE}


def at(day: dt.date, hour: int = 8) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def run(day: dt.date) -> int:
    return write_reminders(today=day, now=at(day), site=SITE)


def live(first: dt.date = JANUARY[0], last: dt.date = JANUARY[1], skip=()) -> None:
    """Let the days pass; where letters were written, the schedule runs once more."""
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        if day not in skip and run(day):
            run(day)


def sent(user=None) -> list[tuple[dt.date, str]]:
    """Return the days and kinds of what was written about terms."""
    rows = Reminder.objects.exclude(kind=ReminderKind.DIGEST)
    if user:
        rows = rows.filter(user=user)
    return list(rows.order_by("day", "pk").values_list("day", "kind"))


LADDER = [
    (dt.date(2026, 1, 7), ReminderKind.BEFORE_14),
    (dt.date(2026, 1, 18), ReminderKind.BEFORE_3),
    (dt.date(2026, 1, 21), ReminderKind.ON_DAY),
    (dt.date(2026, 1, 24), ReminderKind.AFTER_3),
]


@pytest.fixture
def town() -> Town:
    return Town()


def in_force(town: Town) -> None:
    approve(town.version)


def no_digest(*users) -> None:
    for user in users:
        set_letters(user=user, wants_reminders=True, wants_digest=False, now=NOW)


class TestLadder:
    def test_exactly_four_letters_in_a_school_year(self, town):
        town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        no_digest(town.methodist)
        live(*YEAR)
        assert sent() == LADDER
        assert OutgoingMessage.objects.count() == 4
        assert set(OutgoingMessage.objects.values_list("to", flat=True)) == {
            town.methodist.email
        }

    def test_to_the_school_concerned_and_to_no_other(self, town):
        town.occurrence(concerns=(town.low,), **SPAN)
        in_force(town)
        no_digest(town.team)
        live()
        assert sent(town.team) == LADDER
        assert set(OutgoingMessage.objects.values_list("to", flat=True)) == {
            town.team.email
        }

    def test_a_long_stretch_is_silent_before_its_end(self, town):
        long = {"starts_on": YEAR[0], "due_on": YEAR[1]}
        town.occurrence(user=town.methodist, **long)
        in_force(town)
        no_digest(town.methodist)
        live(dt.date(2026, 6, 1), dt.date(2026, 8, 16))
        assert sent() == []

    @pytest.mark.parametrize(
        ("left", "kind"),
        [
            (15, None),
            (14, "before_14"),
            (12, "before_14"),
            (11, None),
            (4, None),
            (3, "before_3"),
            (1, "before_3"),
            (0, "on_day"),
            (-2, "on_day"),
            (-3, "after_3"),
            (-5, "after_3"),
            (-6, None),
        ],
    )
    def test_the_kind_follows_from_the_days_left(self, left, kind):
        assert kind_on(DUE, today=DUE - dt.timedelta(days=left)) == kind

    def test_a_weekend_without_a_worker_loses_nothing(self, town):
        town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        no_digest(town.methodist)
        live(skip={dt.date(2026, 1, 18), dt.date(2026, 1, 19)})
        assert sent() == [
            LADDER[0],
            (dt.date(2026, 1, 20), ReminderKind.BEFORE_3),
            *LADDER[2:],
        ]


class TestStops:
    def test_when_done(self, town):
        row = town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        no_digest(town.methodist)
        live(last=dt.date(2026, 1, 18))
        mark_done(
            occurrence=row,
            done_on=dt.date(2026, 1, 18),
            without_document=True,
            user=town.coordinator,
            now=NOW,
            today=dt.date(2026, 1, 18),
        )
        live(first=dt.date(2026, 1, 19))
        assert sent() == LADDER[:2]

    def test_when_cancelled(self, town):
        row = town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        cancel(occurrence=row, reason="Нет средств.", user=town.coordinator, now=NOW)
        live()
        assert (sent(), OutgoingMessage.objects.count()) == ([], 0)

    def test_for_the_school_that_has_answered(self, town):
        row = town.occurrence(concerns=(town.low, town.adverse), **SPAN)
        in_force(town)
        no_digest(town.team, town.other_team)
        live(last=dt.date(2026, 1, 18))
        answer_for_school(
            answer=row.answers.get(school=town.low),
            done_on=dt.date(2026, 1, 18),
            without_document=True,
            user=town.team,
            now=NOW,
            today=dt.date(2026, 1, 18),
        )
        live(first=dt.date(2026, 1, 19))
        assert sent(town.team) == LADDER[:2]
        assert sent(town.other_team) == LADDER

    def test_a_named_day_begins_anew(self, town):
        row = town.occurrence(user=town.methodist, needs_human=True, **SPAN)
        in_force(town)
        no_digest(town.methodist)
        live(last=dt.date(2026, 1, 18))
        set_dates(
            occurrence=row,
            starts_on=None,
            due_on=dt.date(2026, 3, 4),
            user=town.coordinator,
            now=NOW,
        )
        live(dt.date(2026, 1, 19), dt.date(2026, 3, 9))
        assert [kind for _, kind in sent()] == [kind for _, kind in LADDER]
        assert sent()[0][0] == dt.date(2026, 2, 18)


class TestSwitches:
    def test_reminders_off(self, town):
        town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        set_letters(
            user=town.methodist, wants_reminders=False, wants_digest=False, now=NOW
        )
        live()
        assert OutgoingMessage.objects.count() == 0

    def test_one_persons_switch_is_not_anothers(self, town):
        second = person(Role.METHODIST, town.place)
        town.occurrence(role=Role.METHODIST, **SPAN)
        in_force(town)
        set_letters(
            user=town.methodist, wants_reminders=False, wants_digest=False, now=NOW
        )
        no_digest(second)
        live()
        assert (sent(town.methodist), sent(second)) == ([], LADDER)


class TestOneLetterADay:
    def test_twenty_terms_of_a_day_are_one_letter(self, town):
        for number in range(20):
            town.occurrence(
                user=town.methodist, activity={"title": f"Дело {number}"}, **SPAN
            )
        in_force(town)
        no_digest(town.methodist)
        assert run(DUE) == 1
        letter = OutgoingMessage.objects.get()
        assert letter.subject == "Сроки дорожной карты: срок сегодня – 20"
        assert Reminder.objects.filter(message=letter).count() == 20
        assert letter.body.count("\n– ") == 15
        assert "… и ещё 5 мероприятий: " in letter.body

    def test_kinds_of_a_day_stand_in_one_letter_the_latest_first(self, town):
        for title, days in {"позже": 14, "сегодня": 0, "прошло": -3}.items():
            due = DUE + dt.timedelta(days=days)
            town.occurrence(
                user=town.methodist,
                activity={"title": title, "number": "1"},
                starts_on=due,
                due_on=due,
            )
        in_force(town)
        assert run(DUE) == 1
        letter = OutgoingMessage.objects.get()
        assert letter.subject == (
            "Сроки дорожной карты: срок прошёл – 1, срок сегодня – 1, "
            "через две недели – 1"
        )
        assert [line for line in letter.body.splitlines() if line.startswith("– ")] == [
            "– 1 прошло",
            "– 1 сегодня",
            "– 1 позже",
        ]

    def test_what_appears_later_in_the_day_waits_for_tomorrow(self, town):
        town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        assert run(DUE) == 1
        Reminder.objects.filter(kind=ReminderKind.ON_DAY).update(
            kind=ReminderKind.BEFORE_3
        )
        assert run(DUE) == 0
        assert run(DUE + dt.timedelta(days=1)) == 1

    def test_nobody_gets_two_letters_on_any_day_of_the_year(self, town):
        for month in (10, 11, 12):
            for day in (1, 4, 15, 18):
                due = dt.date(2025, month, day)
                town.occurrence(
                    role=Role.METHODIST,
                    concerns=(town.low, town.adverse),
                    starts_on=due,
                    due_on=due,
                )
        in_force(town)
        live(*YEAR)
        letters = OutgoingMessage.objects.values_list("to", "created_at")
        assert set(Counter((to, at.date()) for to, at in letters).values()) == {1}


class TestDigest:
    MONDAY = dt.date(2026, 1, 19)

    def test_on_mondays_only_while_there_is_something(self, town):
        row = town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        live(last=dt.date(2026, 2, 8))
        days = Reminder.objects.filter(kind=ReminderKind.DIGEST).order_by("day")
        assert list(days.values_list("day", flat=True)) == [
            dt.date(2026, 1, 12),
            dt.date(2026, 1, 19),
            dt.date(2026, 1, 26),
            dt.date(2026, 2, 2),
        ]
        cancel(occurrence=row, reason="Нет средств.", user=town.coordinator, now=NOW)
        live(dt.date(2026, 2, 9), dt.date(2026, 2, 16))
        assert days.count() == 4

    def test_says_what_is_late_this_week_and_next(self, town):
        for title, days in {"поздно": -30, "скоро": 4, "потом": 10}.items():
            due = self.MONDAY + dt.timedelta(days=days)
            town.occurrence(
                user=town.methodist,
                activity={"title": title, "number": "1"},
                starts_on=due,
                due_on=due,
            )
        in_force(town)
        assert run(self.MONDAY) == 1
        letter = OutgoingMessage.objects.get()
        assert letter.subject == "Сроки на неделю: 3 мероприятия"
        heads = ("Просрочено:", "На этой неделе:", "На следующей неделе:")
        assert [line for line in letter.body.splitlines() if line in heads] == [*heads]

    def test_is_switched_apart_from_reminders(self, town):
        town.occurrence(user=town.methodist, **SPAN)
        in_force(town)
        set_letters(
            user=town.methodist, wants_reminders=False, wants_digest=True, now=NOW
        )
        live()
        assert sent() == []
        assert Reminder.objects.filter(kind=ReminderKind.DIGEST).exists()


def test_the_letter_is_plain_and_says_where_to_go(town):
    row = town.occurrence(
        user=town.methodist,
        activity={"title": "Провести семинар", "number": "1.2"},
        **SPAN,
    )
    in_force(town)
    run(LADDER[1][0])
    letter = OutgoingMessage.objects.get()
    assert letter.body == (
        "Здравствуйте!\n\n"
        "Осталось не больше трёх дней:\n"
        "– 1.2 Провести семинар\n"
        "  Срок: 1 декабря 2025 – 21 января 2026, через 3 дня\n"
        f"  {SITE}/terms/{row.pk}/\n\n"
        "Когда сделано, отметьте это на портале: напоминания прекратятся.\n"
        f"Изменить или отключить письма: {SITE}/terms/settings/\n\n"
        "Опора школ"
    )


@pytest.mark.parametrize("rows", [1, 6])
def test_queries_do_not_grow_with_terms(town, rows, django_assert_max_num_queries):
    for _ in range(rows):
        town.occurrence(role=Role.METHODIST, concerns=(town.low,), **SPAN)
    in_force(town)
    with django_assert_max_num_queries(20):
        assert run(DUE) == 2
