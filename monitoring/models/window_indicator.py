"""What a window asks for, frozen at its opening."""

from django.db import models

from monitoring.models.indicator_version import IndicatorVersion
from monitoring.models.window import Window


class WindowIndicator(models.Model):
    """A version of an indicator that a window asks for, frozen at its opening."""

    window = models.ForeignKey(
        Window, on_delete=models.CASCADE, related_name="window_indicators"
    )
    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField("место по порядку")

    class Meta:
        verbose_name = "показатель окна"
        verbose_name_plural = "показатели окна"
        ordering = ["window", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["window", "version"],
                name="window_indicator_once",
                violation_error_message="Показатель уже есть в этом окне.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.window_id}/{self.version_id}"
