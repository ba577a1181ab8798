"""The worker reads a version's file: paragraphs to compare, a text to search."""

import datetime as dt
import logging
from collections.abc import Sequence

from roadmaps.actions.programme_files import upload_limits
from roadmaps.comparison import fingerprint, read_text
from roadmaps.models import ProgrammeVersion
from roadmaps.queries.programme_search import searched
from schools.ingest.errors import RefusedFile


log = logging.getLogger(__name__)

# A text of so many letters stays below the megabyte that the index of PostgreSQL takes.
MOST_SEARCHED = 300_000
# Who has not read a file in so long has died over it, or its message was lost.
LOST_AFTER = dt.timedelta(minutes=5)
# A file over which workers die again and again is left alone at last.
GIVE_UP_AFTER = dt.timedelta(days=2)


def read_version(*, version_id: int, now: dt.datetime) -> bool:
    """Read a version once; a message that comes again finds it read.

    A file without a text (a scan) is read too: it has nothing to compare or search.
    """
    unread = ProgrammeVersion.objects.filter(pk=version_id, read_at__isnull=True)
    version = unread.select_related("file").first()
    if version is None:
        return False
    paragraphs = _paragraphs(version)
    written = unread.update(
        paragraphs=list(paragraphs),
        fingerprint=sorted(fingerprint(paragraphs)),
        search=searched(" \n".join(paragraphs))[:MOST_SEARCHED],
        read_at=now,
    )
    return written == 1


def lost_versions(*, now: dt.datetime) -> list[int]:
    """Return versions that nobody has read although their time has come."""
    rows = ProgrammeVersion.objects.filter(
        read_at__isnull=True,
        uploaded_at__lte=now - LOST_AFTER,
        uploaded_at__gte=now - GIVE_UP_AFTER,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _paragraphs(version: ProgrammeVersion) -> Sequence[str]:
    with version.file.content.open("rb") as stored:
        content = stored.read()
    try:
        return read_text(
            content, name=version.file.original_name, limits=upload_limits()
        )
    except RefusedFile as refused:
        log.info("version %s: %s", version.pk, refused.code)
        return ()
