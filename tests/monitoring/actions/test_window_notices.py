"""A school year on a fixed clock: exactly the windows, the letters and the locks."""

import datetime as dt

import pytest
from django.utils import timezone

from monitoring.actions.extensions import extend_form
from monitoring.actions.window_notices import kind_on, write_notices
from monitoring.actions.windows import open_due_windows, plan_windows
from monitoring.enums import FormState, NoticeKind
from monitoring.models import Notice, Window, WindowSchool
from monitoring.queries.locks import lock_of
from roadmaps.models import Following
from schools.enums import Role
from schools.models import OutgoingMessage
from tests.factories import MunicipalityFactory, person
from tests.factories.monitoring import YEAR, opened_window
from tests.monitoring.windows import Town


pytestmark = pytest.mark.django_db
SITE = "https://portal.example.org"
PLANNED = dt.datetime(2025, 8, 20, 3, 0, tzinfo=dt.UTC)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC)


def live(*days: dt.date) -> None:
    """Let days pass in order, the schedule running twice on each."""
    for day in sorted(set(days)):
        for _ in range(2):
            open_due_windows(today=day, now=at(day))
            write_notices(today=day, now=at(day), site=SITE)


def around(window: Window, *, extended_to: dt.date | None = None) -> set[dt.date]:
    """Return the days on which something may happen, and some beside them."""
    day = dt.timedelta(days=1)
    found = {window.opens_on - day, window.opens_on, window.closes_on + day}
    for due in {window.due_on, extended_to} - {None}:
        found |= {due - left * day for left in (8, 7, 4, 3, 1, 0, -1)}
    weeks = range(-7, (window.closes_on - window.opens_on).days + 8)
    stretch = [window.opens_on + number * day for number in weeks]
    return found | {one for one in stretch if one.weekday() == 0}


def reminders(user) -> list[tuple[dt.date, str]]:
    rows = Notice.objects.filter(user=user).exclude(kind=NoticeKind.DIGEST)
    return list(rows.order_by("day", "pk").values_list("day", "kind"))


def digests(user) -> list[dt.date]:
    rows = Notice.objects.filter(user=user, kind=NoticeKind.DIGEST)
    return list(rows.order_by("day").values_list("day", flat=True))


def ladder(due: dt.date) -> list[tuple[dt.date, str]]:
    return [
        (due - dt.timedelta(days=7), NoticeKind.BEFORE_7),
        (due - dt.timedelta(days=3), NoticeKind.BEFORE_3),
        (due - dt.timedelta(days=1), NoticeKind.BEFORE_1),
        (due, NoticeKind.ON_DAY),
    ]


def send(form: WindowSchool, day: dt.date, state: str = FormState.SUBMITTED) -> None:
    form.state, form.submitted_at = state, at(day)
    form.first_submitted_on = form.first_submitted_on or day
    form.save()


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_whole_school_year(town):
    """Forms in February and June, sites in October: three windows, ten letters."""
    town.teachers()
    town.sites(10)
    stranger = person(Role.COORDINATOR, MunicipalityFactory())
    plan_windows(territory=town.place, year=YEAR, user=town.coordinator, now=PLANNED)
    october, february, june = Window.objects.order_by("opens_on")

    live(*around(october))
    assert (reminders(town.team), reminders(town.other_team)) == ([], [])
    # The first of October is a Wednesday; on the 27th late checks are still taken.
    assert digests(town.coordinator) == [
        dt.date(2025, 10, number) for number in (6, 13, 20, 27)
    ]

    live(*(day for day in around(february) if day < dt.date(2026, 2, 16)))
    forms = {form.school: form for form in february.window_schools.all()}
    send(forms[town.first], dt.date(2026, 2, 16))
    live(*(day for day in around(february) if day >= dt.date(2026, 2, 16)))
    assert reminders(town.team) == ladder(february.due_on)[:1]
    assert reminders(town.other_team) == ladder(february.due_on)
    february.refresh_from_db()
    late = february.window_schools.get(school=town.second)
    assert lock_of(late, today=february.closes_on) is None
    assert lock_of(late, today=dt.date(2026, 3, 1)).since == dt.date(2026, 3, 1)

    live(*(day for day in around(june) if day < june.due_on))
    extended = june.window_schools.get(school=town.first)
    longer = dt.date(2026, 7, 10)
    extend_form(
        window_school=extended,
        extended_to=longer,
        reason="Карантин",
        user=town.coordinator,
        now=at(june.due_on),
        today=june.due_on - dt.timedelta(days=1),
    )
    live(*(day for day in around(june, extended_to=longer) if day >= june.due_on))
    # Before the extension three letters about the common day; they are forgotten.
    assert reminders(town.team) == ladder(february.due_on)[:1] + ladder(longer)
    assert reminders(town.other_team) == ladder(february.due_on) + ladder(june.due_on)
    extended.refresh_from_db()
    extended.window.refresh_from_db()
    assert lock_of(extended, today=longer) is None
    assert lock_of(extended, today=dt.date(2026, 7, 11)).since == dt.date(2026, 7, 11)

    assert list(
        Window.objects.order_by("opens_on").values_list("title", "opened_at")
    ) == [
        ("Сайты, октябрь 2025", at(dt.date(2025, 10, 1))),
        ("Педагоги, февраль 2026", at(dt.date(2026, 2, 1))),
        ("Педагоги, июнь 2026", at(dt.date(2026, 6, 1))),
    ]
    assert digests(stranger) == []
    written = {town.coordinator.email: 12, town.team.email: 8, town.other_team.email: 8}
    assert {
        address: OutgoingMessage.objects.filter(to=address).count()
        for address in written
    } == written
    assert OutgoingMessage.objects.count() == sum(written.values())


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        (8, None),
        (7, NoticeKind.BEFORE_7),
        (5, NoticeKind.BEFORE_7),
        (4, None),
        (3, NoticeKind.BEFORE_3),
        (2, NoticeKind.BEFORE_3),
        (1, NoticeKind.BEFORE_1),
        (0, NoticeKind.ON_DAY),
        (-1, None),
    ],
)
def test_which_letter_a_day_calls_for(left, kind):
    today = dt.date(2026, 2, 10)
    assert kind_on(today + dt.timedelta(days=left), today=today) == kind


class TestWhoIsWrittenTo:
    """A window that is due on Friday, 20 February 2026."""

    DUE = dt.date(2026, 2, 20)

    @pytest.fixture
    def forms(self, town) -> dict[str, WindowSchool]:
        window = opened_window(territory=town.place, schools=[town.first, town.second])
        return {form.school.name: form for form in window.window_schools.all()}

    def run(self, left: int = 3) -> list[str]:
        day = self.DUE - dt.timedelta(days=left)
        write_notices(today=day, now=at(day), site=SITE)
        return list(OutgoingMessage.objects.order_by("to").values_list("to", flat=True))

    def test_who_has_not_sent(self, town, forms):
        assert self.run() == [town.team.email, town.other_team.email]

    @pytest.mark.parametrize("state", [FormState.SUBMITTED, FormState.ACCEPTED])
    def test_not_who_has_sent(self, town, forms, state):
        send(forms["Школа № 1"], dt.date(2026, 2, 5), state)
        assert self.run() == [town.other_team.email]

    def test_whose_form_came_back_with_its_reason(self, town, forms):
        form = forms["Школа № 1"]
        form.comment = "Проверьте число педагогов"
        send(form, dt.date(2026, 2, 5), FormState.RETURNED)
        assert town.team.email in self.run()
        letter = OutgoingMessage.objects.get(to=town.team.email)
        assert letter.subject == "Мониторинг: 1 форма, срок через 3 дня"
        assert letter.body.startswith(
            "Здравствуйте!\n\n"
            "Отдел образования ждёт от школы формы мониторинга:\n\n"
            "– Педагоги, февраль 2026: Школа № 1\n"
            "  Срок: 20 февраля 2026, через 3 дня\n"
            "  Состояние: возвращена\n"
            "  Почему возвращена: Проверьте число педагогов\n"
            f"  {SITE}/forms/{form.pk}/\n"
        )

    def test_not_who_has_switched_letters_off(self, town, forms):
        Following.objects.create(user=town.team, wants_reminders=False)
        assert self.run() == [town.other_team.email]

    def test_no_school_on_a_day_between(self, town, forms):
        """Four days before is a Monday: the coordinator has the week's digest."""
        assert self.run(left=8) == []
        assert self.run(left=4) == [town.coordinator.email]

    def test_two_forms_of_one_person_come_in_one_letter(self, town, forms):
        opened_window(territory=town.place, schools=[town.first], title="Второе окно")
        self.run()
        letter = OutgoingMessage.objects.get(to=town.team.email)
        assert letter.subject == "Мониторинг: 2 формы, срок через 3 дня"


def test_the_digest_says_who_has_not_sent(town):
    window = opened_window(territory=town.place, schools=[town.first, town.second])
    send(window.window_schools.get(school=town.first), dt.date(2026, 2, 5))
    monday = dt.date(2026, 2, 9)
    assert write_notices(today=monday, now=timezone.now(), site=SITE) == 1
    letter = OutgoingMessage.objects.get()
    assert (letter.to, letter.subject) == (
        town.coordinator.email,
        "Мониторинг на неделе: 1 окно",
    )
    assert (
        "– Педагоги, февраль 2026, Сосновоборск\n"
        "  Срок: 20 февраля 2026, через 11 дней\n"
        "  Отправили 1 из 2, приняты 0\n"
        "  Не отправили: Школа № 2\n"
        f"  {SITE}/windows/{window.pk}/"
    ) in letter.body


def test_no_digest_for_who_does_not_want_it_nor_without_windows(town):
    monday = dt.date(2026, 2, 9)
    assert write_notices(today=monday, now=at(monday), site=SITE) == 0
    opened_window(territory=town.place, schools=[town.first])
    Following.objects.create(user=town.coordinator, wants_digest=False)
    assert write_notices(today=monday, now=at(monday), site=SITE) == 0
