"""Codes under which other registers know a school."""

from django.db import models
from django.db.models import F, Q

from schools.enums import CodeSystem
from schools.models.school import School


class SchoolCode(models.Model):
    """A code in a foreign register; it changes at a reorganisation, so it is dated."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField("реестр", max_length=10, choices=CodeSystem)
    value = models.CharField("код", max_length=40)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)

    class Meta:
        verbose_name = "код школы"
        verbose_name_plural = "коды школ"
        ordering = ["system", "value", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "value"],
                condition=Q(valid_to__isnull=True),
                name="school_code_one_owner_now",
                violation_error_message="Этот код уже действует у другой школы.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="school_code_dates_in_order",
                violation_error_message="Срок заканчивается раньше, чем начинается.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()}: {self.value}"
