"""What each person sees of each kind of row."""

import pytest
from django.utils import timezone

from schools.actions.files import store_file
from schools.enums import FilePurpose, Role
from schools.models import (
    ImportBatch,
    Membership,
    SchoolStatus,
    StoredFile,
    Territory,
)
from tests.factories import (
    MunicipalityFactory,
    SchoolFactory,
    SchoolStatusFactory,
    person,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    first = MunicipalityFactory(name="Первый")
    return first, MunicipalityFactory(parent=first.parent, name="Второй")


@pytest.fixture
def schools(towns):
    return [SchoolFactory(municipality=town) for town in towns]


@pytest.fixture
def people(towns, schools):
    return {
        "coordinator": person(Role.COORDINATOR, towns[0]),
        "team": person(Role.SCHOOL_TEAM, schools[0]),
        "analyst": person(Role.ANALYST, towns[0].parent),
        "foreign": person(Role.ANALYST, MunicipalityFactory().parent),
        "administrator": person(Role.ADMINISTRATOR),
    }


def seen(model, people) -> dict[str, int]:
    return {
        name: model.objects.visible_to(user).count() for name, user in people.items()
    }


def test_statuses(schools, people):
    for school in schools:
        SchoolStatusFactory(school=school)
    assert seen(SchoolStatus, people) == {
        "coordinator": 1,
        "team": 1,
        "analyst": 2,
        "foreign": 0,
        "administrator": 2,
    }


def test_territories(towns, people):
    # Two towns and their region, one foreign town and its region.
    assert seen(Territory, people) == {
        "coordinator": 1,
        "team": 1,
        "analyst": 3,
        "foreign": 2,
        "administrator": 5,
    }


def test_memberships(people):
    assert seen(Membership, people) == {
        "coordinator": 2,
        "team": 1,
        "analyst": 3,
        "foreign": 1,
        "administrator": 5,
    }


def test_imports(towns, people):
    for town in towns:
        ImportBatch.objects.create(
            kind="schools",
            territory=town,
            file_name="a.xlsx",
            file_sha256="0" * 64,
            requested_at=timezone.now(),
        )
    assert seen(ImportBatch, people) == {
        "coordinator": 1,
        "team": 0,
        "analyst": 2,
        "foreign": 0,
        "administrator": 2,
    }


def test_files(towns, schools, people, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x")
    for where in (
        {"territory": towns[0]},
        {"territory": towns[1]},
        {"territory": towns[0].parent},
        {"school": schools[0]},
        {"school": schools[1]},
    ):
        store_file(
            path=path,
            purpose=FilePurpose.REPORT,
            original_name="x",
            content_type="",
            user=None,
            now=timezone.now(),
            **where,
        )
    assert seen(StoredFile, people) == {
        "coordinator": 2,
        "team": 1,
        "analyst": 5,
        "foreign": 0,
        "administrator": 5,
    }
