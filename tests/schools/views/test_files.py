"""Files leave as attachments, under their Russian name, to those who may have them."""

from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from schools.actions.files import store_file
from schools.enums import FilePurpose, Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.schools.views.conftest import browser_of


pytestmark = pytest.mark.django_db


def stored(user, *, name="Приказ № 12.pdf", kind="application/pdf", **place):
    return store_file(
        upload=ContentFile(b"<script>alert(1)</script>"),
        purpose=FilePurpose.BASIS,
        original_name=name,
        content_type=kind,
        user=user,
        now=timezone.now(),
        **place,
    )


def url(file) -> str:
    return reverse("files:download", args=[file.pk])


def status(client, file) -> int:
    response = client.get(url(file))
    response.getvalue()
    return response.status_code


def test_is_saved_and_never_shown(as_coordinator, coordinator, place):
    response = as_coordinator.get(url(stored(coordinator, territory=place)))
    assert response.getvalue() == b"<script>alert(1)</script>"
    headers = {
        name: unquote(response[name])
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cache-Control",
        )
    }
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''Приказ № 12.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "text/xml", ""])
def test_what_a_browser_could_run_is_only_bytes(
    as_coordinator, coordinator, place, kind
):
    response = as_coordinator.get(url(stored(coordinator, kind=kind, territory=place)))
    assert response["Content-Type"] == "application/octet-stream"
    response.getvalue()


def test_a_hostile_name_does_not_reach_the_header(as_coordinator, coordinator, place):
    file = stored(coordinator, territory=place)
    type(file).objects.update(original_name='a"\r\nSet-Cookie: x=1/..\\b.pdf')
    response = as_coordinator.get(url(file))
    response.getvalue()
    header = unquote(response["Content-Disposition"])
    assert header == 'attachment; filename="a Set-Cookie  x=1 .. b.pdf"'


class TestWho:
    @pytest.fixture
    def of_the_school(self, coordinator, school):
        return stored(coordinator, school=school)

    def test_a_file_of_a_school_is_for_it_and_for_those_above(
        self, of_the_school, school, place
    ):
        sibling = SchoolFactory(municipality=place)
        answers = {
            name: status(browser_of(user), of_the_school)
            for name, user in {
                "team": person(Role.SCHOOL_TEAM, school),
                "head": person(Role.HEAD, place),
                "sibling": person(Role.SCHOOL_TEAM, sibling),
                "foreign": person(Role.COORDINATOR, MunicipalityFactory()),
            }.items()
        }
        assert answers == {"team": 200, "head": 200, "sibling": 404, "foreign": 404}

    def test_a_file_of_a_town_does_not_reach_its_schools(
        self, as_team, coordinator, place
    ):
        file = stored(coordinator, territory=place)
        assert status(as_team, file) == 404

    def test_who_gave_it_may_have_it_back(self, school):
        team = person(Role.SCHOOL_TEAM, school)
        file = stored(team, territory=school.municipality)
        assert status(browser_of(team), file) == 200

    def test_a_lost_content_is_not_there(self, as_coordinator, coordinator, place):
        file = stored(coordinator, territory=place)
        file.content.storage.delete(file.content.name)
        assert status(as_coordinator, file) == 404
