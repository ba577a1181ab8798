"""A frozen sheet of the world's school, and the document of its answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from monitoring.drafting import Paper, check_code, to_json
from monitoring.enums import ReportKind
from monitoring.models import Recommendation, Report
from schools.actions.files import store_file
from schools.enums import FilePurpose
from schools.models import StoredFile


if TYPE_CHECKING:
    from tests.meta.world import World

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
NUMBER = "М-2025/1-001"


def add_analytics(world: World) -> None:
    """Add the sheet, and a file to the recommendation that has been answered."""
    snapshot = {"paper": to_json(Paper("Отдел", "Лист", "", "", ()))}
    world.objects["sheet"] = Report.objects.create(
        territory=world.municipality,
        school=world.school,
        year=2025,
        kind=ReportKind.SCHOOL,
        title="Лист школы",
        requested_at=NOW,
        number=NUMBER,
        frozen_at=NOW,
        snapshot=snapshot,
        check_code=check_code(snapshot, NUMBER),
        pdf=_file(FilePurpose.REPORT, territory=world.municipality),
    )
    Recommendation.objects.filter(pk=world["recommendation"].pk).update(
        answer="Провели",
        answered_at=NOW,
        answer_file=_file(FilePurpose.EVIDENCE, school=world.school),
    )
    world["recommendation"].refresh_from_db()


def _file(purpose: str, **place: object) -> StoredFile:
    return store_file(
        upload=ContentFile(b"%PDF-1.7 paper"),
        purpose=purpose,
        original_name="документ.pdf",
        content_type="application/pdf",
        user=None,
        now=NOW,
        **place,
    )
