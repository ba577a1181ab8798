"""Files are taken in and given up here, with their fingerprint and a trace."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.db import transaction

from schools.actions.audit import record
from schools.models import School, StoredFile, Territory, User


_CHUNK = 256 * 1024
_LONGEST_NAME = 255


@transaction.atomic
def store_file(
    *,
    purpose: str,
    original_name: str,
    content_type: str,
    user: User | None,
    now: dt.datetime,
    upload: File | None = None,
    path: Path | None = None,
    territory: Territory | None = None,
    school: School | None = None,
) -> StoredFile:
    """Keep a person's upload, or a file that we made, as it is.

    Exactly one of `upload` and `path` is given. The content streams through in
    pieces, so its size does not show in memory.
    """
    if (upload is None) == (path is None):
        raise ValueError("give either an upload or a path")
    if path is not None:
        with path.open("rb") as opened:
            return store_file(
                upload=File(opened, name=path.name),
                purpose=purpose,
                original_name=original_name,
                content_type=content_type,
                territory=territory,
                school=school,
                user=user,
                now=now,
            )
    stored = StoredFile(
        purpose=purpose,
        original_name=shortened(original_name),
        content_type=content_type[:100],
        territory=territory,
        school=school,
        uploaded_by=user,
        uploaded_at=now,
    )
    stored.sha256, stored.size_bytes = fingerprint(upload)
    stored.content.save(original_name, upload, save=False)
    stored.save()
    record(
        actor=user,
        action="file.stored",
        obj=stored,
        now=now,
        after={"sha256": stored.sha256, "size_bytes": stored.size_bytes},
    )
    return stored


@transaction.atomic
def discard_file(
    *, stored: StoredFile, user: User | None, reason: str, now: dt.datetime
) -> None:
    """Forget a file; its content goes when the transaction is sure to stay."""
    record(
        actor=user,
        action="file.discarded",
        obj=stored,
        now=now,
        before={"sha256": stored.sha256, "size_bytes": stored.size_bytes},
        reason=reason,
    )
    storage, name = stored.content.storage, stored.content.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name))


def fingerprint(content: File) -> tuple[str, int]:
    """Return SHA-256 and length, and leave the file at its beginning."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(content):
        digest.update(piece)
        size += len(piece)
    content.seek(0)
    return digest.hexdigest(), size


def shortened(name: str) -> str:
    """Keep a file's name within the column, with its extension; drop folders."""
    plain = Path(name.replace("\\", "/")).name or "файл"
    extra = len(plain) - _LONGEST_NAME
    if extra <= 0:
        return plain
    stem, suffix = Path(plain).stem, Path(plain).suffix[:20]
    return stem[: _LONGEST_NAME - len(suffix)] + suffix


def _pieces(content: File) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(_CHUNK):
        yield piece
