"""Pages of windows: a year planned and seen, one window, its schools, the matrix."""

import datetime as dt
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from monitoring.actions.window_calendars import change_calendar
from monitoring.counting.cells import YES
from monitoring.enums import FormState
from monitoring.models import Window, WindowSchool
from monitoring.seasons import collection_year
from schools.enums import Role
from schools.templatetags.portal_format import day
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.monitoring import (
    CalendarFactory,
    VersionFactory,
    WindowFactory,
    opened_window,
)
from tests.monitoring.filling import write
from tests.monitoring.windows import Town


pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def client(town) -> Client:
    return signed_in(town.coordinator)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def collecting(town: Town, **fields) -> Window:
    """A window of this year whose last day was yesterday; it closes in five days."""
    today = timezone.localdate()
    values = {
        "year": collection_year(today),
        "opens_on": today - 10 * DAY,
        "due_on": today - DAY,
        "closes_on": today + 5 * DAY,
        "versions": [VersionFactory()],
        "schools": [town.first, town.second],
        "territory": town.place,
    }
    return opened_window(**values | fields)


def sent_without_data(window: Window, school, state: str) -> WindowSchool:
    form = window.window_schools.get(school=school)
    form.state, form.submitted_at = state, timezone.now()
    form.first_submitted_on, form.is_without_data = window.due_on, True
    form.save()
    return form


def text(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


class TestPlan:
    def url(self, **query) -> str:
        return reverse("windows:plan", query=query)

    def test_before_anything_is_collected_it_says_what_to_do(self, client):
        assert "Планировать пока нечего" in text(client.get(self.url()))

    def test_what_would_appear_what_it_costs_what_clashes(self, town, client):
        """One field of two schools in two windows: four fields, twenty minutes."""
        year = collection_year(timezone.localdate())
        for name in ("Педагоги", "Помощь"):
            calendar = town.calendar(name, 2)
            town.collects(VersionFactory(calendar=calendar), year=year)
        response = client.get(self.url(minutes=5))
        figures = {row["label"]: row["value"] for row in response.context["figures"]}
        assert figures == {
            "Школ в статусе сегодня": "2",
            "Окон с формами школ": "2",
            "Полей за год у одной школы": "2",
            "Полей у всех школ": "4",
            "Времени у всех школ": "≈ 1\xa0час",
        }
        assert [row["text"] for row in response.context["clashes"]] == [
            f"Сроки в один день: 21\xa0февраля {year + 1}."
        ]
        assert not Window.objects.exists()

    def test_confirmed_it_makes_the_year_once(self, town, client):
        year = collection_year(timezone.localdate())
        calendar = town.calendar("Педагоги", 2, 6)
        town.collects(VersionFactory(calendar=calendar), year=year)
        data = {"territory": town.place.pk, "year": year}
        response = client.post(self.url(), data)
        assert response["Location"] == f"{reverse('windows:list')}?year={year}"
        assert "Запланировано: 2 окна." in text(client.get(response["Location"]))
        again = client.post(self.url(), data, follow=True)
        assert "уже запланированы: ничего не изменилось" in text(again)
        assert Window.objects.count() == 2

    def test_a_year_that_is_no_choice_is_this_one(self, client):
        response = client.get(self.url(year="abc", minutes="-3"))
        assert response.context["year"] == collection_year(timezone.localdate())


class TestList:
    def test_each_window_says_how_it_stands(self, town, client):
        window = collecting(town)
        sent = window.window_schools.get(school=town.first)
        sent.state, sent.submitted_at = FormState.ACCEPTED, timezone.now()
        sent.first_submitted_on = window.due_on + DAY
        sent.save()
        response = client.get(reverse("windows:list"))
        (row,) = response.context["rows"]
        shown = {key: row[key] for key in ("mark", "sent", "on_time", "late", "filled")}
        assert shown == {
            "mark": "window_grace",
            "sent": "1 из\xa02 (50,0\xa0%)",
            "on_time": "0 из\xa01 (0,0\xa0%)",
            "late": 1,
            "filled": "0,0\xa0%",
        }

    def test_a_planned_window_has_no_numbers(self, town, client):
        today = timezone.localdate()
        WindowFactory(
            territory=town.place,
            year=collection_year(today),
            opened_at=None,
            opens_on=today + DAY,
            due_on=today + 9 * DAY,
            closes_on=today + 9 * DAY,
        )
        (row,) = client.get(reverse("windows:list")).context["rows"]
        assert (row["mark"], row["away"], row["sent"]) == (
            "window_planned",
            "откроется завтра",
            "—",
        )

    def test_another_town_is_not_there(self, town, client):
        collecting(town, territory=MunicipalityFactory(), schools=[SchoolFactory()])
        assert "Окна не запланированы" in text(client.get(reverse("windows:list")))

    def test_nothing_found_is_not_nothing_there(self, town, client):
        collecting(town)
        url = reverse("windows:list", query={"search": "нет такого"})
        assert "Таких окон нет" in text(client.get(url))

    def test_a_reader_is_told_who_plans(self, town):
        response = signed_in(person(Role.HEAD, town.place)).get(reverse("windows:list"))
        assert "Окна планирует муниципальный координатор" in text(response)


class TestOneWindow:
    def test_its_schools_and_how_they_stand(self, town, client):
        window = collecting(town)
        response = client.get(reverse("windows:detail", args=[window.pk]))
        rows = response.context["rows"]
        assert [(row["form"].school, row["mark"], row["sent"]) for row in rows] == [
            (town.first, "form_late", "срок был 1\xa0день назад"),
            (town.second, "form_late", "срок был 1\xa0день назад"),
        ]

    def test_more_time_for_one_school_and_back(self, town, client):
        window = collecting(town)
        form = window.window_schools.get(school=town.first)
        day = timezone.localdate() + 9 * DAY
        url = reverse("windows:extend", args=[form.pk])
        response = client.post(
            url, {"extended_to": day.isoformat(), "reason": "Карантин"}, follow=True
        )
        (row, _) = response.context["rows"]
        assert row["mark"] == "form_not_started"
        assert row["more"].startswith("до ")
        client.post(
            reverse("windows:extension_back", args=[form.pk]), {"reason": "Сдали"}
        )
        assert WindowSchool.objects.get(pk=form.pk).extended_to is None

    def test_a_refusal_stands_at_its_field(self, town, client):
        form = collecting(town).window_schools.get(school=town.first)
        response = client.post(
            reverse("windows:extend", args=[form.pk]),
            {"extended_to": "2020-01-01", "reason": "Карантин"},
        )
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["extended_to"]

    def test_what_has_not_opened_says_why_and_opens(
        self, town, client, django_capture_on_commit_callbacks
    ):
        window = collecting(town, opened_at=None)
        window.window_schools.all().delete()
        window.window_indicators.all().delete()
        page = reverse("windows:detail", args=[window.pk])
        assert "День окна наступил, а окно не открылось." in text(client.get(page))
        with django_capture_on_commit_callbacks() as callbacks:
            response = client.post(
                reverse("windows:open", args=[window.pk]), follow=True
            )
        assert "Окно открыто: школы и показатели записаны." in text(response)
        assert len(callbacks) == 1
        assert window.window_schools.count() == 2

    def test_what_opens_after_its_last_day_asks_for_other_days(self, town, client):
        past = timezone.localdate() - 9 * DAY
        window = collecting(
            town, opened_at=None, opens_on=past, due_on=past + DAY, closes_on=past + DAY
        )
        window.window_schools.all().delete()
        window.window_indicators.all().delete()
        response = client.post(reverse("windows:open", args=[window.pk]), follow=True)
        assert "Последний день окна уже прошёл." in text(response)

    def test_a_window_that_cannot_open_says_what_it_lacks(self, town, client):
        window = WindowFactory(territory=town.place, opened_at=None)
        response = client.post(reverse("windows:open", args=[window.pk]), follow=True)
        assert "не собирает ни одного показателя" in text(response)

    def test_days_move_and_a_planned_window_goes(self, town, client):
        window = collecting(town, opened_at=None)
        days = {"due_on": timezone.localdate() + DAY}
        given = {"opens_on": window.opens_on, "closes_on": window.closes_on} | days
        client.post(reverse("windows:edit", args=[window.pk]), given)
        window.refresh_from_db()
        assert window.due_on == days["due_on"]
        url = reverse("windows:withdraw", args=[window.pk])
        assert client.post(url, {"reason": "Отменили"})["Location"] == reverse(
            "windows:list"
        )
        assert not Window.objects.exists()


class TestBareForms:
    def test_the_window_tells_them_apart_and_counts_them(self, town, client):
        window = collecting(town)
        sent_without_data(window, town.first, FormState.ACCEPTED)
        sent_without_data(window, town.second, FormState.SUBMITTED)
        response = client.get(reverse("windows:detail", args=[window.pk]))
        assert [row["mark"] for row in response.context["rows"]] == [
            "form_accepted_bare",
            "form_submitted_bare",
        ]
        notes = {row["label"]: row.get("note") for row in response.context["figures"]}
        assert notes["Приняты"] == "без данных: 1"
        assert "в суммах от школы ничего нет" in text(response)


class TestMatrix:
    url = "/windows/matrix/"

    def test_thirty_schools_and_six_windows_in_twelve_queries(self, town, client):
        schools = [SchoolFactory(municipality=town.place) for _ in range(30)]
        for _ in range(6):
            collecting(town, schools=schools)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(self.url)
        assert len(captured.captured_queries) <= 12
        cells = [len(row["cells"]) for row in response.context["rows"]]
        assert cells == [6] * 30

    def test_each_cell_in_words(self, town, client):
        window = collecting(town)
        sent = window.window_schools.get(school=town.first)
        sent.state, sent.submitted_at = FormState.SUBMITTED, timezone.now()
        sent.first_submitted_on = window.due_on
        sent.save()
        other = collecting(town, schools=[town.first], versions=[VersionFactory()])
        rows = client.get(self.url).context["rows"]
        marks = {row["school"]: [cell["mark"] for cell in row["cells"]] for row in rows}
        assert sorted(marks[town.first]) == ["form_late", "form_submitted"]
        assert sorted(marks[town.second]) == ["", "form_late"]
        assert other.window_schools.count() == 1

    @pytest.mark.parametrize(
        ("state", "names"), [("late", ["Школа № 2"]), ("accepted", [])]
    )
    def test_narrowed_to_a_state(self, town, client, state, names):
        window = collecting(town)
        sent = window.window_schools.get(school=town.first)
        sent.state, sent.submitted_at = FormState.SUBMITTED, timezone.now()
        sent.first_submitted_on = window.due_on
        sent.save()
        rows = client.get(self.url, {"state": state}).context["rows"]
        assert [row["school"].name for row in rows] == names

    def test_a_form_without_data_is_seen_apart(self, town, client):
        window = collecting(town)
        bare = sent_without_data(window, town.first, FormState.ACCEPTED)
        rows = client.get(self.url).context["rows"]
        assert [row["cells"][0]["mark"] for row in rows] == [
            "form_accepted_bare",
            "form_late",
        ]
        page = client.get(self.url, {"state": "bare"})
        assert [row["school"] for row in page.context["rows"]] == [town.first]
        assert "принята без данных" in text(page)
        assert "form_accepted_bare" in page.context["legend"]
        answer = client.get(reverse("windows:matrix_export"), {"state": "bare"})
        cell = load_workbook(BytesIO(answer.content)).worksheets[0]["C2"].value
        assert cell.startswith("принята без данных")
        # Given back it is a form like any other: nothing is sent of it.
        bare.state = FormState.RETURNED
        bare.save()
        rows = client.get(self.url).context["rows"]
        assert rows[0]["cells"][0]["mark"] == "form_returned"

    def test_nothing_has_opened(self, client):
        assert "Открытых окон с формами нет" in text(client.get(self.url))

    def test_the_file_says_the_same(self, town, client):
        collecting(town)
        answer = client.get(reverse("windows:matrix_export"))
        sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[1] == [
            "Сосновоборск",
            "Школа № 1",
            "просрочена, срок был 1\xa0день назад",
        ]


class TestCalendars:
    def test_a_slot_is_added_moved_and_taken_out(self, town, client):
        calendar = CalendarFactory(territory=town.place, name="Свой", slots=(2,))
        slot = {"day": 5, "days_to_due": 10, "days_of_grace": 3, "phase": "plain"}
        url = reverse("windows:slot_new", args=[calendar.pk])
        client.post(url, slot | {"month": 11})
        first, second = calendar.slots.order_by("pk")
        client.post(
            reverse("windows:slot_edit", args=[second.pk]), slot | {"month": 12}
        )
        client.post(reverse("windows:slot_remove", args=[first.pk]))
        assert list(calendar.slots.values_list("month", "day")) == [(12, 5)]

    def test_a_month_holds_one_window(self, town, client):
        calendar = CalendarFactory(territory=town.place, slots=(2,))
        slot = {"day": 5, "days_to_due": 10, "days_of_grace": 3, "phase": "plain"}
        url = reverse("windows:slot_new", args=[calendar.pk])
        response = client.post(url, slot | {"month": 2})
        assert response.status_code == 422
        assert "В этом месяце окно календаря уже есть." in text(response)

    def test_a_common_calendar_is_the_administrators(self, town, client):
        calendar = CalendarFactory()
        url = reverse("windows:calendar_edit", args=[calendar.pk])
        assert client.get(url).status_code == 403
        change_calendar(
            calendar=calendar,
            values={"name": "Иначе", "is_active": False},
            user=person(Role.ADMINISTRATOR),
            now=timezone.now(),
        )
        calendar.refresh_from_db()
        assert (calendar.name, calendar.is_active) == ("Иначе", False)

    def test_a_new_one_is_the_municipalitys(self, town, client):
        data = {"name": "Свой", "filler": "school", "territory": town.place.pk}
        client.post(reverse("windows:calendar_new"), data)
        (row,) = client.get(reverse("windows:calendars")).context["rows"]
        assert (row["calendar"].name, row["calendar"].territory) == ("Свой", town.place)


class TestToday:
    def test_the_coordinator_sees_what_waits_and_what_is_open(self, town, client):
        window = collecting(town)
        form = window.window_schools.get(school=town.first)
        form.state, form.submitted_at = FormState.SUBMITTED, timezone.now()
        form.first_submitted_on = window.due_on
        form.save()
        parts = client.get(reverse("today")).context["window_parts"]
        assert [(part["title"], part["count"]) for part in parts] == [
            ("Формы ждут решения", 1),
            ("Открытые окна", 1),
        ]
        assert parts[1]["lines"][0]["detail"] == (
            "Заполняют школы: отправили 1 из\xa02 (50,0\xa0%); заполнено 0,0\xa0% полей"
        )

    def test_the_school_sees_its_own_forms_alone(self, town):
        window = collecting(town)
        parts = signed_in(town.team).get(reverse("today")).context["window_parts"]
        own = window.window_schools.get(school=town.first)
        assert [[line["url"] for line in part["lines"]] for part in parts] == [
            [reverse("forms:form", args=[own.pk])]
        ]

    def test_a_returned_form_is_told_first(self, town):
        """The day by which it is mended, how the comment begins, straight to the form."""
        window = collecting(town, closes_on=timezone.localdate() + 5 * DAY)
        form = window.window_schools.get(school=town.first)
        form.state, form.extended_to = FormState.RETURNED, timezone.localdate() + DAY
        form.extension_reason, form.comment = "Уточнения", "Сверьте числа. " * 30
        form.save()
        response = signed_in(town.team).get(reverse("today"))
        assert response.context["window_parts"] == []
        (line,) = response.context["returned_forms"]
        assert line["url"] == reverse("forms:form", args=[form.pk])
        assert line["until"] == f"уточнить до {day(form.extended_to)}"
        assert line["comment"].startswith("Сверьте числа.")
        assert len(line["comment"]) <= 160
        _header, content = text(response).split("</h1>")
        assert "Координатор ждёт уточнений" in content.split("</h2>")[0]

    def test_a_returned_form_says_that_its_window_is_shut(self, town):
        today = timezone.localdate()
        window = collecting(town, closes_on=today - DAY)
        form = window.window_schools.get(school=town.first)
        form.state, form.comment = FormState.RETURNED, "Сверьте числа."
        form.save()
        (line,) = signed_in(town.team).get(reverse("today")).context["returned_forms"]
        assert line["until"].startswith("окно закрылось")

    def test_a_question_leads_to_its_row(self, town):
        window = collecting(town)
        form = window.window_schools.get(school=town.first)
        asked = window.window_indicators.get()
        value = write(window, asked, form, YES)
        value.query_text = "Почему стало меньше?"
        value.save()
        response = signed_in(town.team).get(reverse("today"))
        url = f"{reverse('forms:form', args=[form.pk])}#field-{asked.pk}"
        assert url in text(response)
        assert "Почему стало меньше?" in text(response)
        other = signed_in(town.other_team).get(reverse("today"))
        assert "Координатор ждёт уточнений" not in text(other)

    def test_a_sent_form_is_gone(self, town):
        form = collecting(town).window_schools.get(school=town.first)
        form.state, form.submitted_at = FormState.ACCEPTED, timezone.now()
        form.save()
        assert signed_in(town.team).get(reverse("today")).context["window_parts"] == []
