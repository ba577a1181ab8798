"""Names and passports in a file: gone from the disk before anybody sees a column."""

import datetime as dt
import gzip
from pathlib import Path

import pytest
from django.utils import timezone

from schools.actions.imports import source
from schools.actions.imports.attempts import take_import
from schools.actions.imports.clean_copy import read_clean_copy, write_clean_copy
from schools.enums import ImportPhase, JobState
from schools.ingest.sheets import Sheet
from schools.models import ImportBatch, StoredFile
from tests.factories.imports import (
    RESULT_HEADERS,
    csv_bytes,
    read,
    result_line,
    upload,
    write,
)


pytestmark = pytest.mark.django_db

PEOPLE = ("Петрова Анна Сергеевна", "Сидоров Пётр Ильич")
HEADERS = ("ФИО", *RESULT_HEADERS, "Паспорт")


def lines(school):
    return [
        [name, *result_line(school, Класс=grade), "0411 123456"]
        for grade, name in zip((9, 10), PEOPLE, strict=True)
    ]


@pytest.fixture
def batch(town, coordinator, school):
    return upload(
        [HEADERS, *lines(school)], kind="results", territory=town, user=coordinator
    )


def stored_bytes() -> bytes:
    """Everything that the portal keeps of uploads, unpacked."""
    kept = b""
    for stored in StoredFile.objects.all():
        with stored.content.open("rb") as content:
            found = content.read()
        kept += gzip.decompress(found) if found[:2] == b"\x1f\x8b" else found
    return kept


def test_columns_of_people_are_dropped_and_named(batch, coordinator):
    assert batch.dropped_columns == ["ФИО", "Паспорт"]
    assert [column["samples"] for column in batch.headers][0::10] == [[], []]
    assert (batch.rows_new, batch.rows_error) == (2, 0)
    assert write(batch, coordinator).phase == ImportPhase.WRITTEN


def test_nothing_of_people_is_kept(batch):
    kept = stored_bytes().decode()
    assert batch.file.original_name == "Таблица.json.gz"
    assert "Математика" in kept
    assert [word for word in (*PEOPLE, "123456") if word in kept] == []
    texts = [*batch.rows.values_list("values", flat=True), batch.headers]
    assert [word for word in (*PEOPLE, "123456") if word in str(texts)] == []


def test_the_bytes_of_the_upload_are_gone(town, coordinator, school):
    written: list[Path] = []
    original = StoredFile.save

    def remember(stored, *args, **kwargs):
        written.append(Path(stored.content.path))
        return original(stored, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoredFile, "save", remember)
        batch = upload(
            [HEADERS, *lines(school)], kind="results", territory=town, user=coordinator
        )
    assert batch.raw_file is None
    assert [path.exists() for path in written] == [False, True]


def test_the_clean_copy_is_read_again_without_being_cleaned_again(batch, coordinator):
    kept = batch.file_id
    batch.phase, batch.state = ImportPhase.READING, JobState.QUEUED
    batch.save()
    batch = read(batch)
    assert (batch.file_id, batch.rows_new) == (kept, 2)
    assert batch.dropped_columns == ["ФИО", "Паспорт"]


def test_a_worker_killed_before_the_deletion_leaves_it_to_its_successor(
    town, coordinator, school, monkeypatch
):
    """The moment after the copy took the upload's place, before the bytes went."""

    class Killed(BaseException):
        pass

    def die(*_args, **_kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(source, "drop_file", die)
        with pytest.raises(Killed):
            upload(
                [HEADERS, *lines(school)],
                kind="results",
                territory=town,
                user=coordinator,
            )
    batch = ImportBatch.objects.get()
    assert batch.state == JobState.RUNNING
    raw = Path(batch.raw_file.content.path)
    assert raw.exists()

    from schools.actions import imports

    imports.read_import(pk=batch.pk, clock=timezone.now, is_redelivered=True)
    batch.refresh_from_db()
    assert (batch.phase, batch.rows_new) == (ImportPhase.PREVIEW, 2)
    assert (batch.raw_file, raw.exists()) == (None, False)
    assert "Петрова" not in stored_bytes().decode()


def test_an_unreadable_file_is_not_kept_either(town, coordinator):
    batch = upload(
        b"PK\x03\x04 not a workbook",
        kind="results",
        territory=town,
        user=coordinator,
        name="a.xlsx",
    )
    assert (batch.state, batch.file, batch.raw_file) == (JobState.FAILED, None, None)
    assert StoredFile.objects.count() == 0
    attempt = take_import(
        pk=batch.pk,
        phase=ImportPhase.READING,
        is_redelivered=False,
        clock=timezone.now,
    )
    assert attempt is None


def test_a_file_without_people_is_kept_as_it_came(town, coordinator, school):
    rows = [RESULT_HEADERS, result_line(school)]
    batch = upload(rows, kind="results", territory=town, user=coordinator)
    with batch.file.content.open("rb") as content:
        assert content.read() == csv_bytes(rows)
    assert batch.dropped_columns == []


def test_a_clean_copy_gives_back_the_same_sheets(tmp_path):
    sheets = [
        Sheet(
            name="Очень длинное имя листа: с двоеточием и [скобками]",
            rows=[
                ["a", 1.5, True, ""],
                [dt.date(2025, 9, 1), dt.datetime.fromisoformat("2025-09-01T14:05")],
                [7, "12,5 %"],
            ],
            merges=((0, 0, 1, 0),),
            hidden=True,
        )
    ]
    path = tmp_path / "clean"
    write_clean_copy(path, sheets)
    assert read_clean_copy(path) == sheets
