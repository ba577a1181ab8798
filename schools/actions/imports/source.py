"""The uploaded file of an import: read from where it lies, cleaned, given up."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from schools.actions.files import discard_file, store_file
from schools.actions.imports.attempts import Attempt, CannotGoOn
from schools.actions.imports.clean_copy import (
    CONTENT_TYPE,
    read_clean_copy,
    without_identities,
    write_clean_copy,
)
from schools.enums import FilePurpose
from schools.ingest.errors import RefusedFile
from schools.ingest.guard import inspect
from schools.ingest.limits import Limits
from schools.ingest.schema import TableSchema
from schools.ingest.sheets import Sheet
from schools.ingest.workbook import read_sheets
from schools.models import ImportBatch, StoredFile


FILE_GONE = "Файла этой загрузки больше нет на сервере. Загрузите таблицу ещё раз."
WHY_DISCARDED = "в файле были сведения о людях; сохранена таблица без них"


def limits() -> Limits:
    """Return the bounds of an accepted file; its size is a setting."""
    return Limits(file_bytes=settings.IMPORT_MAX_BYTES)


def open_sheets(attempt: Attempt, schema: TableSchema) -> list[Sheet]:
    """Return the sheets of the upload, none of them with people's data.

    The bytes of an upload with such data are gone when this returns. A worker that
    dies before leaves either the upload in `file` (its successor does all of this
    again) or the upload in `raw_file` (its successor begins with deleting it).
    """
    _delete_raw_file(attempt)
    batch = attempt.batch
    if batch.file is None:
        raise CannotGoOn("file_gone", FILE_GONE)
    with local_path(batch.file) as path:
        if is_clean(batch):
            return read_clean_copy(path)
        try:
            sheets = read_sheets(
                path, inspect(path, batch.file_name, limits()), limits()
            )
        except RefusedFile:
            # What cannot be read cannot be searched for names either.
            _replace_file(attempt, None, [])
            _delete_raw_file(attempt, "портал не смог прочитать файл")
            raise
    cleaned, dropped = _cleaned(sheets, schema)
    if dropped:
        _replace_file(attempt, cleaned, dropped)
        _delete_raw_file(attempt)
    return cleaned


def is_clean(batch: ImportBatch) -> bool:
    """Tell whether what is kept is the copy without people's data."""
    return batch.file is not None and batch.file.content_type == CONTENT_TYPE


@contextlib.contextmanager
def local_path(stored: StoredFile) -> Iterator[Path]:
    """Give a path of the content; a storage elsewhere is copied for the while."""
    try:
        path = Path(stored.content.path)
    except NotImplementedError:
        path = None
    if path is not None:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "upload"
        with stored.content.open("rb") as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
        yield copy


def _cleaned(
    sheets: Sequence[Sheet], schema: TableSchema
) -> tuple[list[Sheet], list[str]]:
    cleaned: list[Sheet] = []
    dropped: list[str] = []
    touched = False
    for sheet in sheets:
        clean, headings = without_identities(sheet, schema)
        touched = touched or clean is not sheet
        cleaned.append(clean)
        dropped.extend(headings)
    if touched and not dropped:
        dropped = ["столбец без заголовка"]
    return cleaned, list(dict.fromkeys(dropped))


def _replace_file(
    attempt: Attempt, sheets: Sequence[Sheet] | None, dropped: list[str]
) -> None:
    """Point the import at the clean copy, and remember the upload as to be deleted."""
    batch = attempt.batch
    raw = batch.file
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        locked = attempt.lock()
        clean = None
        if sheets is not None:
            path = Path(folder) / "clean"
            write_clean_copy(path, sheets)
            clean = store_file(
                path=path,
                purpose=FilePurpose.IMPORT,
                original_name=f"{Path(batch.file_name).stem}.json.gz",
                content_type=CONTENT_TYPE,
                territory=batch.territory,
                user=raw.uploaded_by if raw else None,
                now=attempt.clock(),
            )
        locked.file, locked.raw_file, locked.dropped_columns = clean, raw, dropped
        locked.save(update_fields=["file", "raw_file", "dropped_columns"])
    batch.file, batch.raw_file, batch.dropped_columns = clean, raw, dropped


def _delete_raw_file(attempt: Attempt, reason: str = WHY_DISCARDED) -> None:
    """Delete the bytes first: what follows can be repeated, a lost name cannot."""
    batch = attempt.batch
    if batch.raw_file is None:
        return
    drop_file(batch, "raw_file", reason=reason, now=attempt.clock())


def drop_file(batch: ImportBatch, name: str, *, reason: str, now) -> None:
    """Delete a file of the import, its bytes before its row."""
    stored: StoredFile | None = getattr(batch, name)
    if stored is None:
        return
    stored.content.storage.delete(stored.content.name)
    discard_file(stored=stored, user=None, reason=reason, now=now)
    setattr(batch, name, None)
    ImportBatch.objects.filter(pk=batch.pk).update(**{name: None})
