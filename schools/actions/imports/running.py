"""The worker's three jobs: each takes its row once and ends in words."""

from pathlib import Path

from django.core.files import File

from schools.actions.imports.attempts import Clock, carry_out, take_import
from schools.actions.imports.confirming import confirm_import
from schools.actions.imports.reading import read_file
from schools.actions.imports.starting import start_import
from schools.actions.imports.undoing import undo_rows
from schools.actions.imports.writing import write_rows
from schools.enums import ImportPhase
from schools.models import ImportBatch, Territory, User


WORK = {
    ImportPhase.READING: read_file,
    ImportPhase.WRITING: write_rows,
    ImportPhase.UNDOING: undo_rows,
}


def read_import(*, pk: int, clock: Clock, is_redelivered: bool = False) -> None:
    """Read the file up to the preview, or up to a question for the person."""
    _run(ImportPhase.READING, pk, clock, is_redelivered)


def write_import(*, pk: int, clock: Clock, is_redelivered: bool = False) -> None:
    """Write what the preview showed."""
    _run(ImportPhase.WRITING, pk, clock, is_redelivered)


def undo_import(*, pk: int, clock: Clock, is_redelivered: bool = False) -> None:
    """Take a written import back."""
    _run(ImportPhase.UNDOING, pk, clock, is_redelivered)


def import_now(
    *, kind: str, path: Path, territory: Territory, user: User | None, clock: Clock
) -> ImportBatch:
    """Take a file through all steps in this process; it must raise no question.

    Returns the import as it ended: written, or where it stopped and why.
    """
    with path.open("rb") as stream:
        batch = start_import(
            kind=kind,
            territory=territory,
            upload=File(stream, name=path.name),
            file_name=path.name,
            content_type="",
            user=user,
            now=clock(),
        )
    read_import(pk=batch.pk, clock=clock)
    batch.refresh_from_db()
    is_ready = batch.phase == ImportPhase.PREVIEW and not batch.rows_error
    if is_ready and batch.rows_new + batch.rows_changed:
        confirm_import(batch=batch, skip_errors=False, user=user, now=clock())
        write_import(pk=batch.pk, clock=clock)
        batch.refresh_from_db()
    return batch


def _run(phase: ImportPhase, pk: int, clock: Clock, is_redelivered: bool) -> None:
    attempt = take_import(
        pk=pk, phase=phase, is_redelivered=is_redelivered, clock=clock
    )
    if attempt is not None:
        carry_out(attempt, WORK[phase])
