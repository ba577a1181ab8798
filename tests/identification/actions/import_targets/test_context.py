"""Tables of conditions: a column a factor in the file, a row a factor in the base."""

import pytest
from django.utils import timezone

from identification.enums import FactorDirection
from identification.models import ContextFactor, ContextValue
from schools.actions import imports
from schools.enums import ImportPhase, Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.imports import read, undo, upload, write


pytestmark = pytest.mark.django_db

HEADERS = ("Школа", "Год", "Малообеспеченные, %", "Педагоги с категорией")


@pytest.fixture(autouse=True)
def factors():
    return [
        ContextFactor.objects.create(
            code="poor",
            name="Доля малообеспеченных семей",
            unit="%",
            synonyms=["малообеспеченные"],
            minimum=0,
            maximum=100,
            direction=FactorDirection.HIGHER_IS_HARDER,
        ),
        ContextFactor.objects.create(
            code="staff", name="Педагоги с категорией", unit="%", position=1
        ),
        ContextFactor.objects.create(code="old", name="Давнее", is_active=False),
    ]


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


@pytest.fixture
def school(town):
    return SchoolFactory(municipality=town, name="СОШ № 1")


@pytest.fixture
def send(town, coordinator):
    def send(*lines, headers=HEADERS):
        return upload(
            [headers, *lines], kind="context", territory=town, user=coordinator
        )

    return send


def values() -> dict[tuple[str, int], float]:
    rows = ContextValue.objects.values_list("factor__code", "year", "value")
    return {(code, year): value for code, year, value in rows}


def test_a_line_becomes_a_row_for_each_factor(send, coordinator, school):
    batch = write(send(["СОШ № 1", 2025, "12,5 %", 40]), coordinator)
    assert (batch.error_detail, batch.phase) == ("", ImportPhase.WRITTEN)
    assert values() == {("poor", 2025): 12.5, ("staff", 2025): 40.0}
    assert [total["stored"] for total in batch.totals["written"]] == [2, 12.5, 40.0]


def test_the_same_file_again_brings_nothing(send, coordinator, school):
    write(send(["СОШ № 1", 2025, "12,5", 40]), coordinator)
    again = send(["СОШ № 1", 2025, "12,5", 40])
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 1)


def test_a_line_without_values_is_nothing_new(send, school):
    batch = send(["СОШ № 1", 2025, "", ""])
    assert (batch.rows_new, batch.rows_same) == (0, 1)


def test_an_empty_cell_keeps_the_value_and_no_data_takes_it_away(
    send, coordinator, school
):
    write(send(["СОШ № 1", 2025, 12.5, 40]), coordinator)
    batch = write(send(["СОШ № 1", 2025, "", "н/д"]), coordinator)
    assert batch.rows_changed == 1
    assert values() == {("poor", 2025): 12.5}


def test_undo_gives_back_what_stood_there(send, coordinator, school):
    first = write(send(["СОШ № 1", 2025, 12.5, 40]), coordinator)
    second = write(
        send(["СОШ № 1", 2025, 20, "н/д"], ["СОШ № 1", 2024, 1, 2]), coordinator
    )
    assert values() == {("poor", 2025): 20, ("poor", 2024): 1, ("staff", 2024): 2}
    second = undo(second, coordinator)
    assert (second.phase, second.undo_kept) == (ImportPhase.UNDONE, [])
    assert values() == {("poor", 2025): 12.5, ("staff", 2025): 40}
    assert set(ContextValue.objects.values_list("batch", flat=True)) == {first.pk}


def test_undo_keeps_a_line_of_which_a_value_changed_later(send, coordinator, school):
    first = write(send(["СОШ № 1", 2025, 12.5, 40]), coordinator)
    write(send(["СОШ № 1", 2025, 13, ""]), coordinator)
    first = undo(first, coordinator)
    assert [row["number"] for row in first.undo_kept] == [2]
    assert values() == {("poor", 2025): 13, ("staff", 2025): 40}


def test_a_value_out_of_bounds_is_remarked_in_its_cell(send, school):
    batch = send(["СОШ № 1", 2025, 120, 40])
    finding = batch.findings.get()
    assert (finding.row, finding.column, finding.rule) == (2, "C", "above_maximum")


def test_columns_are_asked_once_and_remembered(send, coordinator, school):
    headers = ("Школа", "Год", "Бедность", "Заметки")
    batch = send(["СОШ № 1", 2025, 12.5, "-"], headers=headers)
    assert batch.phase == ImportPhase.MAPPING
    assert [column["field"] for column in batch.headers] == [
        "school",
        "year",
        None,
        None,
    ]
    imports.confirm_columns(
        batch=batch,
        choices={"A": "school", "B": "year", "C": "factor_poor", "D": None},
        sheet=batch.sheet,
        header_row=1,
        user=coordinator,
        now=timezone.now(),
    )
    batch = write(read(batch), coordinator)
    assert values() == {("poor", 2025): 12.5}
    again = send(["СОШ № 1", 2024, 9, "-"], headers=headers)
    assert (again.phase, again.rows_new) == (ImportPhase.PREVIEW, 1)


def test_what_was_remembered_stays_in_its_territory(send, coordinator, school):
    headers = ("Школа", "Год", "Бедность")
    batch = send(["СОШ № 1", 2025, 12.5], headers=headers)
    imports.confirm_columns(
        batch=batch,
        choices={"A": "school", "B": "year", "C": "factor_poor"},
        sheet=batch.sheet,
        header_row=1,
        user=coordinator,
        now=timezone.now(),
    )
    elsewhere = upload(
        [headers, ["СОШ № 1", 2025, 12.5]],
        kind="context",
        territory=MunicipalityFactory(),
    )
    assert elsewhere.phase == ImportPhase.MAPPING
