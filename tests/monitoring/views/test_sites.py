"""The desk, the matrix and its file; the sheet ticked off; what a school sees."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from monitoring.models import SiteCheck, SiteItem, Value, Window, WindowSchool
from monitoring.tasks import rollups, sites
from roadmaps.models import Publication
from schools.models import AuditEvent
from tests.factories.programmes import ProgrammeFactory
from tests.monitoring.site_town import ADDRESS, NOW, TODAY, SiteTown


pytestmark = pytest.mark.django_db
DESK = "/sites/"


@pytest.fixture
def town() -> SiteTown:
    return SiteTown()


def as_person(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def page(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def sheet_url(sheet: WindowSchool) -> str:
    return reverse("sites:sheet", args=[sheet.pk])


def check_url(sheet: WindowSchool, item: SiteItem) -> str:
    return reverse("sites:check", args=[sheet.pk, item.pk])


def window_url(window: Window) -> str:
    return reverse("sites:window", args=[window.pk])


class TestDesk:
    def test_windows_with_how_far_they_have_come(self, client, town):
        town.check()
        (row,) = as_person(client, town.methodist).get(DESK).context["rows"]
        assert (row["window"], row["schools"], row["items"]) == (town.window, "2", "2")
        assert (row["done"], row["total"], row["percent"]) == (1, 4, "25,0\xa0%")

    def test_nothing_has_opened(self, client, town):
        Window.objects.update(opened_at=None)
        assert "Окон проверки пока нет" in page(
            as_person(client, town.methodist).get(DESK)
        )

    def test_a_neighbour_sees_nothing_of_it(self, client, town):
        assert as_person(client, town.neighbour).get(DESK).context["rows"] == []

    def test_a_team_sees_its_own_sheet(self, client, town):
        town.check(verdict="no", address="")
        town.check(sheet=town.other_sheet)
        (row,) = as_person(client, town.team).get(DESK).context["rows"]
        assert (row["school"], row["checked"]) == ("Школа № 1", "1 из\xa02")
        assert row["counts"] == [{"mark": "score_0", "word": "нет: 1"}]

    def test_a_team_before_the_first_window(self, client, town):
        Window.objects.update(opened_at=None)
        assert "Сайт ещё не проверяли" in page(as_person(client, town.team).get(DESK))


class TestMatrix:
    def test_schools_by_items(self, client, town):
        town.check()
        town.check(item=town.report, verdict="partly")
        SiteCheck.objects.filter(item=town.order).update(
            link_state="dead", dead_since=NOW
        )
        response = as_person(client, town.head).get(window_url(town.window))
        assert [
            (row["school"], row["checked"], [cell["word"] for cell in row["cells"]])
            for row in response.context["rows"]
        ] == [
            (town.school, "2 из\xa02", ["проверить", "есть не полностью"]),
            (town.sibling, "0 из\xa02", ["не проверено", "не проверено"]),
        ]
        assert response.context["rows"][0]["cells"][0]["since"] == (
            "с 10\xa0февраля 2026"
        )
        assert [row["count"] for row in response.context["totals"]] == [
            "1 из\xa01",
            "0 из\xa01",
        ]

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("search=№ 2", [2]),
            ("state=left", [2]),
            ("state=dead", []),
            ("state=answered", [1]),
            ("state=nonsense", [1, 2]),
        ],
    )
    def test_narrowed(self, client, town, query, numbers):
        for item in (town.order, town.report):
            town.check(item=item)
        SiteCheck.objects.filter(item=town.order).update(answer="Исправили")
        response = as_person(client, town.head).get(
            f"{window_url(town.window)}?{query}"
        )
        schools = {1: town.school, 2: town.sibling}
        assert [row["school"] for row in response.context["rows"]] == [
            schools[number] for number in numbers
        ]

    def test_the_file_holds_every_item(self, client, town):
        town.check(note="Скан")
        url = reverse("sites:export", args=[town.window.pk])
        response = as_person(client, town.head).get(url)
        book = openpyxl.load_workbook(BytesIO(response.content))
        rows = list(book["Проверка сайтов"].iter_rows(min_row=2, values_only=True))
        assert len(rows) == 4
        assert rows[0][:5] == ("Школа № 1", "Приказ", "есть", ADDRESS, "Скан")
        assert rows[3][:3] == ("Школа № 2", "Отчёт", "не проверено")
        assert AuditEvent.objects.get(action="site_checks.exported").after["rows"] == 2


class TestSheet:
    def test_begins_at_what_is_known(self, client, town):
        """The school's own record, and for the other item the window before."""
        Publication.objects.create(
            programme=ProgrammeFactory(
                school=town.school,
                state="published",
                order_number="1",
                order_date=TODAY,
            ),
            item="order",
            address="https://school.example.org/own",
            published_on=TODAY,
            recorded_at=NOW,
        )
        autumn = town.opened(
            opens_on=dt.date(2025, 10, 1),
            due_on=dt.date(2025, 10, 20),
            closes_on=dt.date(2025, 10, 27),
        )
        before = autumn.window_schools.get(school=town.school)
        town.check(
            sheet=before,
            item=town.report,
            address="https://school.example.org/autumn",
            checked_on=dt.date(2025, 10, 5),
            today=dt.date(2025, 10, 5),
        )
        response = as_person(client, town.methodist).get(sheet_url(town.sheet))
        assert [
            (line.title, line.address, line.is_prefilled, line.verdict)
            for line in response.context["lines"]
        ] == [
            ("Приказ", "https://school.example.org/own", True, ""),
            ("Отчёт", "https://school.example.org/autumn", True, ""),
        ]

    def test_a_reader_has_no_fields(self, client, town):
        town.check(note="Нет печати")
        content = page(as_person(client, town.head).get(sheet_url(town.sheet)))
        assert "Нет печати" in content
        assert 'name="verdict"' not in content
        assert 'name="answer"' not in content

    def test_a_school_reads_and_may_answer(self, client, town):
        town.check()
        content = page(as_person(client, town.team).get(sheet_url(town.sheet)))
        assert (content.count('name="answer"'), 'name="verdict"' in content) == (
            1,
            False,
        )

    def test_what_is_checked_is_folded_and_the_rest_is_open(self, client, town):
        town.check()
        response = as_person(client, town.methodist).get(sheet_url(town.sheet))
        assert [(line.title, line.is_open) for line in response.context["lines"]] == [
            ("Приказ", False),
            ("Отчёт", True),
        ]
        content = page(response)
        assert content.count('<details class="site-item__fold">') == 1
        assert content.count('<details class="site-item__fold" open>') == 1
        assert "1 из 2" in content
        assert f'href="#item-{town.report.pk}"' in content

    def test_after_the_last_item_nothing_is_next(self, client, town):
        for item in (town.order, town.report):
            town.check(item=item)
        content = page(as_person(client, town.methodist).get(sheet_url(town.sheet)))
        assert "Все пункты отмечены" in content
        assert "Следующий непроверенный" not in content

    def test_a_closed_sheet_says_why_and_takes_nothing(self, client, town):
        town.check(note="Нет печати")
        Window.objects.update(due_on=TODAY, closes_on=TODAY)
        client = as_person(client, town.methodist)
        content = page(client.get(sheet_url(town.sheet)))
        assert "закрылось 10 февраля 2026" in content
        assert "может муниципальный координатор: Анна Ким." in content
        assert 'name="verdict"' not in content
        assert reverse("windows:extend", args=[town.sheet.pk]) not in content
        response = client.post(
            check_url(town.sheet, town.report), typed(note="Видел утром")
        )
        assert response.status_code == 422
        assert "Не сохранено. Окно" in page(response)
        assert "Видел утром" in page(response)
        assert SiteCheck.objects.count() == 1

    def test_a_coordinator_may_give_a_closed_sheet_more_time(self, client, town):
        Window.objects.update(due_on=TODAY, closes_on=TODAY)
        client = as_person(client, town.coordinator)
        link = reverse("windows:extend", args=[town.sheet.pk])
        assert link in page(client.get(sheet_url(town.sheet)))
        type(town.window.calendar).objects.update(filler="reviewer")
        address = reverse("windows:detail", args=[town.window.pk])
        assert link in page(client.get(address))
        later = timezone.localdate() + dt.timedelta(days=3)
        client.post(link, {"extended_to": later.isoformat(), "reason": "Сайт лежал"})
        assert 'name="verdict"' in page(client.get(sheet_url(town.sheet)))

    def test_another_school_is_not_there(self, client, town):
        response = as_person(client, town.team).get(sheet_url(town.other_sheet))
        assert response.status_code == 404

    def test_a_window_without_items_has_no_sheet(self, client, town):
        town.window.window_indicators.all().delete()
        response = as_person(client, town.methodist).get(sheet_url(town.sheet))
        assert response.status_code == 404


@pytest.fixture
def asked(monkeypatch) -> dict[str, list[int]]:
    """What was handed to the worker."""
    found: dict[str, list[int]] = {"links": [], "windows": []}
    monkeypatch.setattr(sites.check_site_address, "delay", found["links"].append)
    monkeypatch.setattr(rollups.roll_up_window, "delay", found["windows"].append)
    return found


def typed(**values: object) -> dict[str, object]:
    today = timezone.localdate().isoformat()
    return {"verdict": "yes", "address": ADDRESS, "checked_on": today, **values}


class TestCheck:
    def test_saved_and_both_works_begin_on_commit(
        self, client, town, asked, django_capture_on_commit_callbacks
    ):
        client = as_person(client, town.methodist)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(check_url(town.sheet, town.order), typed())
        check = SiteCheck.objects.get()
        assert response.url == f"{sheet_url(town.sheet)}#item-{town.order.pk}"
        assert asked == {"links": [check.pk], "windows": [town.window.pk]}
        assert Value.objects.filter(numerator=1).count() == 2

    def test_with_scripts_only_the_state_comes_back(self, client, town, asked):
        client = as_person(client, town.methodist)
        url = check_url(town.sheet, town.order)
        content = page(client.post(url, typed(), headers={"HX-Request": "true"}))
        assert "Сохранено" in content
        assert 'name="revision" value="1"' in content
        assert "1 из 2" in content
        assert f'id="mark-{town.order.pk}" hx-swap-oob="true"' in content
        assert f'href="#item-{town.report.pk}"' in content
        assert "<html" not in content

    def test_yes_wants_an_address(self, client, town):
        client = as_person(client, town.methodist)
        response = client.post(
            check_url(town.sheet, town.order), typed(address="", note="Видел")
        )
        line = response.context["lines"][0]
        assert (response.status_code, line.note, line.verdict) == (422, "Видел", "yes")
        assert line.error == "Укажите адрес, по которому это видно."
        assert SiteCheck.objects.count() == 0

    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"verdict": ""}, "Отметьте, что видно на сайте."),
            (
                {"address": "ftp://school.example.org"},
                "Адрес начинается с http:// или https://.",
            ),
            ({"checked_on": ""}, "Назовите день проверки."),
            ({"checked_on": "2100-01-01"}, "День проверки ещё не наступил."),
        ],
    )
    def test_what_cannot_be_saved_says_why(self, client, town, values, error):
        client = as_person(client, town.methodist)
        url = check_url(town.sheet, town.order)
        response = client.post(url, typed(**values), headers={"HX-Request": "true"})
        assert f"Не сохранено. {error}" in page(response)

    def test_another_hand_was_faster(self, client, town, asked):
        town.check(verdict="partly", note="Без подписи", user=town.coordinator)
        client = as_person(client, town.methodist)
        url = check_url(town.sheet, town.order)
        content = page(client.post(url, typed(), headers={"HX-Request": "true"}))
        assert "этот пункт отметил другой человек" in content
        assert "есть не полностью" in content
        response = client.post(url, typed(revision=1))
        assert response.status_code == 302
        assert SiteCheck.objects.get().verdict == "yes"

    def test_an_item_of_another_window(self, client, town):
        client = as_person(client, town.methodist)
        url = reverse("sites:check", args=[town.sheet.pk, 10**6])
        assert client.post(url, typed()).status_code == 404


class TestAnswer:
    def test_kept_and_shown_to_the_checker(self, client, town):
        check, _ = town.check(verdict="no", address="")
        url = reverse("sites:answer", args=[check.pk])
        as_person(client, town.team).post(url, {"answer": "Разместили вчера"})
        content = page(as_person(client, town.methodist).get(sheet_url(town.sheet)))
        assert "Разместили вчера" in content

    def test_too_long_or_too_early_says_so(self, client, town):
        check, _ = town.check()
        url = reverse("sites:answer", args=[check.pk])
        client = as_person(client, town.team)
        content = page(client.post(url, {"answer": "я" * 4001}, follow=True))
        assert "Ответ слишком длинный" in content
        SiteCheck.objects.update(verdict="")
        content = page(client.post(url, {"answer": "Есть"}, follow=True))
        assert "Этот пункт ещё не проверен." in content


def test_the_link_is_opened_when_asked(
    client, town, asked, django_capture_on_commit_callbacks
):
    check, _ = town.check()
    client = as_person(client, town.team)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sites:link", args=[check.pk]))
    assert asked["links"] == [check.pk]
