"""The export format of django-import-export that keeps types and scales."""

from typing import Any

from import_export.formats import base_formats
from tablib import Dataset

from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook


class TypedXlsx(base_formats.XLSX):
    """Writes through `schools.reports.workbook`, as papers do."""

    CONTENT_TYPE = CONTENT_TYPE

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        """Return the workbook; `about` gives lines for a second sheet."""
        title = kwargs.get("title") or "Лист"
        sheets = [SheetOfRows(title, dataset.headers or [], list(dataset))]
        if about := list(kwargs.get("about", ())):
            sheets.append(SheetOfRows("Сведения", ("Сведение", "Значение"), about))
        return workbook(sheets)
