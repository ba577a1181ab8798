"""What papers of all apps share: steps that show, rendering, keeping the file."""

import datetime as dt
import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from schools.actions.audit import record
from schools.actions.files import store_file
from schools.actions.jobs import advance_job, finish_job
from schools.enums import FilePurpose
from schools.models import School, StoredFile, Territory, User
from schools.reports.layout import PROFILES
from schools.reports.render import Section, render_paper


Clock = Callable[[], dt.datetime]

log = logging.getLogger(__name__)

PDF = "application/pdf"
# The same button pressed twice gives one paper.
DOUBLE_CLICK = dt.timedelta(seconds=20)
STEPS = 3


@dataclass(frozen=True)
class MadePaper:
    """A finished paper before it is stored."""

    content: bytes
    name: str
    content_type: str


def show_step(*, job: Any, stage: str, done: int, clock: Clock) -> None:
    """Show on the page what is being done."""
    advance_job(job=job, stage=stage, done=done, total=STEPS, now=clock())


def rendered(
    *, job: Any, sections: Sequence[Section], title: str, clock: Clock
) -> bytes:
    """Render the sections to PDF; each one that is ready shows on the page."""

    def show(done: int, total: int) -> None:
        stage = f"верстаю: готово частей {done} из {total}"
        advance_job(
            job=job, stage=stage, done=1 + done, total=total + STEPS, now=clock()
        )

    paper = render_paper(
        sections,
        title=title,
        profile=PROFILES[settings.REPORT_LAYOUT],
        progress=show,
    )
    for remark in paper.remarks:
        log.warning("the renderer says: %s", remark)
    return paper.content


def stored_paper(
    *,
    made: MadePaper,
    territory: Territory | None,
    school: School | None,
    user: User | None,
    now: dt.datetime,
) -> StoredFile:
    """Store a finished paper as a file of a territory or of a school."""
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        path = Path(folder) / "paper"
        path.write_bytes(made.content)
        return store_file(
            path=path,
            purpose=FilePurpose.REPORT,
            original_name=made.name,
            content_type=made.content_type,
            territory=territory,
            school=school,
            user=user,
            now=now,
        )


@transaction.atomic
def keep_paper(
    *,
    job: Any,
    made: MadePaper,
    territory: Territory | None,
    school: School | None,
    action: str,
    now: dt.datetime,
) -> None:
    """Store the file in the job's row and finish the job together."""
    job.file = stored_paper(
        made=made,
        territory=territory,
        school=school,
        user=job.requested_by,
        now=now,
    )
    job.steps_done = job.steps_total
    job.stage = ""
    job.save(update_fields=["file", "steps_done", "stage"])
    finish_job(job=job, now=now)
    record(
        actor=job.requested_by,
        action=action,
        obj=job,
        now=now,
        after={"sha256": job.file.sha256, "bytes": job.file.size_bytes},
    )
