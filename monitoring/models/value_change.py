"""The history of values."""

from django.db import models

from monitoring.models.value import Value
from schools.models import User


class ValueChange(models.Model):
    """Who wrote what over what, when and why."""

    value = models.ForeignKey(Value, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField("когда")
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    before = models.JSONField("было")
    after = models.JSONField("стало")
    reason = models.TextField("почему", blank=True)
    # The form had been accepted once.
    is_after_acceptance = models.BooleanField("после принятия", default=False)

    class Meta:
        verbose_name = "правка значения"
        verbose_name_plural = "правки значений"
        ordering = ["value", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.value_id}, {self.at:%d.%m.%Y %H:%M}"
