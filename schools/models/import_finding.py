"""What is wrong in an uploaded table, cell by cell."""

from django.db import models

from schools.models.import_batch import ImportBatch


class ImportFinding(models.Model):
    """Where, what and how to mend; enough to find the cell in Excel."""

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="findings"
    )
    sheet = models.CharField("лист", max_length=100, blank=True)
    row = models.PositiveIntegerField("строка", null=True, blank=True)
    column = models.CharField("столбец", max_length=5, blank=True)
    header = models.CharField("заголовок", max_length=200, blank=True)
    value = models.CharField("значение", max_length=200, blank=True)
    rule = models.CharField("правило", max_length=60)
    message = models.CharField("что не так", max_length=400)
    advice = models.CharField("как исправить", max_length=400, blank=True)
    is_error = models.BooleanField("ошибка", default=True)

    class Meta:
        verbose_name = "замечание к файлу"
        verbose_name_plural = "замечания к файлам"
        ordering = ["-is_error", "row", "column", "pk"]

    def __str__(self) -> str:
        return self.message
