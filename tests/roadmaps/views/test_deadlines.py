"""Pages of deadlines: the year, one deadline, a school's own, the file, each form."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import DeadlineExtension, ProgrammeDeadline
from roadmaps.queries.deadlines import school_year_of
from schools.models import AuditEvent, SchoolStatus
from tests.roadmaps.deadline_town import DeadlineTown


pytestmark = pytest.mark.django_db
LIST = "/programmes/deadlines/"


@pytest.fixture
def town() -> DeadlineTown:
    """The same town in the school year of today."""
    town = DeadlineTown()
    SchoolStatus.objects.update(starts_on=dt.date(2020, 9, 1))
    return town


def day(left: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=left)


def named(town: DeadlineTown, left: int, **values) -> ProgrammeDeadline:
    year = school_year_of(timezone.localdate())
    return town.deadline(due_on=day(left), year=year, **values)


def programme(town: DeadlineTown, state: str, **values):
    year = school_year_of(timezone.localdate())
    given = {
        "starts_on": dt.date(year, 9, 1),
        "ends_on": dt.date(year + 1, 8, 31),
        **values,
    }
    return town.programme(state, **given)


def as_person(client, user):
    client.force_login(user)
    return client


def schools(response) -> list[str]:
    return [row.record.school.name for row in response.context["table"].page]


def page(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


class TestList:
    def test_the_late_stand_below_the_deadlines(self, client, town):
        deadline = named(town, -3)
        town.deadline(
            territory=town.elsewhere,
            user=town.neighbour,
            year=deadline.year,
            due_on=deadline.due_on,
        )
        programme(town, "submitted")
        response = as_person(client, town.coordinator).get(LIST)
        assert [
            (row["deadline"], row["standing"].words, row["standing"].overdue)
            for row in response.context["rows"]
        ] == [(deadline, "1 из\xa02\xa0школ", 1)]
        assert schools(response) == ["Школа № 2"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["Школа № 1"]),
            ("?state=done", ["Школа № 2"]),
            ("?state=not_made", ["Школа № 1"]),
            ("?state=any", ["Школа № 1", "Школа № 2"]),
            ("?state=any&search=№+2", ["Школа № 2"]),
            ("?state=due_soon", []),
            ("?state=чепуха", ["Школа № 1"]),
        ],
    )
    def test_filters(self, client, town, query, expected):
        named(town, -3)
        programme(town, "submitted", school=town.adverse)
        response = as_person(client, town.coordinator).get(LIST + query)
        assert schools(response) == expected

    def test_a_draft_is_not_told(self, client, town):
        named(town, -3)
        programme(town, "draft", title="Секретный черновик")
        content = page(as_person(client, town.coordinator).get(f"{LIST}?state=any"))
        assert "Секретный" not in content
        assert content.count("не отправлена") == 2

    def test_other_years_stand_in_the_address(self, client, town):
        town.deadline(year=2020, due_on=dt.date(2020, 10, 1))
        town.published(programme=town.programme("running", school=town.low))
        response = as_person(client, town.head).get(f"{LIST}?year=2020")
        assert response.context["year"] == "2020/21"
        assert len(response.context["rows"]) == 1

    def test_a_region_chooses_the_municipality(self, client, town):
        named(town, -3)
        named(town, -3, territory=town.elsewhere, user=town.neighbour)
        client = as_person(client, town.analyst)
        assert schools(client.get(LIST)) == ["Школа № 1", "Школа № 2", "Школа № 4"]
        narrowed = client.get(f"{LIST}?municipality={town.elsewhere.pk}")
        assert schools(narrowed) == ["Школа № 4"]

    def test_empty_leads_the_coordinator_to_the_usual_days(self, client, town):
        content = page(as_person(client, town.coordinator).get(LIST))
        assert reverse("deadlines:standard") in content
        content = page(as_person(client, town.head).get(LIST))
        assert reverse("deadlines:standard") not in content
        assert "Сроки программ назначает муниципальный координатор." in content


class TestOwn:
    def test_a_school_reads_what_it_owes_and_why_it_is_closed(self, client, town):
        named(town, -3, note="Присылайте Word.")
        programme(town, "draft")
        response = as_person(client, town.team).get(LIST)
        (row,) = response.context["rows"]
        assert (row["word"], row["lock"].since) == ("просрочено", day(-2))
        content = page(response)
        assert "муниципальный координатор: Анна Ким." in content
        assert "Присылайте Word." in content

    def test_more_time_is_told_with_its_reason(self, client, town):
        town.extend(named(town, -3), due_on=day(7), today=day(0))
        programme(town, "draft")
        (row,) = as_person(client, town.team).get(LIST).context["rows"]
        assert (row["reason"], row["lock"]) == ("Сменилась команда.", None)

    def test_another_schools_time_is_not_told(self, client, town):
        town.extend(named(town, -3), due_on=day(7), today=day(0))
        content = page(as_person(client, town.other_team).get(LIST))
        assert "Сменилась команда." not in content

    def test_without_a_programme_it_is_led_to_begin_one(self, client, town):
        named(town, 10)
        content = page(as_person(client, town.team).get(LIST))
        assert reverse("programmes:new") in content

    def test_nothing(self, client, town):
        content = page(as_person(client, town.team).get(LIST))
        assert "Сроков для школы нет" in content


class TestDetail:
    def test_each_school_and_who_got_more(self, client, town):
        deadline = named(town, -3)
        more = town.extend(deadline, due_on=day(7), today=day(0))
        response = as_person(client, town.methodist).get(
            reverse("deadlines:detail", args=[deadline.pk])
        )
        assert schools(response) == ["Школа № 2", "Школа № 1"]
        assert response.context["extensions"] == [more]
        assert reverse("deadlines:extension_back", args=[more.pk]) not in page(response)

    def test_of_elsewhere_is_not_there(self, client, town):
        url = reverse("deadlines:detail", args=[named(town, 3).pk])
        assert as_person(client, town.neighbour).get(url).status_code == 404


class TestExport:
    def test_holds_what_is_shown_and_leaves_a_trace(self, client, town):
        town.extend(named(town, -3), due_on=day(7), today=day(0))
        programme(town, "agreed", school=town.adverse, title="Наша программа")
        url = reverse("deadlines:export")
        response = as_person(client, town.coordinator).get(f"{url}?state=any")
        book = openpyxl.load_workbook(BytesIO(response.content))
        rows = list(book["Сроки программ"].iter_rows(min_row=2, values_only=True))
        assert [(row[0], row[6], row[7], row[8], row[9]) for row in rows] == [
            ("Школа № 1", "Сменилась команда.", "скоро срок", None, "не отправлена"),
            ("Школа № 2", None, "сделано", "Наша программа", "согласована"),
        ]
        assert AuditEvent.objects.get(action="deadlines.exported").after == {
            "rows": 2,
            "filters": {"Школы": "все"},
        }


class TestForms:
    def test_a_new_deadline(self, client, town):
        year = school_year_of(timezone.localdate())
        response = as_person(client, town.coordinator).post(
            reverse("deadlines:new"),
            {
                "territory": town.place.pk,
                "kind": town.kind.pk,
                "step": "submit",
                "year": year,
                "due_on": f"{day(20):%Y-%m-%d}",
                "closes": "on",
                "note": "",
            },
        )
        assert response.url == LIST
        row = ProgrammeDeadline.objects.get()
        assert (row.territory, row.year, row.due_on, row.closes) == (
            town.place,
            year,
            day(20),
            True,
        )

    def test_a_refusal_stands_at_its_field_with_what_was_typed(self, client, town):
        year = school_year_of(timezone.localdate())
        response = as_person(client, town.coordinator).post(
            reverse("deadlines:new"),
            {
                "territory": town.place.pk,
                "kind": town.kind.pk,
                "step": "submit",
                "year": year,
                "due_on": "2001-01-01",
                "note": "Слова",
            },
        )
        assert response.status_code == 422
        form = response.context["form"]
        assert list(form.errors) == ["due_on"]
        assert form["note"].value() == "Слова"

    def test_another_municipality_cannot_be_chosen(self, client, town):
        form = as_person(client, town.coordinator).get(reverse("deadlines:new"))
        places = form.context["form"].fields["territory"].queryset
        assert list(places) == [town.place]

    def test_the_usual_days_at_once(self, client, town):
        year = school_year_of(timezone.localdate()) + 1
        response = as_person(client, town.coordinator).post(
            reverse("deadlines:standard"),
            {
                "territory": town.place.pk,
                "kind": town.kind.pk,
                "year": year,
                "cycle": "spring",
            },
        )
        assert response.url == f"{LIST}?year={year}"
        assert list(
            ProgrammeDeadline.objects.order_by("due_on").values_list("step", flat=True)
        ) == ["submit", "approve", "publish"]

    def test_the_day_is_moved(self, client, town):
        deadline = named(town, 3)
        url = reverse("deadlines:edit", args=[deadline.pk])
        as_person(client, town.coordinator).post(
            url, {"due_on": f"{day(5):%Y-%m-%d}", "note": "Ещё два дня"}
        )
        deadline.refresh_from_db()
        assert (deadline.due_on, deadline.closes, deadline.note) == (
            day(5),
            False,
            "Ещё два дня",
        )

    def test_more_time_for_the_school_of_the_address(self, client, town):
        deadline = named(town, -3)
        url = reverse("deadlines:extend", args=[deadline.pk])
        client = as_person(client, town.coordinator)
        form = client.get(f"{url}?school={town.low.pk}").context["form"]
        assert form["school"].value() == str(town.low.pk)
        assert list(form.fields["school"].queryset) == [
            town.low,
            town.adverse,
            town.ordinary,
        ]
        client.post(
            url,
            {
                "school": town.low.pk,
                "due_on": f"{day(4):%Y-%m-%d}",
                "reason": "Пожар",
            },
        )
        more = DeadlineExtension.objects.get()
        assert (more.school, more.due_on, more.reason) == (town.low, day(4), "Пожар")
        again = client.get(f"{url}?school={town.low.pk}").context["form"]
        assert again["reason"].value() == "Пожар"

    def test_a_removed_one_asks_why(self, client, town):
        deadline = named(town, -3)
        url = reverse("deadlines:remove", args=[deadline.pk])
        client = as_person(client, town.coordinator)
        assert client.post(url, {"reason": ""}).status_code == 422
        assert client.post(url, {"reason": "Ошибка"}).url == LIST
        assert ProgrammeDeadline.objects.count() == 0

    def test_time_is_taken_back(self, client, town):
        more = town.extend(named(town, -3), due_on=day(7), today=day(0))
        url = reverse("deadlines:extension_back", args=[more.pk])
        client = as_person(client, town.coordinator)
        assert client.post(url, {"reason": "Передумали"}).status_code == 302
        assert client.get(url).status_code == 404
