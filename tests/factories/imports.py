"""Files for uploads, and the way of a file through the import without a worker."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from django.core.files.base import ContentFile
from django.utils import timezone

from schools.actions import imports
from schools.models import ImportBatch


RESULT_HEADERS = (
    *("Код школы", "Школа", "Год", "Процедура", "Предмет", "Класс"),
    *("Участников", "Средний балл или отметка", "Ниже минимума"),
)


def result_line(school, **changes) -> list[object]:
    """Return a valid line of results of a school, with some cells changed."""
    cells = {
        "Код школы": school.code,
        "Школа": school.name,
        "Год": 2025,
        "Процедура": "ОГЭ",
        "Предмет": "Математика",
        "Класс": 9,
        "Участников": 40,
        "Средний балл или отметка": 3.5,
        "Ниже минимума": 4,
    }
    return list((cells | changes).values())


def xlsx(rows: Sequence[Sequence[object]], path: Path, sheet: str = "Данные") -> Path:
    """Write rows into a workbook of one sheet."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            worksheet.write_row(number, 0, row)
    return path


def csv_bytes(rows: Sequence[Sequence[object]], encoding: str = "cp1251") -> bytes:
    """Return rows as a text table with semicolons."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode(encoding)


def upload(
    rows: Sequence[Sequence[object]] | bytes,
    *,
    kind: str,
    territory,
    user=None,
    name: str = "Таблица.csv",
) -> ImportBatch:
    """Upload a table and read it; return the import where it stopped."""
    content = rows if isinstance(rows, bytes) else csv_bytes(rows)
    batch = imports.start_import(
        kind=kind,
        territory=territory,
        upload=ContentFile(content, name=name),
        file_name=name,
        content_type="",
        user=user,
        now=timezone.now(),
    )
    return read(batch)


def read(batch: ImportBatch) -> ImportBatch:
    """Do the worker's reading of an import."""
    imports.read_import(pk=batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    return batch


def write(batch: ImportBatch, user, *, skip_errors: bool = False) -> ImportBatch:
    """Confirm the preview and do the worker's writing."""
    imports.confirm_import(
        batch=batch, skip_errors=skip_errors, user=user, now=timezone.now()
    )
    imports.write_import(pk=batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    return batch


def undo(batch: ImportBatch, user) -> ImportBatch:
    """Ask for the undo and do the worker's part."""
    imports.ask_undo(
        batch=batch, reason="ошибка в файле", user=user, now=timezone.now()
    )
    imports.undo_import(pk=batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    return batch
