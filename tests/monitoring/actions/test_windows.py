"""Windows are planned once, opened once, and what opens is frozen for good."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.windows import (
    change_days,
    open_due_windows,
    open_window,
    plan_windows,
    withdraw_window,
)
from monitoring.enums import Filler, SchoolGroup, Track
from monitoring.models import (
    CalendarSlot,
    IndicatorTarget,
    IndicatorVersion,
    Notice,
    Window,
)
from schools.enums import Role, StatusKind
from schools.models import AuditEvent, SchoolStatus
from tests.factories import SchoolStatusFactory, person
from tests.factories.monitoring import (
    YEAR,
    CalendarFactory,
    IndicatorFactory,
    VersionFactory,
    opened_window,
)
from tests.monitoring.windows import Town


pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 9, 1, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def town() -> Town:
    return Town()


def plan(town: Town, **changes) -> list[Window]:
    values = {"territory": town.place, "year": YEAR, "user": town.coordinator}
    return plan_windows(**values | {"now": NOW} | changes)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC)


def open_on(day: dt.date) -> list[str]:
    return [row.title for row in open_due_windows(today=day, now=at(day))]


def frozen(window: Window) -> dict[str, str]:
    return dict(window.window_schools.values_list("school__name", "group"))


class TestPlanning:
    def test_the_year_of_all_calendars_at_once(self, town):
        town.teachers()
        town.sites(10, 2, 6)
        plan(town)
        rows = Window.objects.order_by("opens_on", "title")
        assert list(rows.values_list("title", "opens_on", "due_on", "closes_on")) == [
            (
                "Сайты, октябрь 2025",
                *days((2025, 10, 1), (2025, 10, 21), (2025, 10, 28)),
            ),
            (
                "Педагоги, февраль 2026",
                *days((2026, 2, 1), (2026, 2, 21), (2026, 2, 28)),
            ),
            ("Сайты, февраль 2026", *days((2026, 2, 1), (2026, 2, 21), (2026, 2, 28))),
            ("Педагоги, июнь 2026", *days((2026, 6, 1), (2026, 6, 21), (2026, 6, 28))),
            ("Сайты, июнь 2026", *days((2026, 6, 1), (2026, 6, 21), (2026, 6, 28))),
        ]

    def test_twice_is_once_even_after_days_were_moved(self, town):
        town.teachers()
        first, _ = plan(town)
        change_days(
            window=first,
            opens_on=dt.date(2026, 2, 9),
            due_on=first.due_on,
            closes_on=first.closes_on,
            user=town.coordinator,
            now=NOW,
        )
        assert plan(town) == []

    def test_a_calendar_without_collected_indicators_makes_none(self, town):
        town.calendar("Пустой", 10)
        VersionFactory(calendar=town.calendar("Чужой", 11))
        assert plan(town) == []

    def test_a_calendar_out_of_use_makes_none(self, town):
        calendar = town.teachers()
        calendar.is_active = False
        calendar.save()
        assert plan(town) == []

    def test_a_slot_gives_its_phase(self, town):
        calendar = town.teachers(9)
        CalendarSlot.objects.update(phase="entry")
        assert [row.phase for row in plan(town)] == ["entry"]
        assert calendar.slots.count() == 1

    def test_the_trail_names_each(self, town):
        town.teachers()
        plan(town)
        events = AuditEvent.objects.filter(action="window.planned")
        assert sorted(events.values_list("object_label", flat=True)) == [
            "Педагоги, июнь 2026",
            "Педагоги, февраль 2026",
        ]

    def test_a_stranger_plans_nothing(self, town):
        with pytest.raises(PermissionDenied):
            plan(town, user=person(Role.HEAD, town.place))

    def test_a_region_has_no_windows(self, town):
        with pytest.raises(ValidationError, match="выберите его"):
            plan(town, territory=town.place.parent, user=person(Role.ADMINISTRATOR))


def days(*found: tuple[int, int, int]) -> tuple[dt.date, ...]:
    return tuple(dt.date(*day) for day in found)


class TestOpening:
    def test_schools_and_indicators_of_the_day_are_frozen(self, town):
        town.teachers(2)
        both = town.school("Школа № 3")
        SchoolStatusFactory(
            school=both, kind=StatusKind.ADVERSE, starts_on=dt.date(2025, 8, 25)
        )
        town.school("Прежняя", ends_on=dt.date(2026, 1, 31))
        town.school("Будущая", starts_on=dt.date(2026, 2, 2))
        closed = town.school("Закрытая")
        closed.closed_on = dt.date(2026, 1, 1)
        closed.save()
        plan(town)
        window = open_window(window=town.window(), now=at(dt.date(2026, 2, 1)))
        assert frozen(window) == {
            "Школа № 1": SchoolGroup.LOW,
            "Школа № 2": SchoolGroup.ADVERSE,
            "Школа № 3": SchoolGroup.BOTH,
        }
        assert list(
            window.window_indicators.values_list("position", "version__kind")
        ) == [(1, "yes_no"), (2, "share")]
        assert window.is_stale

    def test_a_late_opening_takes_the_list_of_the_first_day(self, town):
        """Three weeks late: a school that left meanwhile is in, a newcomer is not."""
        town.teachers(2)
        town.school("Ушла", ends_on=dt.date(2026, 2, 10))
        town.school("Пришла", starts_on=dt.date(2026, 2, 10))
        plan(town)
        assert open_on(dt.date(2026, 2, 20)) == ["Педагоги, февраль 2026"]
        assert sorted(frozen(town.window())) == ["Ушла", "Школа № 1", "Школа № 2"]

    def test_five_schools_in_february_four_in_june(self, town):
        town.teachers()
        for number in (3, 4):
            town.school(f"Школа № {number}")
        town.school("Школа № 5", ends_on=dt.date(2026, 3, 15))
        plan(town)
        open_on(dt.date(2026, 2, 1))
        open_on(dt.date(2026, 6, 1))
        rows = Window.objects.order_by("opens_on")
        assert [row.window_schools.count() for row in rows] == [5, 4]

    def test_the_risk_zone_enters_where_its_track_is_asked(self, town):
        town.school("В зоне риска", StatusKind.RISK_ZONE)
        town.teachers(2)
        risk = town.calendar("Риски", 3)
        town.collects(
            VersionFactory(
                calendar=risk, indicator=IndicatorFactory(track=Track.PREVENTION)
            )
        )
        plan(town)
        open_on(dt.date(2026, 2, 1))
        open_on(dt.date(2026, 3, 1))
        assert "В зоне риска" not in frozen(town.window(title__startswith="Педагоги"))
        assert frozen(town.window(title__startswith="Риски")) == {
            "В зоне риска": SchoolGroup.RISK,
            "Школа № 1": SchoolGroup.LOW,
            "Школа № 2": SchoolGroup.ADVERSE,
        }

    def test_a_new_wording_leaves_the_opened_window_alone(self, town):
        calendar = town.teachers(2)
        plan(town)
        window = open_window(window=town.window(), now=at(dt.date(2026, 2, 1)))
        old = list(window.window_indicators.values_list("version", flat=True))
        indicator = IndicatorVersion.objects.get(pk=old[0]).indicator
        VersionFactory(
            indicator=indicator, calendar=calendar, number=2, valid_from=YEAR
        )
        again = open_window(window=window, now=at(dt.date(2026, 2, 5)))
        assert list(again.window_indicators.values_list("version", flat=True)) == old
        assert AuditEvent.objects.filter(action="window.opened").count() == 1

    def test_before_its_day_nobody_opens_it(self, town):
        town.teachers(2)
        plan(town)
        with pytest.raises(ValidationError, match="раньше этого дня"):
            open_window(window=town.window(), now=at(dt.date(2026, 1, 31)))

    def test_without_schools_or_indicators_it_stays_shut(self, town):
        town.teachers(2)
        town.sites(2)
        plan(town)
        IndicatorTarget.objects.filter(
            indicator__versions__calendar__name="Сайты"
        ).delete()
        assert open_on(dt.date(2026, 2, 1)) == ["Педагоги, февраль 2026"]
        with pytest.raises(ValidationError, match="по календарю «Сайты»"):
            open_window(window=town.window(title__startswith="Сайты"), now=at(FEBRUARY))

    def test_without_schools_in_status_it_waits_for_the_order(self, town):
        town.teachers(2)
        plan(town)
        kept = list(SchoolStatus.objects.all())
        SchoolStatus.objects.all().delete()
        assert open_on(FEBRUARY) == []
        SchoolStatus.objects.bulk_create(kept)
        assert open_on(dt.date(2026, 2, 9)) == ["Педагоги, февраль 2026"]

    def test_the_municipality_alone_needs_no_schools(self, town):
        town.results()
        plan(town)
        SchoolStatus.objects.all().delete()
        assert open_on(dt.date(2025, 9, 1)) == ["Результаты, сентябрь 2025"]

    def test_after_the_last_day_only_the_portal_opens_its_own(self, town):
        town.teachers(9)
        town.results()
        plan(town)
        assert open_on(dt.date(2026, 1, 15)) == ["Результаты, сентябрь 2025"]


FEBRUARY = dt.date(2026, 2, 1)
MOVED = {
    "opens_on": dt.date(2026, 2, 3),
    "due_on": dt.date(2026, 3, 1),
    "closes_on": dt.date(2026, 3, 5),
}


class TestDays:
    def test_a_planned_window_moves_within_its_month(self, town):
        town.teachers(2)
        plan(town)
        change_days(window=town.window(), user=town.coordinator, now=NOW, **MOVED)
        event = AuditEvent.objects.get(action="window.days_changed")
        assert event.before == {
            "opens_on": "2026-02-01",
            "due_on": "2026-02-21",
            "closes_on": "2026-02-28",
        }
        assert event.after == {name: day.isoformat() for name, day in MOVED.items()}

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"opens_on": dt.date(2026, 1, 28)}, "внутри месяца"),
            ({"due_on": dt.date(2026, 2, 1)}, "не может быть раньше открытия"),
            ({"closes_on": dt.date(2026, 2, 10)}, "раньше срока"),
        ],
    )
    def test_days_out_of_order_are_refused(self, town, changes, words):
        town.teachers(2)
        plan(town)
        with pytest.raises(ValidationError, match=words):
            change_days(
                window=town.window(),
                user=town.coordinator,
                now=NOW,
                **MOVED | changes,
            )

    def test_an_opened_window_keeps_its_first_day(self, town):
        window = opened_window(territory=town.place, schools=[town.first])
        with pytest.raises(ValidationError, match="уже открыто"):
            change_days(window=window, user=town.coordinator, now=NOW, **MOVED)

    def test_another_last_day_begins_the_letters_anew(self, town):
        window = opened_window(territory=town.place, schools=[town.first])
        Notice.objects.create(
            user=town.team,
            kind="before_7",
            window_school=window.window_schools.get(),
            day=NOW.date(),
        )
        values = MOVED | {"opens_on": window.opens_on}
        change_days(window=window, user=town.coordinator, now=NOW, **values)
        assert not Notice.objects.exists()


class TestWithdrawal:
    def test_a_planned_window_goes_with_its_reason(self, town):
        town.teachers(2)
        plan(town)
        withdraw_window(
            window=town.window(), reason=" Карантин ", user=town.coordinator, now=NOW
        )
        assert not Window.objects.exists()
        event = AuditEvent.objects.get(action="window.withdrawn")
        assert event.reason == "Карантин"

    def test_an_opened_one_stays(self, town):
        window = opened_window(territory=town.place, schools=[town.first])
        with pytest.raises(ValidationError, match="уже открыто"):
            withdraw_window(
                window=window, reason="Ошибка", user=town.coordinator, now=NOW
            )

    def test_without_a_reason_it_stays(self, town):
        town.teachers(2)
        plan(town)
        with pytest.raises(ValidationError, match="Напишите, почему"):
            withdraw_window(
                window=town.window(), reason=" ", user=town.coordinator, now=NOW
            )
        assert Window.objects.count() == 1


def test_a_calendar_of_the_municipality_is_used_too(town):
    calendar = CalendarFactory(
        territory=town.place, name="Свой", filler=Filler.SCHOOL, slots=(11,)
    )
    town.collects(VersionFactory(calendar=calendar))
    assert [row.title for row in plan(town)] == ["Свой, ноябрь 2025"]
