"""A coordinator's browser, and a worker that works at once."""

import pytest
from django.test import Client
from django.utils import timezone

from schools.actions import imports
from schools.enums import Role
from schools.models import ImportBatch
from tests.factories import MunicipalityFactory, SchoolFactory, person


@pytest.fixture
def town():
    return MunicipalityFactory(name="Сосновоборск")


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town, full_name="Координатор")


@pytest.fixture
def school(town):
    return SchoolFactory(municipality=town, name="СОШ № 1", code="124001")


@pytest.fixture
def browser(coordinator):
    return browser_of(coordinator)


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def work():
    """Do what waits in the queue."""

    def work() -> ImportBatch:
        batch = ImportBatch.objects.latest("pk")
        jobs = (imports.read_import, imports.write_import, imports.undo_import)
        for job in jobs:
            job(pk=batch.pk, clock=timezone.now)
        batch.refresh_from_db()
        return batch

    return work
