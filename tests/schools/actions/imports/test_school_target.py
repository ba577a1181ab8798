"""Tables of schools: new ones, renamed ones, codes that change hands."""

import datetime as dt

import pytest
from django.utils import timezone

from identification.models import Result
from schools.enums import CodeSystem, ImportPhase, SchoolKind
from schools.models import School, SchoolAlias, SchoolCode
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.imports import RESULT_HEADERS, result_line, undo, upload, write


pytestmark = pytest.mark.django_db

HEADERS = ("Код школы", "Название", "Вид школы", "Сайт", "ИНН")
LINE = ["124001", "СОШ № 1", "СОШ", "https://one.example.ru", "2450000001"]


@pytest.fixture
def send(town, coordinator):
    def send(*lines, headers=HEADERS, territory=town):
        return upload(
            [headers, *lines], kind="schools", territory=territory, user=coordinator
        )

    return send


def rules(batch):
    return list(batch.findings.order_by("row").values_list("row", "rule"))


def test_a_new_school_with_its_codes(send, coordinator, town):
    batch = write(send(LINE), coordinator)
    assert (batch.error_detail, batch.phase) == ("", ImportPhase.WRITTEN)
    school = School.objects.get()
    assert (school.code, school.name, school.kind, school.municipality) == (
        "124001",
        "СОШ № 1",
        SchoolKind.SECONDARY,
        town,
    )
    code = school.codes.get()
    assert (code.system, code.value, code.valid_from) == (
        CodeSystem.INN,
        "2450000001",
        None,
    )
    assert send(LINE).rows_same == 1


def test_a_column_that_is_not_there_changes_nothing(send, coordinator):
    write(send(LINE), coordinator)
    batch = send(LINE[:2], headers=HEADERS[:2])
    assert (batch.rows_same, batch.rows_changed) == (1, 0)


def test_a_new_name_and_a_new_code_keep_the_old_ones(send, coordinator):
    write(send(LINE), coordinator)
    School.objects.get().codes.update(valid_from=dt.date(2020, 1, 1))
    batch = send(["124001", "Лицей № 1", "лицей", LINE[3], "2450000002"])
    assert batch.rows_changed == 1
    write(batch, coordinator)
    school = School.objects.get()
    alias = school.aliases.get()
    assert (school.name, school.kind) == ("Лицей № 1", SchoolKind.LYCEUM)
    assert (alias.name, alias.is_former_name) == ("СОШ № 1", True)
    today = timezone.localdate()
    assert list(
        school.codes.order_by("value").values_list("value", "valid_from", "valid_to")
    ) == [
        ("2450000001", dt.date(2020, 1, 1), today - dt.timedelta(days=1)),
        ("2450000002", today, None),
    ]


def test_undo_gives_the_name_and_the_code_back(send, coordinator):
    write(send(LINE), coordinator)
    second = write(
        send(["124001", "Лицей № 1", "лицей", LINE[3], "2450000002"]), coordinator
    )
    second = undo(second, coordinator)
    assert (second.error_detail, second.undo_kept) == ("", [])
    school = School.objects.get()
    assert (school.name, school.kind) == ("СОШ № 1", SchoolKind.SECONDARY)
    assert SchoolAlias.objects.count() == 0
    assert list(SchoolCode.objects.values_list("value", "valid_to")) == [
        ("2450000001", None)
    ]


def test_undo_keeps_schools_that_are_in_use(send, coordinator, town):
    first = write(send(LINE, ["124002", "СОШ № 2", "", "", ""]), coordinator)
    used = School.objects.get(code="124002")
    results = upload(
        [RESULT_HEADERS, result_line(used)],
        kind="results",
        territory=town,
        user=coordinator,
    )
    write(results, coordinator)
    first = undo(first, coordinator)
    assert first.undo_kept == [
        {
            "number": 3,
            "label": "СОШ № 2, 124002",
            "reason": "на школу уже ссылаются другие данные портала",
        }
    ]
    assert list(School.objects.values_list("code", flat=True)) == ["124002"]
    assert Result.objects.count() == 1


def test_schools_of_other_territories_and_their_codes_are_not_touched(send, town):
    foreign = SchoolFactory(code="999")
    SchoolCode.objects.create(school=foreign, system=CodeSystem.INN, value="1")
    batch = send(["999", "Захват", "", "", ""], ["124003", "СОШ № 3", "", "", "1"])
    assert rules(batch) == [(2, "school_out_of_scope"), (3, "code_taken")]
    messages = str(list(batch.findings.values_list("message", "advice")))
    assert foreign.name not in messages


def test_two_lines_with_one_code_are_wrong(send):
    batch = send(
        ["1", "Один", "", "", "77"],
        ["2", "Два", "", "", "77"],
        ["1", "Три", "", "", ""],
    )
    assert rules(batch) == [(2, "code_taken"), (3, "code_taken"), (4, "duplicate_key")]
    assert batch.rows_error == 3


def test_a_site_must_be_an_address(send):
    batch = send(["1", "Один", "", "one.example.ru", ""])
    assert rules(batch) == [(2, "bad_site")]


def test_a_region_names_the_municipality(coordinator, town):
    other = MunicipalityFactory(parent=town.parent, name="Дальний район")
    batch = upload(
        [("Код школы", "Название", "Район"), ("7", "СОШ № 7", "дальний район")],
        kind="schools",
        territory=town.parent,
        user=coordinator,
    )
    write(batch, coordinator)
    assert School.objects.get().municipality == other
