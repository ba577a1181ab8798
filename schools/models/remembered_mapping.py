"""Columns that a person has once matched, kept for the next file of that source."""

from django.conf import settings
from django.db import models

from schools.models.territory import Territory


class RememberedMapping(models.Model):
    """Which column of a file with these headers is which field."""

    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="remembered_mappings"
    )
    kind = models.CharField("вид таблицы", max_length=30)
    fingerprint = models.CharField("заголовки", max_length=64)
    columns = models.JSONField("столбцы")
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "запомненные столбцы"
        verbose_name_plural = "запомненные столбцы"
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "fingerprint"],
                name="remembered_mapping_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.fingerprint[:8]}"
