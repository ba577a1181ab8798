"""Everything that a run reads is of one moment, though it reads many tables."""

import threading

import pytest
from django.db import connection

from identification.datasets.snapshot import one_moment
from identification.models import Result
from schools.models import School
from tests.factories.identification import ResultFactory


pytestmark = pytest.mark.django_db(transaction=True)


def write_elsewhere() -> None:
    """Write through another connection, as an import in another worker does."""

    def write() -> None:
        ResultFactory()
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


def test_what_others_write_meanwhile_is_not_seen() -> None:
    ResultFactory()

    with one_moment():
        schools = School.objects.count()
        write_elsewhere()
        results = Result.objects.count()

    assert (schools, results) == (1, 1)
    assert Result.objects.count() == 2


def test_without_it_the_tables_would_be_of_two_moments() -> None:
    ResultFactory()

    schools = School.objects.count()
    write_elsewhere()

    assert (schools, Result.objects.count()) == (1, 2)
