"""An upload begins: the file is kept, the import is queued for reading."""

import datetime as dt

from django.core.files import File
from django.db import transaction

from schools.actions.audit import record
from schools.actions.files import fingerprint, shortened, store_file
from schools.actions.imports.targets import target_of
from schools.actions.jobs import queue_job
from schools.enums import FilePurpose, ImportPhase, JobState
from schools.models import ImportBatch, Territory, User


@transaction.atomic
def start_import(
    *,
    kind: str,
    territory: Territory,
    upload: File,
    file_name: str,
    content_type: str,
    user: User | None,
    now: dt.datetime,
) -> ImportBatch:
    """Keep the upload and queue its reading; the caller enqueues `read_import`.

    A second press of the button sends the same file again: while the first one is
    still being read, it is the first one that comes back.
    """
    under_way = _same_under_way(kind, territory, upload, user)
    if under_way is not None:
        return under_way
    stored = store_file(
        upload=upload,
        purpose=FilePurpose.IMPORT,
        original_name=file_name,
        content_type=content_type,
        territory=territory,
        user=user,
        now=now,
    )
    batch = ImportBatch(
        kind=target_of(kind).code,
        phase=ImportPhase.READING,
        territory=territory,
        file=stored,
        file_name=shortened(file_name),
        file_sha256=stored.sha256,
    )
    queue_job(job=batch, user=user, now=now)
    record(
        actor=user,
        action="import.uploaded",
        obj=batch,
        now=now,
        after={"kind": kind, "sha256": stored.sha256, "size": stored.size_bytes},
    )
    return batch


def _same_under_way(
    kind: str, territory: Territory, upload: File, user: User | None
) -> ImportBatch | None:
    sha256, _ = fingerprint(upload)
    return ImportBatch.objects.filter(
        kind=kind,
        territory=territory,
        file_sha256=sha256,
        requested_by=user,
        phase=ImportPhase.READING,
        state__in=[JobState.QUEUED, JobState.RUNNING],
    ).first()
