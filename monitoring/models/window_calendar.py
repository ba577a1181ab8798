"""When windows open each year: calendars as data."""

from django.db import models
from django.db.models import Q

from monitoring.enums import Filler
from schools.models import Territory, User, scope_of


class WindowCalendarQuerySet(models.QuerySet["WindowCalendar"]):
    """Reads of calendars."""

    def visible_to(self, user: User) -> "WindowCalendarQuerySet":
        """Keep common ones and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.with_common()).distinct()


class WindowCalendar(models.Model):
    """Sites in October, February and June; results in September; and the like."""

    # Empty for a calendar that every municipality has.
    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="window_calendars",
    )
    code = models.SlugField("код", max_length=40)
    name = models.CharField("название", max_length=120)
    filler = models.CharField("кто заполняет", max_length=10, choices=Filler)
    is_active = models.BooleanField("используется", default=True)

    objects = WindowCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "календарь окон"
        verbose_name_plural = "календари окон"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "code"],
                name="window_calendar_once",
                violation_error_message="Такой календарь уже есть.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(territory__isnull=True),
                name="window_calendar_common_once",
                violation_error_message="Такой общий календарь уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
