"""The paper of a receipt: made by the worker after the step, once."""

import datetime as dt
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction

from roadmaps.models import ProgrammeStep
from roadmaps.reports.receipt import receipt_paper, receipt_sections
from schools.actions.audit import record
from schools.actions.files import store_file
from schools.enums import FilePurpose
from schools.models import StoredFile
from schools.reports.layout import PROFILES
from schools.reports.render import render_paper


PDF = "application/pdf"
LOST_AFTER = dt.timedelta(minutes=5)
# A receipt that cannot be made in so long needs a person.
GIVE_UP_AFTER = dt.timedelta(days=30)


def make_receipt(*, step_id: int, now: dt.datetime) -> bool:
    """Make the PDF of a receipt; a message that comes again finds it made."""
    rows = ProgrammeStep.objects.filter(
        pk=step_id, receipt_number__isnull=False, receipt_file__isnull=True
    )
    step = rows.select_related(
        *("programme__school__municipality", "programme__kind"),
        *("version__file", "actor"),
    ).first()
    if step is None:
        return False
    paper = receipt_paper(step)
    rendered = render_paper(
        receipt_sections(paper),
        title=paper.title,
        profile=PROFILES[settings.REPORT_LAYOUT],
    )
    return _kept(step, rendered.content, now)


def lost_receipts(*, now: dt.datetime) -> list[int]:
    """Return steps whose receipt nobody has made although its time has come."""
    rows = ProgrammeStep.objects.filter(
        receipt_number__isnull=False,
        receipt_file__isnull=True,
        happened_at__lte=now - LOST_AFTER,
        happened_at__gte=now - GIVE_UP_AFTER,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _kept(step: ProgrammeStep, content: bytes, now: dt.datetime) -> bool:
    """Store the paper and name it in the step together; of two workers one does."""
    row = ProgrammeStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if row.receipt_file_id is not None:
        return False
    row.receipt_file = _stored(step, content, now)
    row.save(update_fields=["receipt_file"])
    record(
        actor=step.actor,
        action="programme.receipt_made",
        obj=row,
        now=now,
        after={
            "receipt_number": row.receipt_number,
            "sha256": row.receipt_file.sha256,
        },
    )
    return True


def _stored(step: ProgrammeStep, content: bytes, now: dt.datetime) -> StoredFile:
    number = (step.receipt_number or "").replace("/", "-")
    with tempfile.TemporaryDirectory(prefix="receipt-") as folder:
        path = Path(folder) / "receipt"
        path.write_bytes(content)
        return store_file(
            path=path,
            purpose=FilePurpose.PROGRAMME,
            original_name=f"Расписка {number}.pdf",
            content_type=PDF,
            school=step.programme.school,
            user=step.actor,
            now=now,
        )
