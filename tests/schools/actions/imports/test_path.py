"""The way of a table of results from the file to the database and back."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from identification.models import Result
from schools.actions import imports
from schools.enums import ImportPhase, JobState, RowState
from schools.models import AuditEvent, ImportBatch
from tests.factories import SchoolFactory
from tests.factories.imports import (
    RESULT_HEADERS,
    read,
    result_line,
    undo,
    upload,
    write,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def send(town, coordinator):
    """Upload lines of results, and read them."""

    def send(*lines, headers=RESULT_HEADERS, **fields):
        fields = {"kind": "results", "territory": town, "user": coordinator} | fields
        return upload([headers, *lines], **fields)

    return send


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.rows_new, batch.rows_changed, batch.rows_same, batch.rows_error


def remarks(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(
        batch.findings.order_by("row", "pk").values_list("row", "column", "rule")
    )


def test_a_file_is_shown_written_and_taken_back(send, coordinator, school):
    batch = send(result_line(school))
    assert (batch.error_detail, batch.phase, batch.state) == (
        "",
        ImportPhase.PREVIEW,
        JobState.DONE,
    )
    assert (counts(batch), remarks(batch)) == ((1, 0, 0, 0), [])
    assert Result.objects.count() == 0

    batch = write(batch, coordinator)
    assert (batch.error_detail, batch.phase) == ("", ImportPhase.WRITTEN)
    result = Result.objects.get()
    assert (result.school, result.year, result.procedure.code) == (school, 2025, "oge")
    assert (result.participants, result.mean_score, result.below_min) == (40, 3.5, 4)
    assert (result.batch, result.levels, result.is_flagged) == (batch, {}, False)

    batch = undo(batch, coordinator)
    assert (batch.error_detail, batch.phase) == ("", ImportPhase.UNDONE)
    assert (batch.undo_kept, Result.objects.count()) == ([], 0)


def test_the_preview_says_what_each_row_is_about(send, school):
    row = send(result_line(school)).rows.get()
    assert (row.number, row.state) == (2, RowState.NEW)
    assert row.label == "СОШ № 1, ОГЭ, Математика, 9 класс, 2025"


def test_the_same_file_again_brings_nothing(send, coordinator, school):
    write(send(result_line(school)), coordinator)
    again = send(result_line(school))
    assert counts(again) == (0, 0, 1, 0)
    with pytest.raises(ValidationError, match="Записывать нечего"):
        write(again, coordinator)


def test_a_change_is_shown_as_old_and_new(send, coordinator, school):
    write(send(result_line(school)), coordinator)
    batch = send(result_line(school, Участников=44))
    row = batch.rows.get()
    assert counts(batch) == (0, 1, 0, 0)
    assert (row.before["participants"], row.values["participants"]) == (40, 44)
    write(batch, coordinator)
    assert Result.objects.get().participants == 44


def test_an_empty_cell_changes_nothing_and_no_data_does(send, coordinator, school):
    write(send(result_line(school)), coordinator)
    empty = send(result_line(school, **{"Ниже минимума": ""}))
    assert counts(empty) == (0, 0, 1, 0)
    erased = send(result_line(school, **{"Ниже минимума": "н/д"}))
    assert counts(erased) == (0, 1, 0, 0)
    write(erased, coordinator)
    assert Result.objects.get().below_min is None


def test_one_bad_row_lets_no_row_in(send, coordinator, town, school):
    other = SchoolFactory(municipality=town, name="СОШ № 2")
    batch = send(result_line(school), result_line(other, Участников="много"))
    assert counts(batch) == (1, 0, 0, 1)
    with pytest.raises(ValidationError, match="строки с ошибками"):
        write(batch, coordinator)
    assert (Result.objects.count(), read(batch).phase) == (0, ImportPhase.PREVIEW)


def test_a_person_may_choose_to_leave_bad_rows_out(send, coordinator, town, school):
    other = SchoolFactory(municipality=town, name="СОШ № 2")
    batch = send(result_line(school), result_line(other, Участников="много"))
    batch = write(batch, coordinator, skip_errors=True)
    assert (batch.phase, batch.skip_errors) == (ImportPhase.WRITTEN, True)
    assert list(Result.objects.values_list("school", flat=True)) == [school.pk]


def test_undo_keeps_what_changed_later_and_says_so(send, coordinator, town, school):
    other = SchoolFactory(municipality=town, name="СОШ № 2")
    first = write(send(result_line(school), result_line(other)), coordinator)
    write(send(result_line(other, Участников=50)), coordinator)
    first = undo(first, coordinator)
    assert first.undo_kept == [
        {
            "number": 3,
            "label": "СОШ № 2, ОГЭ, Математика, 9 класс, 2025",
            "reason": "значения изменили после этой загрузки",
        }
    ]
    assert list(Result.objects.values_list("school", "participants")) == [
        (other.pk, 50)
    ]


def test_undo_puts_back_what_stood_there_before(send, coordinator, school):
    first = write(send(result_line(school)), coordinator)
    second = write(
        send(result_line(school, Участников=44, **{"Ниже минимума": 5})), coordinator
    )
    undo(second, coordinator)
    result = Result.objects.get()
    assert (result.participants, result.below_min, result.batch) == (40, 4, first)


def test_data_that_changed_after_the_preview_stop_the_writing(
    send, coordinator, school
):
    batch = send(result_line(school))
    write(send(result_line(school, Участников=10)), coordinator)
    batch = write(batch, coordinator)
    assert (batch.phase, batch.state, batch.error_code) == (
        ImportPhase.READING,
        JobState.FAILED,
        "stale",
    )
    assert Result.objects.get().participants == 10
    imports.restart_import(batch=batch, user=coordinator, now=timezone.now())
    assert counts(read(batch)) == (0, 1, 0, 0)


def test_totals_that_do_not_agree_take_everything_back(
    send, coordinator, school, monkeypatch
):
    target = imports.target_of("results")
    honest = target.write
    monkeypatch.setattr(
        target,
        "write",
        lambda **given: honest(**{**given, "rows": list(given["rows"])[1:]}),
    )
    other = SchoolFactory(municipality=school.municipality, name="СОШ № 2")
    batch = write(send(result_line(school), result_line(other)), coordinator)
    assert (batch.phase, batch.state) == (ImportPhase.WRITING, JobState.FAILED)
    assert batch.error_detail.startswith(
        "Записанное не сошлось с файлом: «Строк» в файле 2, в базе 1."
    )
    assert Result.objects.count() == 0


def test_the_trail_has_every_step(send, coordinator, school):
    batch = undo(write(send(result_line(school)), coordinator), coordinator)
    events = AuditEvent.objects.filter(
        object_type="schools.importbatch", object_id=str(batch.pk)
    ).order_by("pk")
    assert list(events.values_list("action", flat=True)) == [
        "import.uploaded",
        "import.confirmed",
        "import.written",
        "import.undo_asked",
        "import.undone",
    ]
    assert set(events.values_list("actor_name", flat=True)) == {str(coordinator)}


def test_a_second_press_writes_nothing_twice(send, coordinator, school):
    batch = write(send(result_line(school)), coordinator)
    with pytest.raises(ValidationError, match="уже подтверждена"):
        imports.confirm_import(
            batch=batch, skip_errors=False, user=coordinator, now=timezone.now()
        )
    imports.write_import(pk=batch.pk, clock=timezone.now)
    assert Result.objects.count() == 1


def test_a_cancelled_upload_leaves_no_file(
    send, coordinator, school, django_capture_on_commit_callbacks
):
    batch = send(result_line(school, Участников="много"))
    paths = [Path(batch.file.content.path), Path(batch.marked_file.content.path)]
    with django_capture_on_commit_callbacks(execute=True):
        imports.cancel_import(batch=batch, user=coordinator, now=timezone.now())
        assert [path.exists() for path in paths] == [True, True]
    batch.refresh_from_db()
    assert (batch.phase, batch.file, batch.marked_file, batch.rows.count()) == (
        ImportPhase.CANCELLED,
        None,
        None,
        0,
    )
    assert [path.exists() for path in paths] == [False, False]


def test_a_deletion_that_was_cut_short_is_finished_by_cancelling_again(
    send, coordinator, school, django_capture_on_commit_callbacks
):
    batch = send(result_line(school))
    path = Path(batch.file.content.path)
    with django_capture_on_commit_callbacks():
        imports.cancel_import(batch=batch, user=coordinator, now=timezone.now())
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        imports.cancel_import(batch=batch, user=coordinator, now=timezone.now())
    assert not path.exists()


def test_a_refused_file_says_why_and_is_not_kept(town, coordinator):
    batch = upload(
        b"%PDF-1.7", kind="results", territory=town, user=coordinator, name="a.xlsx"
    )
    assert (batch.state, batch.error_code, batch.file) == (
        JobState.FAILED,
        "wrong_content",
        None,
    )
    assert batch.error_detail.startswith("Файл назван «.xlsx», а внутри документ PDF")


def test_levels_are_counted_and_checked(send, coordinator, town, school):
    headers = (*RESULT_HEADERS[:8], "2", "3", "4", "5")
    good = [*result_line(school)[:8], 4, 20, 10, 6]
    bad = [*result_line(SchoolFactory(municipality=town))[:8], 4, 20, 10, 7]
    batch = send(good, bad, headers=headers)
    assert remarks(batch) == [(3, "I", "levels_above_participants")]
    write(batch, coordinator, skip_errors=True)
    result = Result.objects.get()
    assert result.levels == {"2": 4, "3": 20, "4": 10, "5": 6}
    # Marks «2» are those below the minimum of an exam that is measured in marks.
    assert result.below_min == 4


def test_twelve_planted_faults_give_twelve_remarks(send, town, school):
    schools = SchoolFactory.create_batch(9, municipality=town)
    foreign = SchoolFactory()
    minimum, mean = "Ниже минимума", "Средний балл или отметка"
    batch = send(
        result_line(school),
        result_line(schools[0], Участников="много"),  # 3
        result_line(schools[1], Участников=12.5),
        result_line(schools[2], Участников=-1),
        result_line(schools[3], **{minimum: 41}),
        result_line(schools[4], **{mean: 5.5}),  # 7
        result_line(schools[5], Процедура="ВСОКО"),
        result_line(schools[6], Предмет=""),
        result_line(schools[7], Класс=13),
        result_line(schools[8], Год=1999),  # 11
        result_line(school, **{"Код школы": "", "Школа": "Школа на Луне"}),
        result_line(foreign),
        result_line(school, Участников=41),  # 14: the same cell as row 2
    )
    assert remarks(batch) == [
        (3, "G", "not_a_number"),
        (4, "G", "not_an_integer"),
        (5, "G", "below_minimum"),
        (6, "I", "below_min_above_participants"),
        (7, "H", "mean_out_of_scale"),
        (8, "D", "unknown_choice"),
        (9, "E", "required"),
        (10, "F", "above_maximum"),
        (11, "C", "below_minimum"),
        (12, "B", "school_unknown"),
        (13, "A", "school_out_of_scope"),
        (14, "A", "duplicate_key"),
    ]
    assert counts(batch) == (0, 0, 0, 13)
    outside = batch.findings.get(rule="school_out_of_scope")
    assert foreign.name not in f"{outside.message} {outside.advice} {outside.value}"


def test_a_double_click_makes_one_upload(town, coordinator, school):
    from django.core.files.base import ContentFile

    fields = {
        "kind": "results", "territory": town, "file_name": "a.csv",
        "content_type": "text/csv", "user": coordinator, "now": timezone.now(),
    }  # fmt: skip
    first = imports.start_import(upload=ContentFile(b"a;b"), **fields)
    assert imports.start_import(upload=ContentFile(b"a;b"), **fields) == first
    assert imports.start_import(upload=ContentFile(b"a;c"), **fields) != first
    read(first)
    assert imports.start_import(upload=ContentFile(b"a;b"), **fields) != first
