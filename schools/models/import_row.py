"""Rows of an import between preview and undo."""

from django.db import models

from schools.enums import RowState
from schools.models.import_batch import ImportBatch


class ImportRow(models.Model):
    """A cleaned row of the file: what it says, and what stood there before."""

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField("строка файла")
    state = models.PositiveSmallIntegerField("что будет", choices=RowState)
    label = models.CharField("о чём строка", max_length=300, blank=True)
    # Keys of the schema's fields to values; codes of schools already resolved.
    values = models.JSONField("значения", default=dict)
    before = models.JSONField("было", null=True, blank=True)
    target_id = models.BigIntegerField("номер записи", null=True, blank=True)

    class Meta:
        verbose_name = "строка загрузки"
        verbose_name_plural = "строки загрузок"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="import_row_page")
        ]

    def __str__(self) -> str:
        return f"строка {self.number}"
