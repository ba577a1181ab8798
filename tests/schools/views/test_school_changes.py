"""Forms that enter and change a school."""

import pytest
from django.urls import reverse

from schools.models import AuditEvent, School, SchoolAlias, SchoolCode
from tests.factories import MunicipalityFactory, SchoolFactory


pytestmark = pytest.mark.django_db


def url(name: str, school: School, **more: int) -> str:
    return reverse(f"schools:{name}", kwargs={"pk": school.pk, **more})


def filled(client, school, **values) -> dict[str, str]:
    """Return what a browser would send from the page as it is now."""
    form = client.get(url("edit", school)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if v is None else v for name, v in {**data, **values}.items()}


class TestEdit:
    def test_saves_and_returns_to_the_school(self, as_coordinator, school):
        data = filled(as_coordinator, school, name="Школа имени Гагарина", site="a.ru")
        response = as_coordinator.post(url("edit", school), data)
        school.refresh_from_db()
        assert response["Location"] == url("detail", school)
        assert (school.name, school.site) == ("Школа имени Гагарина", "https://a.ru")
        assert SchoolAlias.objects.get().name == "Школа № 1"

    def test_a_page_opened_and_saved_changes_nothing(self, as_coordinator, school):
        as_coordinator.post(url("edit", school), filled(as_coordinator, school))
        assert AuditEvent.objects.count() == 0

    def test_shows_what_another_person_changed_and_then_saves(
        self, as_coordinator, school
    ):
        data = filled(as_coordinator, school, locality="Пристань")
        School.objects.update(locality="Заречье")
        second = as_coordinator.post(url("edit", school), data)
        assert second.context["changes"] == [
            {"field": "населённый пункт", "old": "Заречье", "new": "Пристань"}
        ]
        assert School.objects.get().locality == "Заречье"
        again = {**data, "seen": second.context["form"]["seen"].value()}
        as_coordinator.post(url("edit", school), again)
        assert School.objects.get().locality == "Пристань"

    def test_a_mistake_stands_at_its_field(self, as_coordinator, school):
        data = filled(as_coordinator, school, name="")
        errors = as_coordinator.post(url("edit", school), data).context["form"].errors
        assert list(errors) == ["name"]

    def test_a_refusal_of_the_action_stands_at_its_field(self, as_coordinator, school):
        SchoolFactory(municipality=school.municipality, branch_of=school)
        other = SchoolFactory(municipality=school.municipality)
        data = filled(as_coordinator, school, branch_of=other.pk)
        errors = as_coordinator.post(url("edit", school), data).context["form"].errors
        assert list(errors) == ["branch_of"]

    def test_a_foreign_school_cannot_be_its_parent(self, as_coordinator, school):
        data = filled(as_coordinator, school, branch_of=SchoolFactory().pk)
        errors = as_coordinator.post(url("edit", school), data).context["form"].errors
        assert list(errors) == ["branch_of"]

    def test_the_code_and_the_place_are_not_on_the_form(self, as_coordinator, school):
        elsewhere = MunicipalityFactory()
        data = filled(as_coordinator, school, code="X", municipality=elsewhere.pk)
        as_coordinator.post(url("edit", school), data)
        school.refresh_from_db()
        assert (school.code == "X", school.municipality == elsewhere) == (False, False)


class TestNew:
    def data(self, place, **values) -> dict[str, object]:
        return {
            "municipality": place.pk,
            "code": "N1",
            "name": "Новая школа",
            "kind": "secondary",
            "locality_kind": "rural",
            **values,
        }

    def test_is_entered(self, as_coordinator, place):
        response = as_coordinator.post(reverse("schools:new"), self.data(place))
        assert response["Location"] == url("detail", School.objects.get(code="N1"))

    def test_not_in_a_foreign_place(self, as_coordinator):
        response = as_coordinator.post(
            reverse("schools:new"), self.data(MunicipalityFactory())
        )
        assert list(response.context["form"].errors) == ["municipality"]
        assert School.objects.count() == 0

    def test_a_taken_code_is_named(self, as_coordinator, place):
        SchoolFactory(code="N1")
        response = as_coordinator.post(reverse("schools:new"), self.data(place))
        assert response.context["form"].errors == {
            "code": ["Школа с таким кодом уже есть."]
        }

    def test_the_only_place_is_chosen(self, as_coordinator, place):
        form = as_coordinator.get(reverse("schools:new")).context["form"]
        assert form["municipality"].value() == place.pk


class TestNames:
    def test_a_code_is_written(self, as_coordinator, school):
        data = {"system": "rcoi", "value": " 101 ", "valid_from": "2025-09-01"}
        response = as_coordinator.post(url("code_add", school), data)
        assert response["Location"] == url("names", school)
        assert SchoolCode.objects.get().value == "101"

    def test_a_refused_code_keeps_what_was_typed(self, as_coordinator, school):
        SchoolCode.objects.create(school=SchoolFactory(), system="rcoi", value="101")
        data = {"system": "rcoi", "value": "101", "valid_from": ""}
        form = as_coordinator.post(url("code_add", school), data).context["code_form"]
        assert form["value"].value() == "101"
        assert form.non_field_errors() == ["Этот код уже действует у другой школы."]

    def test_a_code_ends(self, as_coordinator, school):
        code = SchoolCode.objects.create(school=school, system="inn", value="2400")
        address = url("code_end", school, code_pk=code.pk)
        as_coordinator.post(address, {"valid_to": "2026-01-31"})
        code.refresh_from_db()
        assert code.valid_to.isoformat() == "2026-01-31"
        assert as_coordinator.get(address).status_code == 404

    def test_a_code_of_another_school_is_not_there(self, as_coordinator, school):
        code = SchoolCode.objects.create(
            school=SchoolFactory(), system="inn", value="2400"
        )
        address = url("code_end", school, code_pk=code.pk)
        assert as_coordinator.get(address).status_code == 404

    def test_a_spelling_comes_and_goes(self, as_coordinator, school):
        as_coordinator.post(url("alias_add", school), {"name": "СОШ один"})
        alias = SchoolAlias.objects.get()
        page = as_coordinator.get(url("names", school))
        assert [name["name"] for name in page.context["names"]] == ["СОШ один"]
        as_coordinator.post(url("alias_remove", school, alias_pk=alias.pk))
        assert SchoolAlias.objects.count() == 0

    def test_a_former_name_has_no_button(self, as_coordinator, school):
        alias = SchoolAlias.objects.create(
            school=school, name="Старая", normalised="старая", is_former_name=True
        )
        address = url("alias_remove", school, alias_pk=alias.pk)
        assert address not in as_coordinator.get(url("names", school)).content.decode()
        assert as_coordinator.post(address).status_code == 404
