"""Schools of a file: known by code, by name, by a spelling confirmed once."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from identification.models import Result
from schools.actions import imports
from schools.enums import CodeSystem, ImportPhase
from schools.models import SchoolAlias, SchoolCode
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.imports import (
    RESULT_HEADERS,
    read,
    result_line,
    upload,
    write,
)


pytestmark = pytest.mark.django_db

SPELLING = "МБОУ Потаповская СОШ №8"


@pytest.fixture
def potapovo(town):
    return SchoolFactory(municipality=town, name="Потаповская школа", code="8")


@pytest.fixture
def send(town, coordinator):
    def send(*lines, territory=town):
        return upload(
            [RESULT_HEADERS, *lines],
            kind="results",
            territory=territory,
            user=coordinator,
        )

    return send


def named(school, name, code=""):
    return result_line(school, **{"Код школы": code, "Школа": name})


def confirm(batch, choices, user):
    imports.confirm_names(batch=batch, choices=choices, user=user, now=timezone.now())
    return read(batch)


def rules(batch):
    return list(batch.findings.values_list("rule", flat=True))


def test_a_spelling_is_confirmed_once_and_remembered(send, coordinator, potapovo):
    batch = send(named(potapovo, SPELLING))
    assert batch.unknown_names == [{"name": SPELLING, "rows": 1}]
    batch = confirm(batch, {SPELLING: potapovo.pk}, coordinator)
    assert (batch.phase, batch.rows_new, batch.rows_error) == (
        ImportPhase.PREVIEW,
        1,
        0,
    )
    write(batch, coordinator)
    assert Result.objects.get().school == potapovo
    again = send(named(potapovo, "Потаповская СОШ № 8", code=""))
    assert (again.unknown_names, again.rows_same) == ([], 1)


def test_a_name_left_alone_stays_an_error(send, coordinator, potapovo):
    batch = send(named(potapovo, SPELLING))
    with pytest.raises(ValidationError, match="Выберите школу"):
        confirm(batch, {SPELLING: None}, coordinator)
    assert SchoolAlias.objects.count() == 0


def test_a_school_of_another_town_cannot_be_confirmed(send, coordinator, potapovo):
    batch = send(named(potapovo, SPELLING))
    with pytest.raises(ValidationError, match="Выберите школу"):
        confirm(batch, {SPELLING: SchoolFactory().pk}, coordinator)


def test_a_former_name_finds_the_school(send, coordinator, town, school):
    """A table of schools renames it; last year's results still have the old name."""
    renamed = upload(
        [["Код школы", "Название"], [school.code, "Школа имени Сурикова"]],
        kind="schools",
        territory=town,
        user=coordinator,
    )
    write(renamed, coordinator)
    school.refresh_from_db()
    assert school.name == "Школа имени Сурикова"
    lines = [
        named(school, "СОШ № 1") if year == 2024 else named(school, school.name)
        for year in (2024, 2025)
    ]
    lines[0][2], lines[1][2] = 2024, 2025
    batch = write(send(*lines), coordinator)
    assert (batch.phase, batch.rows_new) == (ImportPhase.WRITTEN, 2)
    assert list(Result.objects.order_by("year").values_list("school", "year")) == [
        (school.pk, 2024),
        (school.pk, 2025),
    ]


@pytest.mark.parametrize(
    ("system", "value"),
    [
        (CodeSystem.RCOI, "0005"),
        (CodeSystem.FISOKO, "edu240101"),
        (CodeSystem.KIASUO, "K-77"),
        (CodeSystem.INN, "2450000001"),
    ],
)
def test_a_code_of_another_register_finds_the_school(send, school, system, value):
    SchoolCode.objects.create(school=school, system=system, value=value)
    batch = send(named(school, "", code=value))
    assert (rules(batch), batch.rows_new) == ([], 1)
    assert batch.rows.get().values["school_id"] == school.pk


def test_two_schools_of_one_name_need_a_code(send, town, school):
    SchoolFactory(municipality=town, name="МБОУ СОШ №1")
    batch = send(named(school, "СОШ № 1"))
    assert (rules(batch), batch.unknown_names) == (["school_ambiguous"], [])


def test_a_code_and_a_name_of_two_schools_are_a_conflict(send, town, school):
    other = SchoolFactory(municipality=town, name="СОШ № 2")
    batch = send(named(school, other.name, code=school.code))
    assert rules(batch) == ["school_conflict"]


def test_a_wrong_code_beside_a_right_name_is_a_warning(send, school):
    batch = send(named(school, school.name, code="999"))
    assert (rules(batch), batch.rows_new, batch.rows_error) == (
        ["school_code_unknown"],
        1,
        0,
    )


def test_two_spellings_of_one_school_are_one_row(send, school):
    batch = send(named(school, "СОШ № 1"), named(school, "МБОУ «СОШ №1»"))
    finding = batch.findings.get()
    assert (finding.row, finding.rule) == (3, "duplicate_key")
    assert finding.message == "Строки 2 и 3 описывают одно и то же"
    assert batch.rows_error == 2


def test_the_same_name_in_two_towns_is_told_apart_by_the_town(coordinator):
    one = MunicipalityFactory(name="Первый район")
    two = MunicipalityFactory(name="Второй район", parent=one.parent)
    SchoolFactory(municipality=one, name="СОШ № 1")
    there = SchoolFactory(municipality=two, name="СОШ № 1")
    headers = (*RESULT_HEADERS, "Муниципалитет")
    batch = upload(
        [headers, [*named(there, "СОШ № 1"), "второй район"]],
        kind="results",
        territory=one.parent,
        user=coordinator,
    )
    assert batch.rows.get().values["school_id"] == there.pk


def test_a_persons_name_in_place_of_a_school_is_not_shown(send, school):
    batch = send(
        *(named(school, f"СОШ № {number}", code=school.code) for number in (1, 1, 1)),
        named(school, "Петрова Анна Сергеевна"),
    )
    assert batch.unknown_names == []
    assert "Петрова" not in str(list(batch.findings.values()))
