"""A school's file is looked into before it is kept, whatever it calls itself."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File

from roadmaps.uploads import (
    ScannerError,
    Upload,
    UploadLimits,
    UploadRefusedError,
    recognise,
    scan,
)
from schools.actions.refusals import refuse


log = logging.getLogger(__name__)

FIELD = "file"
NO_SCANNER = (
    "Файл не принят: антивирус сейчас не отвечает, без проверки портал файлы не "
    "берёт. Повторите через несколько минут; введённое сохранено."
)


def upload_limits() -> UploadLimits:
    """Return the bounds that this portal sets to a programme's file."""
    return UploadLimits(megabytes=settings.PROGRAMME_MAX_MEGABYTES)


def accept_upload(upload: File, *, name: str) -> Upload:
    """Return what the file is, or refuse it in one sentence at the field `file`."""
    limits = upload_limits()
    try:
        with _on_disk(upload) as path:
            found = recognise(path, name=name, limits=limits)
            _demand_harmless(path)
    except UploadRefusedError as refused:
        raise refuse(refused.message, code=refused.code, field=FIELD) from refused
    finally:
        upload.seek(0)
    return found


def _demand_harmless(path: Path) -> None:
    """Ask the scanner where there is one; its silence is no permission."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = scan(path.read_bytes(), address=settings.CLAMD_ADDRESS)
    except ScannerError as error:
        log.exception("clamd %s", error.code)
        raise refuse(NO_SCANNER, code="scanner", field=FIELD) from error
    if not answer.is_clean:
        raise refuse(answer.message, code="malware", field=FIELD)


@contextmanager
def _on_disk(upload: File) -> Iterator[Path]:
    """Give the content a path; a large upload has one already."""
    ready = getattr(upload, "temporary_file_path", None)
    if ready is not None:
        yield Path(ready())
        return
    with tempfile.TemporaryDirectory(prefix="programme-") as folder:
        path = Path(folder) / "document"
        upload.seek(0)
        with path.open("wb") as target:
            for piece in upload.chunks():
                target.write(piece)
        yield path
