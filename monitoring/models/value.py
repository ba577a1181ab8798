"""Values of indicators: counts, never names."""

from django.db import models
from django.db.models import F, Q

from monitoring.enums import CellState
from monitoring.models.window import Window
from monitoring.models.window_indicator import WindowIndicator
from monitoring.models.window_school import WindowSchool
from schools.models import School, StoredFile, Territory, User, scope_of


class ValueQuerySet(models.QuerySet["Value"]):
    """Reads of values."""

    def visible_to(self, user: User) -> "ValueQuerySet":
        """Keep values of the person's schools and territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        own = Q(window_school__isnull=True) & scope.within("window__territory")
        return self.filter(scope.at_schools("window_school__school") | own)


class Value(models.Model):
    """One indicator of one school in one window, or of the municipality itself."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="values")
    # Empty for a value of the municipality.
    window_school = models.ForeignKey(
        WindowSchool,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="values",
    )
    window_indicator = models.ForeignKey(
        WindowIndicator, on_delete=models.CASCADE, related_name="values"
    )
    state = models.CharField(
        "что записано", max_length=14, choices=CellState, default=CellState.EMPTY
    )
    # «Да» is 1 of 1, «нет» is 0 of 1; a count stands in the numerator alone.
    numerator = models.PositiveIntegerField("числитель", null=True, blank=True)
    denominator = models.PositiveIntegerField("знаменатель", null=True, blank=True)
    text = models.TextField("текст", blank=True)
    # Why not applicable or no data; why it jumped.
    comment = models.TextField("пояснение", blank=True)
    evidence_address = models.URLField("ссылка", max_length=1000, blank=True)
    evidence_file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the coordinator asks to look at again.
    query_text = models.TextField("уточнить", blank=True)
    # How a computed value came about: numbers, rule, reason.
    detail = models.JSONField("расчёт", default=dict, blank=True)
    revision = models.PositiveIntegerField("правка", default=0)
    updated_at = models.DateTimeField("записано")
    updated_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = "значение"
        verbose_name_plural = "значения"
        ordering = ["window_school", "window_indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["window_school", "window_indicator"],
                name="value_once",
                violation_error_message="Это значение уже записано.",
            ),
            models.UniqueConstraint(
                fields=["window_indicator"],
                condition=Q(window_school__isnull=True),
                name="value_of_municipality_once",
                violation_error_message="Значение муниципалитета уже записано.",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                name="value_numerator_within_denominator",
                violation_error_message="Числитель не может быть больше знаменателя.",
            ),
            models.CheckConstraint(
                condition=Q(state="value")
                | Q(numerator__isnull=True, denominator__isnull=True),
                name="value_numbers_only_in_values",
                violation_error_message="Числа бывают только у заполненного значения.",
            ),
        ]
        indexes = [
            models.Index(fields=["window", "window_indicator"], name="value_by_window")
        ]

    def __str__(self) -> str:
        return f"{self.window_school_id}/{self.window_indicator_id}: {self.state}"

    @property
    def school(self) -> School | None:
        """The school; rights and the audit trail ask for it."""
        return self.window_school.school if self.window_school else None

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.window.territory
