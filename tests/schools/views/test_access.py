"""Asking for the object and for the right is one call."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from schools.enums import Role
from schools.models import School
from schools.roles import Permission
from schools.views.access import get_visible_or_404, permission_required
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SchoolFactory,
    person,
)
from tests.schools.views.conftest import browser_of


pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_an_object_in_sight_is_given(school, coordinator):
    found = get_visible_or_404(
        request_of(coordinator), School.objects, Permission.MANAGE_SCHOOLS, pk=school.pk
    )
    assert found == school


def test_an_object_out_of_sight_is_not_there(coordinator):
    with pytest.raises(Http404):
        get_visible_or_404(
            request_of(coordinator), School.objects, pk=SchoolFactory().pk
        )


@pytest.mark.parametrize("key", [0, 10**30, "x"])
def test_a_wrong_key_is_not_there(coordinator, key):
    with pytest.raises(Http404):
        get_visible_or_404(request_of(coordinator), School.objects, pk=key)


def test_a_visible_object_without_the_right_is_refused(place, coordinator):
    other = MunicipalityFactory()
    MembershipFactory(user=coordinator, role=Role.METHODIST, territory=other)
    school = SchoolFactory(municipality=other)
    with pytest.raises(PermissionDenied):
        get_visible_or_404(
            request_of(coordinator),
            School.objects,
            Permission.MANAGE_SCHOOLS,
            pk=school.pk,
        )


def test_one_of_several_rights_opens_a_view(place):
    view = permission_required(Permission.MANAGE_PEOPLE, Permission.VIEW_AUDIT)(
        lambda _request: HttpResponse("да")
    )
    assert view(request_of(person(Role.HEAD, place))).content.decode() == "да"
    with pytest.raises(PermissionDenied):
        view(request_of(person(Role.METHODIST, place)))


class TestHowOften:
    """One person's share of uploads and exports; another person has their own."""

    @pytest.fixture
    def browser_for(self, settings):
        settings.REQUEST_RATES = {
            "upload": ("POST", "2/h"),
            "export": ("GET", "2/h"),
            "paper": ("POST", "2/h"),
        }
        return browser_of

    def test_the_next_export_is_refused_in_words(self, browser_for, place, coordinator):
        browser = browser_for(coordinator)
        answers = [browser.get("/schools/export/") for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert "Слишком много попыток" in answers[-1].content.decode()

    def test_another_person_is_not_held_up(self, browser_for, place, coordinator):
        first = browser_for(coordinator)
        for _ in range(3):
            first.get("/schools/export/")
        colleague = person(Role.COORDINATOR, place)

        assert browser_for(colleague).get("/schools/export/").status_code == 200

    def test_a_forged_address_does_not_help(self, browser_for, coordinator):
        browser = browser_for(coordinator)
        answers = [
            browser.post(
                "/imports/new/", {}, headers={"x-forwarded-for": f"203.0.113.{number}"}
            )
            for number in range(3)
        ]

        assert answers[-1].status_code == 429

    def test_reading_the_form_is_not_counted(self, browser_for, coordinator):
        browser = browser_for(coordinator)
        answers = [browser.get("/imports/new/").status_code for _ in range(4)]

        assert answers == [200] * 4
