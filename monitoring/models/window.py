"""Windows of collection, with everything that was frozen when they opened."""

from django.db import models
from django.db.models import F, Q

from monitoring.enums import Phase
from monitoring.models.window_calendar import WindowCalendar
from schools.models import Territory, User, scope_of


class WindowQuerySet(models.QuerySet["Window"]):
    """Reads of windows."""

    def visible_to(self, user: User) -> "WindowQuerySet":
        """Keep those of the person's territories, and a school's own that have opened."""
        scope = scope_of(user)
        if scope.everything:
            return self
        own = Q(window_schools__school_id__in=scope.school_ids)
        return self.filter(scope.within("territory") | own).distinct()


class Window(models.Model):
    """One collection in one municipality: who, what, from when to when."""

    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        related_name="windows",
    )
    calendar = models.ForeignKey(
        WindowCalendar, on_delete=models.PROTECT, related_name="windows"
    )
    # The first calendar year of the school year: 2025 for 2025/26.
    year = models.PositiveSmallIntegerField("учебный год")
    phase = models.CharField("этап", max_length=10, choices=Phase, default=Phase.PLAIN)
    title = models.CharField("название", max_length=200)
    opens_on = models.DateField("открывается")
    due_on = models.DateField("срок")
    # The last day on which a form is taken, late as it is.
    closes_on = models.DateField("закрывается")
    # Empty until schools and indicators are frozen.
    opened_at = models.DateTimeField("открыто", null=True, blank=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The last change of an accepted value, and what the figures were made from.
    changed_at = models.DateTimeField("данные изменены", null=True, blank=True)
    rolled_up_at = models.DateTimeField("рассчитано", null=True, blank=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        verbose_name = "окно"
        verbose_name_plural = "окна"
        ordering = ["-opens_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "calendar", "opens_on"],
                name="window_once",
                violation_error_message="Окно этого календаря с этого дня уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")) & Q(closes_on__gte=F("due_on")),
                name="window_days_in_order",
                violation_error_message=(
                    "Срок не может быть раньше открытия, а закрытие – раньше срока."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "year"], name="window_by_year"),
            models.Index(fields=["year", "calendar"], name="window_by_calendar"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_opened(self) -> bool:
        """Tell whether schools and indicators are frozen."""
        return self.opened_at is not None

    @property
    def is_stale(self) -> bool:
        """Tell whether figures are older than the values they stand for."""
        if self.changed_at is None:
            return False
        return self.rolled_up_at is None or self.rolled_up_at < self.changed_at
