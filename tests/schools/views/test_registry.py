"""The list of schools, its file and the page of a school."""

import datetime as dt
import re
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from schools.actions.files import store_file
from schools.enums import FilePurpose, Role, StatusKind
from schools.models import AuditEvent, School, SchoolAlias, SchoolCode
from schools.tables.schools import SchoolTable
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SchoolFactory,
    SchoolStatusFactory,
    UserFactory,
    person,
)
from tests.schools.views.conftest import browser_of


pytestmark = pytest.mark.django_db
LIST, EXPORT = "/schools/", "/schools/export/"
TODAY = timezone.localdate


def shown(response) -> list[str]:
    """Return the names of the schools that a page of the list shows."""
    return [row.record.name for row in response.context["table"].page.object_list]


def text(response) -> str:
    """Return the words of a page without markup and with plain spaces."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


def rows_of(response) -> list[list]:
    sheet = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
    return [list(row) for row in sheet.values]


def offered(form, name: str) -> set[str]:
    """Return the words that a choice offers, without the empty one."""
    return {words for key, words in form.fields[name].choices if key}


class TestList:
    def test_shows_own_schools_with_their_statuses(self, as_coordinator, school):
        SchoolStatusFactory(school=school, starts_on=dt.date(2020, 9, 1))
        foreign = SchoolFactory(name="Чужая школа")
        response = as_coordinator.get(LIST)
        assert shown(response) == ["Школа № 1"]
        assert "ШНОР" in text(response)
        assert foreign.name not in text(response)
        assert foreign.municipality.name not in text(response)

    def test_a_team_goes_straight_to_its_school(self, as_team, school):
        assert as_team.get(LIST)["Location"] == f"/schools/{school.pk}/"

    def test_a_team_of_two_schools_sees_these_two(self, school):
        user = person(Role.SCHOOL_TEAM, school)
        second = SchoolFactory(municipality=school.municipality, name="Школа № 2")
        MembershipFactory(
            user=user, role=Role.SCHOOL_TEAM, territory=None, school=second
        )
        SchoolFactory(municipality=school.municipality, name="Школа № 3")
        response = browser_of(user).get(LIST)
        assert shown(response) == ["Школа № 1", "Школа № 2"]
        assert EXPORT not in response.content.decode()

    def test_a_past_office_shows_nothing(self, school):
        user = UserFactory()
        MembershipFactory(
            user=user,
            territory=school.municipality,
            starts_on=dt.date(2020, 1, 1),
            ends_on=TODAY() - dt.timedelta(days=1),
        )
        assert browser_of(user).get(LIST).status_code == 403

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("search=№2", ["Школа № 2"]),
            ("kind=lyceum", ["Лицей № 3"]),
            ("kind=lyceum&kind=secondary", ["Лицей № 3", "Школа № 2"]),
            ("state=closed", ["Старая школа"]),
            ("state=all&sort=-school", ["Школа № 2", "Старая школа", "Лицей № 3"]),
            ("status=none", ["Лицей № 3"]),
            ("status=low_results", ["Школа № 2"]),
            ("sort=-school", ["Школа № 2", "Лицей № 3"]),
            ("sort=code", ["Школа № 2", "Лицей № 3"]),
            ("page=99", ["Лицей № 3", "Школа № 2"]),
            ("page=x&per_page=100000&sort=nonsense", ["Лицей № 3", "Школа № 2"]),
        ],
    )
    def test_the_address_narrows_and_sorts(self, as_coordinator, place, query, names):
        two = SchoolFactory(municipality=place, name="Школа № 2", code="A1")
        SchoolFactory(municipality=place, name="Лицей № 3", code="B1", kind="lyceum")
        SchoolFactory(
            municipality=place, name="Старая школа", closed_on=dt.date(2020, 1, 1)
        )
        SchoolStatusFactory(school=two)
        assert shown(as_coordinator.get(f"{LIST}?{query}")) == names

    def test_a_misread_value_is_named_and_ignored(self, as_coordinator, school):
        response = as_coordinator.get(f"{LIST}?on=завтра&kind=castle")
        assert shown(response) == ["Школа № 1"]
        assert "На дату – значение не понято" in text(response)

    def test_pages_of_fifty_cannot_be_stretched(self, as_coordinator, place):
        SchoolFactory.create_batch(51, municipality=place)
        response = as_coordinator.get(f"{LIST}?per_page=1000")
        assert len(shown(response)) == 50
        assert len(shown(as_coordinator.get(f"{LIST}?page=2"))) == 1

    def test_filters_offer_only_own_places(self, school, place):
        sister = MunicipalityFactory(parent=place.parent, name="Соседний район")
        foreign = MunicipalityFactory(name="Чужой район")
        user = person(Role.METHODIST, place)
        MembershipFactory(user=user, role=Role.METHODIST, territory=sister)
        form = browser_of(user).get(LIST).context["filter"].form
        assert offered(form, "municipality") == {str(place), str(sister)}
        assert foreign.name not in str(form)
        assert "region" not in form.fields

    def test_a_region_is_chosen_before_its_municipalities(
        self, as_administrator, place
    ):
        MunicipalityFactory()
        without = as_administrator.get(LIST).context["filter"].form
        sister = MunicipalityFactory(parent=place.parent)
        chosen = as_administrator.get(f"{LIST}?region={place.parent_id}")
        form = chosen.context["filter"].form
        assert "municipality" not in without.fields
        assert offered(form, "municipality") == {str(place), str(sister)}

    def test_another_region_loads_the_whole_page(self, as_administrator, place):
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/schools/"}
        address = f"{LIST}?region={place.parent_id}"
        response = as_administrator.get(address, headers=headers)
        assert response["HX-Redirect"] == address

    def test_empty_portal_says_what_to_do(self, as_coordinator):
        assert "Загрузите таблицу со школами" in text(as_coordinator.get(LIST))

    def test_nothing_found_says_what_to_do(self, as_coordinator, school):
        page = text(as_coordinator.get(f"{LIST}?search=нетакой"))
        assert "Ни одна школа не подходит" in page


class TestExport:
    def test_columns_rows_and_order_are_those_of_the_page(self, as_coordinator, place):
        schools = SchoolFactory.create_batch(60, municipality=place)
        SchoolStatusFactory(school=schools[7], starts_on=dt.date(2020, 9, 1))
        query = "?sort=-school&status=none"
        table = as_coordinator.get(f"{LIST}{query}").context["table"]
        second = as_coordinator.get(f"{LIST}{query}&page=2").context["table"]
        found = rows_of(as_coordinator.get(f"{EXPORT}{query}"))
        assert found[0] == [column.header for column in table.columns]
        assert [row[0] for row in found[1:]] == [
            row.record.name for page in (table, second) for row in page.page.object_list
        ]
        assert len(found) == 60

    def test_titles_of_all_columns_agree(self):
        from schools.resources.schools import SchoolResource

        resource = SchoolResource(on=TODAY())
        table = SchoolTable([], on=TODAY())
        assert [field.column_name for field in resource.get_export_fields()] == [
            column.header for column in table.columns
        ]

    def test_a_row_says_what_the_page_says(self, as_coordinator, place):
        school = SchoolFactory(
            municipality=place,
            name="=Школа",
            code="007",
            locality="Заречье",
            closed_on=dt.date(2024, 6, 1),
        )
        for kind in (StatusKind.ADVERSE, StatusKind.LOW_RESULTS):
            SchoolStatusFactory(school=school, kind=kind, starts_on=dt.date(2021, 9, 1))
        found = rows_of(as_coordinator.get(f"{EXPORT}?state=all&on=2023-10-01"))
        assert found[1] == [
            "=Школа",
            "007",
            "средняя школа (СОШ)",
            "Заречье",
            "ШНОР, ШНСУ",
            "ШНОР: 3\u00a0года подряд; ШНСУ: 3\u00a0года подряд",
            dt.datetime.fromisoformat("2024-06-01"),
        ]

    def test_has_a_russian_name_and_leaves_a_trace(self, as_coordinator, school):
        response = as_coordinator.get(f"{EXPORT}?search=школа&on=2026-03-01")
        event = AuditEvent.objects.get()
        assert unquote(response["Content-Disposition"]) == (
            "attachment; filename*=utf-8''Школы на 01.03.2026.xlsx"
        )
        assert (event.action, event.after["rows"]) == ("schools.exported", 1)

    def test_foreign_schools_do_not_leave(self, as_coordinator, school):
        foreign = SchoolFactory()
        query = f"?municipality={foreign.municipality_id}&state=all"
        names = [row[0] for row in rows_of(as_coordinator.get(f"{EXPORT}{query}"))]
        assert foreign.name not in names

    def test_thirty_thousand_and_one_rows_are_complete(self, as_coordinator, place):
        School.objects.bulk_create(
            School(municipality=place, code=f"L{n:06d}", name=f"Школа № {n}")
            for n in range(30_001)
        )
        file = BytesIO(as_coordinator.get(EXPORT).content)
        found = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
        assert len(found) == 30_002
        assert [row[0] for row in found[1:]] == [f"Школа № {n}" for n in range(30_001)]


class TestDetail:
    def url(self, school) -> str:
        return reverse("schools:detail", args=[school.pk])

    def test_says_what_the_register_knows(self, as_coordinator, school):
        branch = SchoolFactory(
            municipality=school.municipality, branch_of=school, name="Филиал в Заречье"
        )
        SchoolCode.objects.create(
            school=school,
            system="rcoi",
            value="101001",
            valid_from=dt.date(2020, 9, 1),
            valid_to=dt.date(2022, 8, 31),
        )
        SchoolAlias.objects.create(
            school=school,
            name="Школа имени Гагарина",
            normalised="гагарина",
            is_former_name=True,
            valid_to=dt.date(2021, 5, 1),
        )
        page = text(as_coordinator.get(self.url(school)))
        assert "101001 с 1 сентября 2020 по 31 августа 2022" in page
        assert "Школа имени Гагарина – прежнее название, по 1 мая 2021" in page
        assert branch.name in page

    def test_status_on_a_date_is_asked_in_the_address(self, as_coordinator, school):
        for kind, start, end in [
            (StatusKind.RISK_ZONE, dt.date(2021, 9, 1), dt.date(2022, 1, 31)),
            (StatusKind.LOW_RESULTS, dt.date(2022, 2, 1), dt.date(2022, 3, 31)),
            (StatusKind.ADVERSE, dt.date(2022, 4, 1), None),
        ]:
            SchoolStatusFactory(school=school, kind=kind, starts_on=start, ends_on=end)
        response = as_coordinator.get(f"{self.url(school)}?on=2022-03-01")
        assert [status.kind for status in response.context["held"]] == ["low_results"]
        assert "На 1 марта 2022: ШНОР с 1 февраля 2022." in text(response)

    def test_a_misread_date_is_named(self, as_coordinator, school):
        response = as_coordinator.get(f"{self.url(school)}?on=весной")
        assert response.context["on"] == TODAY()
        assert "Дата не понята" in text(response)

    def test_years_in_status_with_the_gap(self, as_coordinator, school):
        for start, end in [
            (dt.date(2020, 9, 1), dt.date(2022, 8, 31)),
            (dt.date(2023, 9, 1), None),
        ]:
            SchoolStatusFactory(school=school, starts_on=start, ends_on=end)
        response = as_coordinator.get(f"{self.url(school)}?on=2024-03-01")
        assert "2 подряд, всего 3 (перерыв: 2022/23)" in text(response)
        assert response.context["timeline"]["years"] == [
            "2020/21",
            "2021/22",
            "2022/23",
            "2023/24",
        ]

    def test_the_order_is_linked_for_officials_only(
        self, as_coordinator, as_team, coordinator, school
    ):
        order = store_file(
            upload=_file(b"order"),
            purpose=FilePurpose.BASIS,
            original_name="приказ.pdf",
            content_type="application/pdf",
            territory=school.municipality,
            user=coordinator,
            now=timezone.now(),
        )
        SchoolStatusFactory(school=school, order_file=order)
        link = reverse("files:download", args=[order.pk])
        assert link in as_coordinator.get(self.url(school)).content.decode()
        team = as_team.get(self.url(school))
        assert link not in team.content.decode()
        assert "приказ № 12-ОД" in text(team)

    def test_april_keeps_the_curator_who_was_replaced_in_may(
        self, as_coordinator, school
    ):
        place = school.municipality
        for name, start, end in [
            ("Апрелева Анна", dt.date(2024, 9, 1), dt.date(2025, 4, 30)),
            ("Маева Мария", dt.date(2025, 5, 1), None),
        ]:
            MembershipFactory(
                user=UserFactory(full_name=name),
                role=Role.METHODIST,
                territory=place,
                starts_on=start,
                ends_on=end,
            )

        def names(on: str) -> tuple[set[str], set[str]]:
            found = as_coordinator.get(f"{self.url(school)}?on={on}").context[
                "officers"
            ]
            return tuple(
                {person["name"] for person in found[part]} - {"Миронова Ольга"}
                for part in ("in_office", "others")
            )

        assert names("2025-04-15") == ({"Апрелева Анна"}, {"Маева Мария"})
        assert names("2025-05-15") == ({"Маева Мария"}, {"Апрелева Анна"})

    def test_a_foreign_school_is_not_there(self, as_coordinator, as_team, school):
        sibling = SchoolFactory(municipality=school.municipality)
        foreign = SchoolFactory()
        assert as_coordinator.get(self.url(foreign)).status_code == 404
        assert as_team.get(self.url(sibling)).status_code == 404
        assert as_team.get(self.url(school)).status_code == 200

    def test_a_school_without_anything_says_so(self, as_team, school):
        page = text(as_team.get(self.url(school)))
        assert "Статусов у школы не было." in page
        assert "Кодов других реестров нет" in page


def _file(content: bytes):
    from django.core.files.base import ContentFile

    return ContentFile(content)
