"""Pages of publications: the matrix with shares, a school's package, each button."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import LinkState
from roadmaps.models import Publication
from roadmaps.tasks import links
from schools.models import AuditEvent, SchoolStatus
from tests.roadmaps.deadline_town import NOW, DeadlineTown


pytestmark = pytest.mark.django_db
LIST = "/programmes/deadlines/publications/"


@pytest.fixture
def town() -> DeadlineTown:
    town = DeadlineTown()
    SchoolStatus.objects.update(starts_on=dt.date(2020, 9, 1))
    return town


def as_person(client, user):
    client.force_login(user)
    return client


def page(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def package_of(school) -> str:
    return reverse("deadlines:package", args=[school.pk])


class TestMatrix:
    def test_schools_by_items_with_the_day_a_page_died(self, client, town):
        town.published(link_state=LinkState.DEAD, dead_since=NOW)
        response = as_person(client, town.head).get(LIST)
        rows = response.context["rows"]
        assert [(row["school"], row["has_programme"]) for row in rows] == [
            (town.low, True),
            (town.adverse, False),
        ]
        assert rows[0]["cells"][1] == {
            "mark": "link_dead",
            "word": "проверить",
            "since": "с 10\xa0сентября 2025",
            "address": "https://school.example.org/order",
        }
        assert [cell["word"] for cell in rows[1]["cells"]] == ["нет"] * 5

    def test_shares_with_both_numbers(self, client, town):
        town.published()
        (row,) = as_person(client, town.head).get(LIST).context["share_rows"]
        assert (row["place"], row["shares"][1]) == (
            "Сосновоборск",
            {
                "title": "размещён приказ об утверждении",
                "percent": "50,0\xa0%",
                "count": "1 из\xa02",
            },
        )

    def test_a_region_sees_each_and_all_together(self, client, town):
        town.published(programme=town.programme("running", school=town.foreign))
        client = as_person(client, town.analyst)
        rows = client.get(LIST).context["share_rows"]
        assert [(row["place"], row["shares"][1]["count"]) for row in rows] == [
            ("Дальний район", "1 из\xa01"),
            ("Сосновоборск", "0 из\xa02"),
            ("Все вместе", "1 из\xa03"),
        ]
        narrowed = client.get(f"{LIST}?municipality={town.elsewhere.pk}")
        assert [row["school"] for row in narrowed.context["rows"]] == [town.foreign]

    def test_nobody_in_status(self, client, town):
        SchoolStatus.objects.all().delete()
        assert "Школ в статусе нет" in page(as_person(client, town.head).get(LIST))

    def test_a_team_is_led_to_its_school(self, client, town):
        assert as_person(client, town.team).get(LIST).url == package_of(town.low)


def test_the_file_holds_records_and_shares(client, town):
    town.published(checked_by=town.methodist, checked_at=NOW)
    url = reverse("deadlines:publications_export")
    response = as_person(client, town.coordinator).get(url)
    book = openpyxl.load_workbook(BytesIO(response.content))
    records = list(book["Размещение"].iter_rows(min_row=2, values_only=True))
    assert len(records) == 10
    assert records[1][:4] == (
        "Школа № 1",
        "Сосновоборск",
        "приказ об утверждении",
        "https://school.example.org/order",
    )
    assert records[1][5] == "да"
    shares = list(book["Доли школ"].iter_rows(min_row=2, values_only=True))
    assert shares[1] == ("Сосновоборск", "размещён приказ об утверждении", 1, 2, 50)
    assert AuditEvent.objects.get(action="publications.exported").after["rows"] == 2


class TestPackage:
    def test_a_checklist_with_what_is_missing(self, client, town):
        town.published()
        response = as_person(client, town.team).get(package_of(town.low))
        (part,) = response.context["programmes"]
        assert [(item["title"], item["word"]) for item in part["items"]] == [
            ("Программа", "нет"),
            ("Приказ об утверждении", "размещено"),
            ("Пакет документов о реализации", "нет"),
            ("Сведения о мероприятиях", "нет"),
            ("Договоры сетевого взаимодействия", "нет"),
        ]
        assert part["can_confirm"] is False
        assert "Документ там" not in page(response)

    def test_the_programme_itself_is_placed_by_its_own_step(self, client, town):
        programme = town.programme("approved")
        response = as_person(client, town.team).get(package_of(town.low))
        item = response.context["programmes"][0]["items"][0]
        assert item["record_url"] == reverse(
            "programmes:move", args=[programme.pk, "publish"]
        )

    def test_nothing_before_the_order(self, client, town):
        town.programme("agreed")
        content = page(as_person(client, town.team).get(package_of(town.low)))
        assert "Размещать пока нечего" in content

    def test_another_school_is_not_there(self, client, town):
        response = as_person(client, town.other_team).get(package_of(town.low))
        assert response.status_code == 404


class TestRecord:
    def test_written_and_checked_on_commit(
        self, client, town, django_capture_on_commit_callbacks, monkeypatch
    ):
        programme = town.programme("published")
        asked: list[int] = []
        monkeypatch.setattr(links.check_publication, "delay", asked.append)
        url = reverse("deadlines:publication", args=[programme.pk, "order"])
        with django_capture_on_commit_callbacks(execute=True):
            response = as_person(client, town.team).post(
                url,
                {
                    "address": "https://школа.рф/приказ",
                    "published_on": timezone.localdate().isoformat(),
                },
            )
        row = Publication.objects.get()
        assert response.url == package_of(town.low)
        assert (row.address, row.item, asked) == (
            "https://школа.рф/приказ",
            "order",
            [row.pk],
        )

    def test_a_wrong_address_stays_in_the_form(self, client, town):
        programme = town.programme("published")
        url = reverse("deadlines:publication", args=[programme.pk, "order"])
        response = as_person(client, town.team).post(
            url, {"address": "ftp://school.example/x", "published_on": "2025-09-01"}
        )
        assert response.status_code == 422
        assert response.context["form"]["address"].value() == "ftp://school.example/x"
        assert response.context["form"].errors == {
            "address": ["Адрес начинается с http:// или https://."]
        }

    @pytest.mark.parametrize(("state", "item"), [("agreed", "order"), ("running", "x")])
    def test_not_there(self, client, town, state, item):
        programme = town.programme(state)
        url = reverse("deadlines:publication", args=[programme.pk, item])
        assert as_person(client, town.team).get(url).status_code == 404


def test_confirmed_by_a_person(client, town):
    row = town.published()
    url = reverse("deadlines:publication_confirm", args=[row.pk])
    response = as_person(client, town.methodist).post(url, follow=True)
    row.refresh_from_db()
    assert row.checked_by == town.methodist
    assert "вы открыли адрес и видели документ" in page(response)


def test_a_dead_page_is_not_confirmed(client, town):
    row = town.published(link_state=LinkState.DEAD, dead_since=NOW)
    url = reverse("deadlines:publication_confirm", args=[row.pk])
    response = as_person(client, town.methodist).post(url, follow=True)
    row.refresh_from_db()
    assert row.checked_by is None
    assert "Страница не открывается: сначала исправьте адрес." in page(response)


def test_checked_on_demand(
    client, town, django_capture_on_commit_callbacks, monkeypatch
):
    row = town.published()
    asked: list[int] = []
    monkeypatch.setattr(links.check_publication, "delay", asked.append)
    with django_capture_on_commit_callbacks(execute=True):
        as_person(client, town.team).post(
            reverse("deadlines:publication_check", args=[row.pk])
        )
    assert asked == [row.pk]


def test_removed_with_a_reason(client, town):
    row = town.published()
    url = reverse("deadlines:publication_remove", args=[row.pk])
    client = as_person(client, town.team)
    assert client.post(url, {"reason": ""}).status_code == 422
    response = client.post(url, {"reason": "Не та страница"}, follow=True)
    assert Publication.objects.count() == 0
    assert [line["words"] for line in response.context["history"]] == [
        "запись о размещении убрана"
    ]
