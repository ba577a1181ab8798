"""Uploads of the small world: one that waits for columns, one written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from schools.actions.files import store_file
from schools.enums import FilePurpose, ImportPhase, JobState, RowState
from schools.models import ImportBatch, ImportFinding, ImportRow


if TYPE_CHECKING:
    from tests.meta.world import World

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def add_imports(world: World) -> None:
    """Fill the preview of `batch`, and add uploads at other steps."""
    _fill_preview(world)
    world.objects["mapped_batch"] = _batch(
        world,
        phase=ImportPhase.MAPPING,
        sheet="Данные",
        sheet_names=["Данные"],
        header_row=1,
        headers=[
            {"letter": "A", "header": "ОУ", "field": None, "why": "none", "samples": []}
        ],
    )
    world.objects["written_batch"] = _batch(
        world, phase=ImportPhase.WRITTEN, written_at=NOW, finished_at=NOW
    )
    world.objects["failed_batch"] = _batch(
        world,
        phase=ImportPhase.READING,
        state=JobState.FAILED,
        error_code="damaged",
        error_detail="Файл повреждён: сохраните его заново.",
    )


def _fill_preview(world: World) -> None:
    batch = world.objects["batch"]
    batch.marked_file = store_file(
        upload=ContentFile(b"PK\x03\x04 marked"),
        purpose=FilePurpose.MARKED_COPY,
        original_name="школы — замечания.xlsx",
        content_type="application/octet-stream",
        territory=world.municipality,
        user=None,
        now=NOW,
    )
    batch.unknown_names = [{"name": "Первая", "rows": 2}]
    batch.rows_new, batch.rows_error = 1, 1
    batch.save()
    ImportRow.objects.create(
        batch=batch,
        number=2,
        state=RowState.NEW,
        label="Новая школа, 124",
        values={"code": "124", "name": "Новая школа"},
    )
    ImportRow.objects.create(
        batch=batch, number=3, state=RowState.ERROR, label="Первая"
    )
    ImportFinding.objects.create(
        batch=batch,
        sheet="Данные",
        row=3,
        column="A",
        header="Школа",
        value="Первая",
        rule="school_unknown",
        message="Такой школы в реестре нет",
        advice="сопоставьте название со школой",
    )


def _batch(world: World, **fields) -> ImportBatch:
    return ImportBatch.objects.create(
        **{
            "kind": "schools",
            "state": JobState.DONE,
            "territory": world.municipality,
            "file_name": "школы.xlsx",
            "file_sha256": "1" * 64,
            "requested_by": world.people["coordinator"],
            "requested_at": NOW,
            **fields,
        }
    )
