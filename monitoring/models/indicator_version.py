"""Wordings and formulas of indicators: old windows keep theirs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from identification.models import Procedure, Subject
from monitoring.enums import Direction, Level, Source, ValueKind
from monitoring.models.indicator import Indicator
from monitoring.models.site_item import SiteItem
from monitoring.models.window_calendar import WindowCalendar
from schools.models import Territory, User


class IndicatorVersion(models.Model):
    """Wording and formula from a school year on; old windows keep theirs."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField("версия")
    # The first school year for which it holds: 2025 for 2025/26.
    valid_from = models.PositiveSmallIntegerField(
        "с учебного года",
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    title = models.CharField("показатель", max_length=500)
    short_title = models.CharField("коротко", max_length=80)
    definition = models.TextField("что считать", blank=True)
    example = models.TextField("пример", blank=True)
    numerator_text = models.CharField("числитель", max_length=300, blank=True)
    denominator_text = models.CharField("знаменатель", max_length=300, blank=True)
    level = models.CharField("кого считает", max_length=12, choices=Level)
    kind = models.CharField("что записывают", max_length=10, choices=ValueKind)
    direction = models.CharField(
        "направление", max_length=5, choices=Direction, default=Direction.MORE
    )
    unit = models.CharField("единица", max_length=40, blank=True)
    source = models.CharField(
        "откуда значения", max_length=10, choices=Source, blank=True
    )
    calendar = models.ForeignKey(
        WindowCalendar,
        verbose_name="календарь",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_versions",
    )
    owner = models.CharField("кто отвечает", max_length=200, blank=True)
    # The document that asks for it.
    basis = models.CharField("основание", max_length=300, blank=True)
    needs_evidence = models.BooleanField("нужно подтверждение", default=False)
    # Per cent of the target from which it is reached, and from which it is near.
    green_percent = models.PositiveSmallIntegerField(
        "цель достигнута от, %", default=100
    )
    yellow_percent = models.PositiveSmallIntegerField("близко к цели от, %", default=80)
    # For values from results: whose dynamics.
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    grade = models.PositiveSmallIntegerField("класс", null=True, blank=True)
    # For values from site checks: which item gives «да».
    site_item = models.ForeignKey(
        SiteItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # For values from programmes: which fact gives «да», see monitoring.catalogue.
    fact = models.CharField("признак", max_length=30, blank=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("записана")
    note = models.TextField("что изменилось", blank=True)

    class Meta:
        verbose_name = "версия показателя"
        verbose_name_plural = "версии показателей"
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"],
                name="indicator_version_once",
                violation_error_message="Такая версия показателя уже есть.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="indicator_version_one_a_year",
                violation_error_message="С этого учебного года версия уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(yellow_percent__lte=models.F("green_percent")),
                name="indicator_version_thresholds_in_order",
                violation_error_message="«Близко к цели» не может быть выше цели.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_title

    @property
    def territory(self) -> Territory | None:
        """The municipality; rights and the audit trail ask for it."""
        return self.indicator.territory
