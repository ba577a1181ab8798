"""Every write of the administration leaves the values before and after."""

from io import BytesIO

import openpyxl
import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schools.admin.audited import AuditedAdmin, ReadOnlyAdmin, audited_fields
from schools.enums import Role
from schools.models import AuditEvent, Territory, User
from tests.factories import MunicipalityFactory, RegionFactory, person


pytestmark = pytest.mark.django_db
LIST = "admin:schools_territory_changelist"
COLUMNS = ["Вид", "Код", "Название", "Орган управления образованием", "Код региона"]


@pytest.fixture
def browser(settings) -> Client:
    settings.DEMO = True
    client = Client()
    client.force_login(
        person(Role.ADMINISTRATOR, full_name="Админов Антон"),
        "django.contrib.auth.backends.ModelBackend",
    )
    return client


def last() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_every_page_is_audited_or_only_looked_at():
    free = [
        model._meta.label
        for model, page in admin.site._registry.items()
        if not isinstance(page, (AuditedAdmin, ReadOnlyAdmin))
    ]
    assert free == []


def test_secrets_never_enter_the_trail():
    assert "password" not in audited_fields(User)


def test_adding_changing_and_deleting(browser):
    data = {
        "kind": "region",
        "code": "24",
        "name": "Край",
        "department": "",
        "parent": "",
    }
    browser.post(reverse("admin:schools_territory_add"), data)
    region = Territory.objects.get()
    assert (last().action, last().after["code"]) == ("admin.added", "24")
    change = reverse("admin:schools_territory_change", args=[region.pk])
    browser.post(change, {**data, "name": "Область"})
    assert (last().before, last().after) == ({"name": "Край"}, {"name": "Область"})
    browser.post(
        reverse("admin:schools_territory_delete", args=[region.pk]), {"post": "yes"}
    )
    assert (last().action, last().before["name"], last().actor_name) == (
        "admin.deleted",
        "Область",
        "Админов Антон",
    )
    assert Territory.objects.count() == 0


def test_deleting_several_leaves_an_event_for_each(browser):
    regions = [RegionFactory(), RegionFactory()]
    browser.post(
        reverse(LIST),
        {
            "action": "delete_selected",
            "_selected_action": [region.pk for region in regions],
            "post": "yes",
        },
    )
    assert AuditEvent.objects.filter(action="admin.deleted").count() == 2


class TestTerritoriesAsATable:
    def table(self, *rows: list) -> SimpleUploadedFile:
        book, content = openpyxl.Workbook(), BytesIO()
        for row in (COLUMNS, *rows):
            book.active.append(row)
        book.save(content)
        return SimpleUploadedFile("территории.xlsx", content.getvalue())

    def load(self, browser, *rows: list):
        """Send the table and confirm what was shown, as a browser does."""
        shown = browser.post(
            reverse("admin:schools_territory_import"),
            {"format": "0", "import_file": self.table(*rows)},
        )
        form = shown.context.get("confirm_form")
        if form is None:
            return shown
        data = {name: form[name].value() for name in form.fields}
        return browser.post(
            reverse("admin:schools_territory_process_import"),
            {name: value or "" for name, value in data.items()},
        )

    def test_a_region_and_its_towns_come_at_once(self, browser):
        self.load(
            browser,
            ["регион", "24", "Край", "Министерство", None],
            ["Муниципалитет", "24-1", "Город", "Отдел", "24"],
        )
        town = Territory.objects.get(code="24-1")
        assert (town.name, town.parent.name) == ("Город", "Край")
        assert list(
            AuditEvent.objects.order_by("pk").values_list("action", "object_label")
        ) == [("admin.added", "Край"), ("admin.added", "Город")]

    def test_the_same_table_again_changes_nothing(self, browser):
        row = ["регион", "24", "Край", "Министерство", None]
        self.load(browser, row)
        self.load(browser, row)
        assert AuditEvent.objects.count() == 1

    def test_a_changed_row_says_what_changed(self, browser):
        self.load(browser, ["регион", "24", "Край", "Министерство", None])
        self.load(browser, ["регион", "24", "Край", "Агентство", None])
        assert (last().action, last().before, last().after) == (
            "admin.changed",
            {"department": "Министерство"},
            {"department": "Агентство"},
        )

    def test_a_wrong_row_writes_nothing(self, browser):
        self.load(
            browser,
            ["регион", "24", "Край", "Министерство", None],
            ["муниципалитет", "24-1", "Город", "Отдел", None],
        )
        assert Territory.objects.count() == 0
        assert AuditEvent.objects.count() == 0

    def test_the_file_that_leaves_can_be_read_back(self, browser):
        town = MunicipalityFactory(name="=Город")
        response = browser.get(reverse("admin:schools_territory_export"))
        sheet = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
        rows = {row[1]: list(row) for row in sheet.values}
        assert rows["Код"] == COLUMNS
        assert rows[town.code] == [
            "муниципалитет",
            town.code,
            "=Город",
            town.department,
            town.parent.code,
        ]
