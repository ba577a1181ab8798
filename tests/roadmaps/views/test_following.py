"""A person's own letters, and the calendar behind a secret address."""

import datetime as dt

import icalendar
import pytest
from django.urls import reverse

from roadmaps.actions.calendar import renew_address
from roadmaps.enums import OccurrenceState
from roadmaps.models import Following, Occurrence
from roadmaps.queries.feed import digest_of
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories.plans import approve
from tests.roadmaps.following import NOW, Town


pytestmark = pytest.mark.django_db
SETTINGS = "/terms/settings/"


@pytest.fixture
def town() -> Town:
    return Town()


def feed_of(user) -> str:
    return reverse("terms:feed", args=[renew_address(user=user, now=NOW)])


def events(response) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


class TestSettings:
    def test_letters_are_on_until_switched_off(self, client, town):
        client.force_login(town.methodist)
        form = client.get(SETTINGS).context["form"]
        assert (form["wants_reminders"].value(), form["wants_digest"].value()) == (
            True,
            True,
        )
        assert client.post(SETTINGS, {"wants_digest": "on"}).status_code == 302
        following = Following.objects.get(user=town.methodist)
        assert (following.wants_reminders, following.wants_digest) == (False, True)

    def test_without_an_address_of_mail_it_says_so(self, client, town):
        town.methodist.email = ""
        town.methodist.save()
        client.force_login(town.methodist)
        assert "письма не приходят" in client.get(SETTINGS).content.decode()

    def test_the_secret_is_shown_once_and_never_stored(self, client, town):
        client.force_login(town.methodist)
        shown = client.post(reverse("terms:address"), follow=True).context["address"]
        secret = shown.rsplit("/", 1)[1].removesuffix(".ics")
        following = Following.objects.get(user=town.methodist)
        assert following.calendar_digest == digest_of(secret)
        assert secret not in client.get(SETTINGS).content.decode()
        assert not AuditEvent.objects.filter(after__icontains=secret).exists()

    def test_a_new_address_ends_the_one_before(self, client, town):
        old, new = feed_of(town.methodist), feed_of(town.methodist)
        assert [client.get(url).status_code for url in (old, new)] == [404, 200]

    def test_a_closed_address_is_not_there(self, client, town):
        url = feed_of(town.methodist)
        client.force_login(town.methodist)
        client.post(reverse("terms:close"))
        client.logout()
        assert client.get(url).status_code == 404

    def test_a_digest_is_no_secret(self, client, town):
        feed_of(town.methodist)
        digest = Following.objects.get(user=town.methodist).calendar_digest
        assert client.get(reverse("terms:feed", args=[digest])).status_code == 404

    def test_an_empty_digest_opens_nothing(self, client, town):
        Following.objects.create(user=town.methodist)
        assert client.get(reverse("terms:feed", args=["x"])).status_code == 404


class TestFeed:
    @pytest.fixture
    def filled(self, town) -> Town:
        for title, fields in {
            "Методист; сам, «да»": {"user": town.methodist},
            "Начальник": {"role": Role.HEAD},
            "Школа": {"concerns": (town.low,)},
            "Другая школа": {"concerns": (town.adverse,)},
            "Сделано": {
                "user": town.methodist,
                "state": OccurrenceState.DONE,
                "done_on": dt.date(2025, 10, 20),
            },
            "Отменено": {
                "user": town.methodist,
                "state": OccurrenceState.CANCELLED,
                "cancel_reason": "Нет средств.",
            },
            "Без дня": {"user": town.methodist, "starts_on": None, "due_on": None},
        }.items():
            town.occurrence(activity={"title": title, "number": "1"}, **fields)
        approve(town.version)
        return town

    @pytest.mark.parametrize(
        ("who", "expected"),
        [
            ("methodist", ["1 Методист; сам, «да»", "✓ 1 Сделано"]),
            ("head", ["1 Начальник"]),
            ("team", ["1 Школа"]),
            ("other_team", ["1 Другая школа"]),
            (
                "coordinator",
                [
                    "1 Другая школа",
                    "1 Методист; сам, «да»",
                    "1 Начальник",
                    "1 Школа",
                    "✓ 1 Сделано",
                ],
            ),
            ("neighbour", []),
        ],
    )
    def test_only_what_concerns_the_person(self, client, filled, who, expected):
        found = events(client.get(feed_of(getattr(filled, who))))
        assert sorted(found) == sorted(expected)

    def test_a_whole_day_with_a_number_that_stays(self, client, filled):
        found = events(client.get(feed_of(filled.head)))["1 Начальник"]
        assert found["DTSTART"].dt == dt.date(2025, 10, 31)
        assert found["DTEND"].dt == dt.date(2025, 11, 1)
        assert found["DTSTART"].params["VALUE"] == "DATE"
        again = events(client.get(feed_of(filled.head)))["1 Начальник"]
        assert again["UID"] == found["UID"]
        assert str(found["URL"]).startswith("http://testserver/terms/")
        assert "Дорожная карта:" in str(found["DESCRIPTION"])

    def test_names_nobody(self, client, filled):
        content = client.get(feed_of(filled.coordinator)).content.decode()
        unfolded = content.replace("\r\n ", "")
        for person in (filled.methodist, filled.coordinator):
            assert person.full_name not in unfolded
        assert "ATTENDEE" not in unfolded
        assert "ORGANIZER" not in unfolded

    def test_is_for_no_shared_cache_and_says_when_nothing_changed(self, client, filled):
        url = feed_of(filled.methodist)
        first = client.get(url)
        assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert first.headers["Cache-Control"] == "private, no-cache"
        tag = first.headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
        Occurrence.objects.filter(state=OccurrenceState.DONE).delete()
        changed = client.get(url, headers={"If-None-Match": tag})
        assert list(events(changed)) == ["1 Методист; сам, «да»"]

    def test_a_closed_account_has_no_calendar(self, client, filled):
        url = feed_of(filled.methodist)
        filled.methodist.is_active = False
        filled.methodist.save()
        assert client.get(url).status_code == 404

    def test_who_left_office_sees_nothing_more(self, client, filled):
        url = feed_of(filled.head)
        filled.head.memberships.update(ends_on=dt.date(2025, 1, 1))
        assert events(client.get(url)) == {}

    def test_asking_too_often_is_refused_for_that_address_alone(
        self, client, filled, settings
    ):
        settings.REQUEST_RATES = {**settings.REQUEST_RATES, "feed": ("GET", "1/h")}
        one, other = feed_of(filled.head), feed_of(filled.methodist)
        answers = [client.get(url).status_code for url in (one, one, other)]
        assert answers == [200, 429, 200]

    def test_needs_no_login_and_takes_no_post(self, client, filled):
        url = feed_of(filled.head)
        assert client.post(url).status_code == 405
        assert "sessionid" not in client.get(url).cookies

    @pytest.mark.parametrize("rows", [1, 5])
    def test_the_same_queries(self, client, town, rows, django_assert_max_num_queries):
        for _ in range(rows):
            town.occurrence(user=town.methodist)
        approve(town.version)
        url = feed_of(town.methodist)
        with django_assert_max_num_queries(6):
            client.get(url)
