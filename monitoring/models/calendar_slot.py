"""One window a year of a calendar."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from monitoring.enums import Phase
from monitoring.models.window_calendar import WindowCalendar


class CalendarSlot(models.Model):
    """One window a year: the day it opens, the days until it is due and closed."""

    calendar = models.ForeignKey(
        WindowCalendar, on_delete=models.CASCADE, related_name="slots"
    )
    month = models.PositiveSmallIntegerField(
        "месяц", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        "день", default=1, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    days_to_due = models.PositiveSmallIntegerField("дней до срока", default=20)
    days_of_grace = models.PositiveSmallIntegerField("дней после срока", default=7)
    phase = models.CharField("этап", max_length=10, choices=Phase, default=Phase.PLAIN)

    class Meta:
        verbose_name = "окно календаря"
        verbose_name_plural = "окна календарей"
        ordering = ["calendar", "month", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "month"],
                name="calendar_slot_once",
                violation_error_message="В этом месяце окно календаря уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=28),
                name="calendar_slot_day_plausible",
                violation_error_message="Укажите месяц от 1 до 12 и день от 1 до 28.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar}: {self.day:02}.{self.month:02}"
