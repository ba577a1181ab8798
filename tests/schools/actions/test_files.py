"""Files are kept as they came, with their fingerprint."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from schools.actions.files import discard_file, shortened, store_file
from schools.enums import FilePurpose
from schools.models import AuditEvent, StoredFile


pytestmark = pytest.mark.django_db
CONTENT = "Приказ\n".encode() * 100_000


def stored(now, place, coordinator, **content) -> StoredFile:
    return store_file(
        purpose=FilePurpose.BASIS,
        original_name="Приказ № 12.pdf",
        content_type="application/pdf",
        territory=place,
        user=coordinator,
        now=now,
        **content,
    )


def test_an_upload_is_kept_byte_by_byte(now, place, coordinator):
    file = stored(now, place, coordinator, upload=ContentFile(CONTENT))
    assert file.content.read() == CONTENT
    assert (file.size_bytes, file.sha256) == (
        len(CONTENT),
        hashlib.sha256(CONTENT).hexdigest(),
    )
    assert (file.original_name, file.uploaded_at) == ("Приказ № 12.pdf", now)
    file.content.close()


def test_an_upload_that_was_read_before_is_kept_whole(now, place, coordinator):
    with TemporaryUploadedFile(
        "a.pdf", "application/pdf", len(CONTENT), None
    ) as upload:
        upload.write(CONTENT)
        upload.seek(500)
        file = stored(now, place, coordinator, upload=upload)
    assert file.size_bytes == len(CONTENT)
    with file.content.open() as content:
        assert content.read() == CONTENT


def test_a_file_from_the_disk_stays_there(now, place, coordinator, tmp_path: Path):
    path = tmp_path / "report.pdf"
    path.write_bytes(CONTENT)
    file = stored(now, place, coordinator, path=path)
    assert path.read_bytes() == CONTENT
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_the_name_on_the_disk_holds_nothing_of_the_person(now, place, coordinator):
    file = stored(now, place, coordinator, upload=ContentFile(b"x"))
    folder, name = file.content.name.split("/")
    assert (folder, len(name), name.isalnum()) == ("basis", 32, True)


@pytest.mark.parametrize("content", [{}, {"upload": ContentFile(b""), "path": Path()}])
def test_exactly_one_source(now, place, coordinator, content):
    with pytest.raises(ValueError, match="either"):
        stored(now, place, coordinator, **content)


def test_keeping_and_giving_up_leave_traces(now, place, coordinator):
    file = stored(now, place, coordinator, upload=ContentFile(b"x"))
    discard_file(stored=file, user=coordinator, reason="имена в файле", now=now)
    assert list(
        AuditEvent.objects.order_by("pk").values_list("action", "reason", "actor_id")
    ) == [
        ("file.stored", "", coordinator.pk),
        ("file.discarded", "имена в файле", coordinator.pk),
    ]


def test_content_goes_only_when_the_transaction_stays(
    now, place, coordinator, django_capture_on_commit_callbacks
):
    file = stored(now, place, coordinator, upload=ContentFile(b"x"))
    name = file.content.name
    with transaction.atomic():
        discard_file(stored=file, user=coordinator, reason="", now=now)
        transaction.set_rollback(True)
    assert default_storage.exists(name)
    again = StoredFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        discard_file(stored=again, user=coordinator, reason="", now=now)
    assert (StoredFile.objects.count(), default_storage.exists(name)) == (0, False)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("отчёт.xlsx", "отчёт.xlsx"),
        ("C:\\Users\\Ольга\\отчёт.xlsx", "отчёт.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("", "файл"),
        ("я" * 300 + ".xlsx", "я" * 250 + ".xlsx"),
    ],
)
def test_names_are_cut_to_the_column_and_lose_folders(given, kept):
    assert shortened(given) == kept
