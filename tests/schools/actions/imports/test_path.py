"""The way of a table of results from the file to the database and back."""

import pytest

from identification.models import Result
from schools.enums import ImportPhase, JobState, Role, RowState
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.imports import RESULT_HEADERS, result_line, undo, upload, write


pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


@pytest.fixture
def school(town):
    return SchoolFactory(municipality=town, name="СОШ № 1")


def test_file_in_result_written_and_taken_back(town, coordinator, school):
    batch = upload(
        [RESULT_HEADERS, result_line(school)],
        kind="results", territory=town, user=coordinator,
    )  # fmt: skip
    assert (batch.error_detail, batch.phase, batch.state) == (
        "",
        ImportPhase.PREVIEW,
        JobState.DONE,
    )
    assert list(batch.findings.values_list("message", flat=True)) == []
    assert (batch.rows_new, batch.rows_changed, batch.rows_error) == (1, 0, 0)
    assert Result.objects.count() == 0

    batch = write(batch, coordinator)
    assert (batch.error_detail, batch.phase) == ("", ImportPhase.WRITTEN)
    result = Result.objects.get()
    assert (result.school, result.year, result.procedure.code) == (school, 2025, "oge")
    assert (result.participants, result.mean_score, result.below_min) == (40, 3.5, 4)
    assert result.batch == batch

    batch = undo(batch, coordinator)
    assert (batch.error_detail, batch.phase) == ("", ImportPhase.UNDONE)
    assert (batch.undo_kept, Result.objects.count()) == ([], 0)


def test_row_of_preview(town, coordinator, school):
    batch = upload(
        [RESULT_HEADERS, result_line(school)],
        kind="results", territory=town, user=coordinator,
    )  # fmt: skip
    row = batch.rows.get()
    assert (row.number, row.state) == (2, RowState.NEW)
    assert row.label == "СОШ № 1, ОГЭ, Математика, 9 класс, 2025"
